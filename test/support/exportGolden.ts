import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..", "exporters", "dbt", "golden");

/** Compares files of an export with the one text that is kept of them; `UPDATE_GOLDEN` writes it anew. */
export async function assertGolden(name: string, files: ReadonlyMap<string, string>): Promise<void> {
  const text = asText(files);
  const golden = join(folder, `${name}.txt`);
  if (process.env.UPDATE_GOLDEN) await writeFile(golden, text);
  assert.equal(text, await readFile(golden, "utf8"));
}

export function asText(files: ReadonlyMap<string, string>): string {
  return [...files].map(([name, text]) => `==> ${name}\n${text}`).join("\n");
}

/** The files that are kept under a name. */
export async function goldenFiles(name: string): Promise<{ readonly name: string; readonly text: string }[]> {
  const text = await readFile(join(folder, `${name}.txt`), "utf8");
  return text
    .split(/^==> /m)
    .slice(1)
    .map((part) => ({
      name: part.slice(0, part.indexOf("\n")),
      text: `${part.slice(part.indexOf("\n") + 1).trimEnd()}\n`,
    }));
}
