/** Runs a Python script of the engine tests: JSON in, JSON out. */
import { spawn } from "node:child_process";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..", "engines", "python");

/** In: the interpreter; the script's name; what it reads. Out: what it writes as JSON. Throws what it says when it fails. */
export async function runPython(
  python: string,
  script: string,
  input: unknown,
  environment: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const child = spawn(python, [join(folder, script)], { env: { ...process.env, ...environment } });
  const output: Buffer[] = [];
  let log = "";
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-8000);
  });
  child.stdin.end(JSON.stringify(input));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${script} ended with code ${code}:\n${log}`);
  return JSON.parse(Buffer.concat(output).toString());
}
