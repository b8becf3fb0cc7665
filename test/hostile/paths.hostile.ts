/** Paths and files that lead outside of a project, or nowhere, or have no end: nothing of them is read, and that is said. */
import { execFile } from "node:child_process";
import { mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import type { Attempt, HostileSuite } from "../support/hostile.ts";

/** What stands in the files that nobody may read. */
const treasure = "TREASURE4711";
const spec = "from: t\nkey: id\nevents:\n  order_placed: {at: t.at}\n";
const csv = `id,at,${treasure}\n1,2025-01-01 10:00:00,x\n`;
/** Seconds: longer means that something waits, or walks. */
const most = 20;

interface PathAttempt {
  readonly title: string;
  /** Beside `eventspec.yml`, `a.events.yml`. */
  readonly files?: Readonly<Record<string, string>>;
  /** What `outside`, a folder with the treasure, is linked as; or other work on the disk. */
  prepare?(inside: string, outside: string): Promise<unknown>;
  /** What must be said of it. */
  readonly says: RegExp;
}

const dev = (settings: string): Readonly<Record<string, string>> => ({
  "eventspec.yml": `eventspec: 1\nconnection: dev\nconnections: {dev: ${settings}}\n`,
});
const link = (name: string, to: string) => (inside: string, outside: string) =>
  symlink(join(outside, to), join(inside, name));
const outsideIsSaid = /outside of the project|outside the project/;
const plainIsSaid = /no plain file|not a file|link that leads nowhere|does not exist/;

const fileTables: readonly PathAttempt[] = [
  ...["../outside/t.csv", "/etc/passwd", "data/../../outside/t.csv", "./../outside/t.csv"].map((path) => ({
    title: `files: ${path}`,
    files: dev(`{type: duckdb, files: {t: '${path}'}}`),
    says: outsideIsSaid,
  })),
  {
    title: "a link as a table",
    files: dev("{type: duckdb, files: {t: t.csv}}"),
    prepare: link("t.csv", "t.csv"),
    says: outsideIsSaid,
  },
  {
    title: "a linked folder in a pattern",
    files: dev("{type: duckdb, files: {t: 'data/*.csv'}}"),
    prepare: link("data", "."),
    says: outsideIsSaid,
  },
  {
    title: "a linked folder below **",
    files: dev("{type: duckdb, files: {t: '**/*.csv'}}"),
    prepare: link("data", "."),
    says: /matches no file|outside/,
  },
  ...["../**/*.csv", "/**/*.csv", "**/../../**/*.csv", "/*/*", "../*/t.csv", "~/**"].map((path) => ({
    title: `a pattern: ${path}`,
    files: dev(`{type: duckdb, files: {t: '${path}'}}`),
    says: /outside|matches no file/,
  })),
  {
    title: "a link upward in a pattern",
    files: dev(`{type: duckdb, files: {t: '${"*/".repeat(40)}x.csv'}}`),
    prepare: async (inside) => {
      for (const name of ["a", "b"]) await symlink(inside, join(inside, name));
    },
    says: /matches no file|Too many files/,
  },
  {
    title: "many ** in a pattern",
    files: dev(`{type: duckdb, files: {t: '${"**/".repeat(40)}x.csv'}}`),
    prepare: (inside) => deepFolders(inside),
    says: /matches no file/,
  },
  {
    title: "a link that leads to itself",
    files: dev("{type: duckdb, files: {t: t.csv}}"),
    prepare: (inside) => symlink(join(inside, "t.csv"), join(inside, "t.csv")),
    says: plainIsSaid,
  },
  {
    title: "a pipe as a table",
    files: dev("{type: duckdb, files: {t: t.csv}}"),
    prepare: (inside) => pipe(join(inside, "t.csv")),
    says: plainIsSaid,
  },
  {
    title: "a device as a table",
    files: dev("{type: duckdb, files: {t: t.csv}}"),
    prepare: (inside) => symlink("/dev/zero", join(inside, "t.csv")),
    says: /outside|not a file/,
  },
];

const databases: readonly PathAttempt[] = [
  ...["../outside/x.duckdb", "/etc/passwd", "/dev/zero"].map((path) => ({
    title: `path: ${path}`,
    files: dev(`{type: duckdb, path: '${path}'}`),
    says: outsideIsSaid,
  })),
  {
    title: "attach: ../outside/x.duckdb",
    files: dev("{type: duckdb, attach: {x: ../outside/x.duckdb}}"),
    says: outsideIsSaid,
  },
  {
    title: "a link as a database",
    files: dev("{type: duckdb, path: x.duckdb}"),
    prepare: link("x.duckdb", "t.csv"),
    says: outsideIsSaid,
  },
  {
    title: "a pipe as a database",
    files: dev("{type: duckdb, path: x.duckdb}"),
    prepare: (inside) => pipe(join(inside, "x.duckdb")),
    says: plainIsSaid,
  },
];

const keys: readonly PathAttempt[] = [
  {
    title: "a key outside",
    files: dev("{type: postgres, host: 127.0.0.1, port: 1, sslmode: verify-ca, sslkey: ../outside/t.csv}"),
    says: outsideIsSaid,
  },
  {
    title: "a linked key",
    files: dev("{type: postgres, host: 127.0.0.1, port: 1, sslmode: verify-ca, sslkey: k}"),
    prepare: link("k", "t.csv"),
    says: outsideIsSaid,
  },
  {
    title: "a pipe as a key",
    files: dev("{type: postgres, host: 127.0.0.1, port: 1, sslmode: verify-ca, sslkey: k}"),
    prepare: (inside) => pipe(join(inside, "k")),
    says: plainIsSaid,
  },
  {
    title: "profiles outside",
    files: dev("{type: dbt, profile: x, profiles_dir: ../outside}"),
    says: outsideIsSaid,
  },
  {
    title: "a linked profile",
    files: dev("{type: dbt, profile: x}"),
    prepare: link("profiles.yml", "t.csv"),
    says: outsideIsSaid,
  },
  {
    title: "dbt's artefacts outside",
    files: { "eventspec.yml": "eventspec: 1\ndbt: {project: ../outside}\n" },
    says: outsideIsSaid,
  },
];

const named: readonly PathAttempt[] = [
  ...[".env", "eventspec.local.yml", "eventspec.catalog.json"].flatMap((name) => [
    { title: `${name} as a link`, prepare: link(name, "t.csv"), says: outsideIsSaid },
    { title: `${name} as a pipe`, prepare: (inside: string) => pipe(join(inside, name)), says: plainIsSaid },
    {
      title: `${name} as a device`,
      prepare: (inside: string) => symlink("/dev/zero", join(inside, name)),
      says: outsideIsSaid,
    },
  ]),
  { title: "a .env without an end", prepare: (inside) => hole(join(inside, ".env")), says: /MB/ },
  { title: "a spec of 8 GB", prepare: (inside) => hole(join(inside, "b.events.yml")), says: /MB/ },
  { title: "a spec as a link", prepare: link("b.events.yml", "t.csv"), says: /./ },
  { title: "a spec as a pipe", prepare: (inside) => pipe(join(inside, "b.events.yml")), says: /./ },
];

const groups = { tables: fileTables, databases, "keys and profiles": keys, "files with a known name": named };

export const suite: HostileSuite = {
  title: "Paths out of the project",
  async *attempts({ size, seed }) {
    // Each starts an engine of its own.
    const isTried = (at: number) => size === "full" || (at + seed) % 4 === 0;
    for (const [group, attempts] of Object.entries(groups))
      for (const [at, attempt] of attempts.entries()) if (isTried(at)) yield await tried(group, attempt);
  },
};

async function tried(group: string, { title, files, prepare, says }: PathAttempt): Promise<Attempt> {
  const folder = await temporaryFolder({
    "outside/t.csv": csv,
    "outside/target/manifest.json": "{}",
    "inside/eventspec.yml": "eventspec: 1\n",
    "inside/a.events.yml": spec,
  });
  const inside = join(folder.path, "inside");
  for (const [name, text] of Object.entries(files ?? {})) await writeFile(join(inside, name), text);
  await prepare?.(inside, join(folder.path, "outside"));
  const started = performance.now();
  try {
    const connection = /connections/.test(files?.["eventspec.yml"] ?? "") ? ["--connection", "dev"] : [];
    const { stdout, stderr } = await runHere(["check", "--quiet", ...connection], { cwd: inside });
    const seconds = (performance.now() - started) / 1000;
    const wrong = wrongIn(`${stdout}${stderr}`, says, seconds);
    return { group, tried: title, ended: "refused", ...(wrong !== undefined && { gotThrough: wrong }) };
  } finally {
    await folder.remove();
  }
}

function wrongIn(said: string, says: RegExp, seconds: number): string | undefined {
  if (said.includes(treasure)) return "shows what stands outside";
  if (seconds > most) return `takes ${seconds.toFixed(0)} s`;
  return says.test(said) ? undefined : `says nothing of it: ${said.slice(0, 600)}`;
}

const pipe = (path: string): Promise<unknown> => promisify(execFile)("mkfifo", [path]);

/** A file that says it has 8 GB, and takes no room. */
async function hole(path: string): Promise<void> {
  await writeFile(path, "");
  await truncate(path, 8 * 1024 ** 3);
}

async function deepFolders(inside: string): Promise<void> {
  for (let at = inside, depth = 0; depth < 12; depth++) {
    for (const name of ["a", "b"]) await mkdir(join(at, name), { recursive: true });
    at = join(at, "a");
  }
}
