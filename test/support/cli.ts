import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../../server/src/cli/run.ts";
import type { Output, Terminal } from "../../server/src/cli/terminal.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
export const shop = join(repository, "examples", "shop");

/** Copies the example shop with the first rows of its tables only: for tests of what is said about specs, not of rows. */
export async function copySmallShop(target: string): Promise<void> {
  await cp(join(shop, "events"), join(target, "events"), { recursive: true });
  await cp(join(shop, "eventspec.yml"), join(target, "eventspec.yml"));
  for (const table of await readdir(join(shop, "data"), { recursive: true })) {
    if (!table.endsWith(".csv")) continue;
    const lines = (await readFile(join(shop, "data", table), "utf8")).split("\n").slice(0, 60);
    await mkdir(dirname(join(target, "data", table)), { recursive: true });
    await writeFile(join(target, "data", table), `${lines.join("\n")}\n`);
  }
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface ProcessOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Node's arguments for a bundled program where it is newer than its source, as `npm test` makes it; else for the source itself. */
export function program(bundled: string, entry: string): string[] {
  const bundle = join(repository, "dist", bundled);
  const source = join(repository, "server", "src");
  const built = statSync(bundle, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const isCurrent = files.every((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs < built);
  const tsx = fileURLToPath(import.meta.resolve("tsx"));
  return isCurrent ? [bundle] : ["--import", tsx, join(source, entry)];
}

const command = program("cli.js", "commandLine.ts");

/** Starts the command line as a process of its own. */
export function startCli(
  args: readonly string[],
  { cwd = repository, env = {} }: ProcessOptions = {},
): ChildProcess {
  // Nothing of the caller's environment that changes what is shown.
  const { NO_COLOR, FORCE_COLOR, NODE_OPTIONS, ...rest } = process.env;
  return spawn(process.execPath, [...command, ...args], { cwd, env: { ...rest, ...env } });
}

/** Runs the command line as a process of its own, to its end. */
export function runCli(args: readonly string[], options: ProcessOptions = {}): Promise<Outcome> {
  return outcomeOf(startCli(args, options));
}

export function outcomeOf(child: ChildProcess): Promise<Outcome> {
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...texts }));
  });
}

interface InProcessOptions {
  readonly cwd?: string;
  /** Width of the terminal; no terminal when absent. */
  readonly columns?: number;
  readonly color?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** What comes from the standard input. */
  readonly input?: string;
}

/** Runs a command inside this process, on a terminal that remembers. */
export async function runHere(args: readonly string[], options: InProcessOptions = {}): Promise<Outcome> {
  const out = remembering(options);
  const err = remembering(options);
  const terminal: Terminal = {
    cwd: options.cwd ?? repository,
    env: options.env ?? {},
    out: out.output,
    err: err.output,
    input: async () => options.input ?? "",
    signal: options.signal ?? new AbortController().signal,
    cancellable: (work) => work(),
  };
  const startLanguageServer = async (): Promise<void> => terminal.err.write("language server\n");
  const code = await run({ args, version: "0.0.0", terminal, startLanguageServer });
  return { code, stdout: out.text(), stderr: err.text() };
}

/** An output that remembers what was written to it. */
export function remembering({ columns, color = false }: { columns?: number; color?: boolean } = {}): {
  output: Output;
  text: () => string;
} {
  let text = "";
  const write = (more: string): void => {
    text += more;
  };
  const isTerminal = columns !== undefined;
  return { output: { write, isTerminal, color, ...(isTerminal && { columns }) }, text: () => text };
}
