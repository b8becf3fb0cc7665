/** A Python with packages, made once below .cache/. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const cache = join(import.meta.dirname, "..", "..", ".cache", "engines");

/** Path of the interpreter. `packages` are requirements with versions. Throws an error that says what is missing. */
export async function pythonWith(packages: readonly string[]): Promise<string> {
  const folder = join(
    cache,
    `python-${createHash("sha256").update(packages.join("\n")).digest("hex").slice(0, 12)}`,
  );
  const python = join(folder, "bin", "python");
  if (existsSync(join(folder, "ready"))) return python;
  await rm(folder, { recursive: true, force: true });
  try {
    await promisify(execFile)("python3", ["-m", "venv", folder]);
  } catch (error) {
    throw new Error(`Python 3 with venv is needed: ${error instanceof Error ? error.message : error}`);
  }
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages];
  await promisify(execFile)(python, install, { maxBuffer: 1 << 26 });
  // A marker that is moved into place, so that an interrupted installation is not taken for a whole one.
  await rename(await mkdtemp(join(folder, "made-")), join(folder, "ready"));
  return python;
}
