/** A Postgres server of a test's own, in a temporary folder. Only the role `guarded` needs a password. */
import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { createReadStream, existsSync, readdirSync } from "node:fs";
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./freePort.ts";

export interface PostgresServer {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** Runs SQL as the owner, with psql, outside of what is tested; gives its output, cells parted by `|`. */
  sql(text: string): Promise<string>;
  /** Makes a table of a CSV file with a header line. Columns are text where `types` does not say. */
  load(table: string, file: string, types?: Readonly<Record<string, string>>): Promise<void>;
  /** Kills it as a crash would, at once. */
  kill(): Promise<void>;
  /** Starts it again after `kill`, at the same port with the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

/** The folder with the server's programs. Throws an error that says what is missing. */
export function postgresPrograms(): string {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, "bin")),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  const found = folders.find(
    (folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")),
  );
  if (!found)
    throw new Error("Postgres is not installed: no initdb in PATH or in /usr/lib/postgresql/*/bin.");
  return found;
}

export async function startPostgres(): Promise<PostgresServer> {
  const programs = postgresPrograms();
  const identity = unprivileged();
  const folder = await mkdtemp(join(tmpdir(), "eventspec-postgres-"));
  const data = join(folder, "data");
  await mkdir(data, { mode: 0o700 });
  if (identity.uid !== undefined && identity.gid !== undefined)
    for (const path of [folder, data]) await chown(path, identity.uid, identity.gid);
  const environment = { cwd: folder, ...identity };
  const initdb = ["-D", data, "-U", "test", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"];
  await promisify(execFile)(join(programs, "initdb"), initdb, environment);
  const access = join(data, "pg_hba.conf");
  await writeFile(access, `host all guarded 127.0.0.1/32 scram-sha-256\n${await readFile(access, "utf8")}`);
  const port = await freePort();
  const start = (): Promise<ChildProcess> =>
    launch(join(programs, "postgres"), data, folder, port, environment);
  let server = await start();
  const psql = [
    join(programs, "psql"),
    ["-h", folder, "-p", String(port), "-U", "test", "-X", "-q", "-v", "ON_ERROR_STOP=1"],
  ] as const;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill(signal);
    await ended;
  };
  const sql = async (text: string): Promise<string> =>
    (await promisify(execFile)(psql[0], [...psql[1], "-At", "-d", "postgres", "-c", text])).stdout.trim();
  return {
    host: "127.0.0.1",
    port,
    user: "test",
    database: "postgres",
    sql,
    async load(table, file, types = {}) {
      const header = (await readFile(file, "utf8")).split(/\r?\n/)[0] ?? "";
      const columns = header.split(",").map((name) => name.replace(/^"(.*)"$/, "$1"));
      const defined = columns.map((name) => `"${name}" ${types[name] ?? "text"}`).join(", ");
      const schema = table.includes(".") ? `create schema if not exists ${table.split(".")[0]};` : "";
      await sql(`${schema} create table ${table} (${defined})`);
      await copyIn(psql, table, file);
    },
    kill: () => end("SIGQUIT"),
    async restart() {
      server = await start();
    },
    async stop() {
      await end("SIGQUIT");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function launch(
  program: string,
  data: string,
  folder: string,
  port: number,
  environment: { readonly cwd: string } & Identity,
): Promise<ChildProcess> {
  const settings = {
    fsync: "off",
    full_page_writes: "off",
    synchronous_commit: "off",
    listen_addresses: "127.0.0.1",
    unix_socket_directories: folder,
    log_min_messages: "log",
    timezone: "America/New_York",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(program, ["-D", data, "-p", String(port), ...flags], {
    ...environment,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`Postgres ended with ${code}: ${log}`)));
    server.stderr?.on("data", (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000);
      if (log.includes("database system is ready to accept connections")) resolve();
    });
  });
  server.removeAllListeners("exit");
  return server;
}

function copyIn(psql: readonly [string, readonly string[]], table: string, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const copy = spawn(
      psql[0],
      [...psql[1], "-d", "postgres", "-c", `copy ${table} from stdin (format csv, header)`],
      {
        stdio: ["pipe", "ignore", "pipe"],
      },
    );
    let problem = "";
    copy.stderr.on("data", (chunk: Buffer) => {
      problem += chunk.toString();
    });
    copy.once("error", reject);
    copy.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(problem))));
    createReadStream(file).pipe(copy.stdin);
  });
}

/** Postgres refuses to run as root. */
function unprivileged(): Identity {
  if (process.getuid?.() !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    try {
      const number = (flag: string) =>
        Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
      return { uid: number("-u"), gid: number("-g") };
    } catch {
      // There is no such user; the next one will do.
    }
  }
  throw new Error("Postgres can't run as root, and there is neither a user postgres nor nobody.");
}
