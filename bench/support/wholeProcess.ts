import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const recorder = join(process.cwd(), "bench", "support", "processCost.cjs");

export interface ProcessCost {
  /** From start to end. */
  readonly elapsed: number;
  /** Of processor time, in all threads. */
  readonly milliseconds: number;
  /** Peak resident memory. */
  readonly megabytes: number;
  readonly output: string;
  readonly exitCode: number | null;
}

/** Runs a Node program from start to end and measures it from outside. */
export async function wholeProcess(
  args: readonly string[],
  folder: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<ProcessCost> {
  const temporary = await mkdtemp(join(tmpdir(), "eventspec-bench-"));
  const costFile = join(temporary, "cost");
  const start = performance.now();
  const child = spawn(process.execPath, ["--require", recorder, ...args], {
    cwd: folder,
    env: { ...process.env, ...variables, COST_FILE: costFile },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (data) => {
    output += data;
  });
  const exitCode = await new Promise<number | null>((done) => child.on("close", done));
  const elapsed = performance.now() - start;
  const [kilobytes = "", microseconds] = (await readFile(costFile, "utf8")).split(" ");
  await rm(temporary, { recursive: true });
  return {
    elapsed,
    milliseconds: Number(microseconds) / 1000,
    megabytes: Number(kilobytes) / 1024,
    output,
    exitCode,
  };
}
