/** Which program gives the answers that are kept: another one may give others. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { programPath } from "../engineProcess/child.ts";

/**
 * A digest of the engine's program, whose text names all of its chunks by their content, and of the driver's version.
 * `undefined` for the source itself, any file of which may have been edited.
 */
export async function programDigest(): Promise<string | undefined> {
  const path = programPath();
  if (path.endsWith(".ts")) return undefined;
  const driver = join(dirname(path), "node_modules", "@duckdb", "node-bindings", "package.json");
  const texts = await Promise.all(
    [path, driver].map((file) => readFile(file, "utf8").catch(() => undefined)),
  );
  if (texts.includes(undefined)) return undefined;
  return createHash("sha256")
    .update(JSON.stringify([...texts, process.platform, process.arch]))
    .digest("hex");
}
