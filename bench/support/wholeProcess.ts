import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const peakMemory = join(dirname(fileURLToPath(import.meta.url)), "peakMemory.cjs");

export interface ProcessCost {
  readonly milliseconds: number;
  /** Peak resident memory. */
  readonly megabytes: number;
  readonly output: string;
  readonly exitCode: number | null;
}

/** Runs a Node program from start to end and measures it from outside. */
export async function wholeProcess(args: readonly string[], folder: string): Promise<ProcessCost> {
  const temporary = await mkdtemp(join(tmpdir(), "eventspec-bench-"));
  const peakFile = join(temporary, "peak");
  const start = performance.now();
  const child = spawn(process.execPath, ["--require", peakMemory, ...args], {
    cwd: folder,
    env: { ...process.env, PEAK_MEMORY_FILE: peakFile },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (data) => {
    output += data;
  });
  const exitCode = await new Promise<number | null>((done) => child.on("close", done));
  const milliseconds = performance.now() - start;
  const megabytes = Number(await readFile(peakFile, "utf8")) / 1024;
  await rm(temporary, { recursive: true });
  return { milliseconds, megabytes, output, exitCode };
}
