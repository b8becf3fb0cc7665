import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The text of a file that ships with this program, by its path in the package, or `undefined`. Looked for upward from
 * here, because a bundle and the source lie at different depths.
 */
async function readPackageFile(path: string): Promise<string | undefined> {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if ((await readText(join(folder, "package.json")))?.includes('"name": "eventspec"'))
      return readText(join(folder, path));
    if (dirname(folder) === folder) return undefined;
  }
}

/** This program's version, as its package states it. */
export async function packageVersion(): Promise<string> {
  const { version } = JSON.parse((await readPackageFile("package.json")) ?? "{}") as { version?: string };
  return version ?? "unknown";
}

/** The page of a rule, as Markdown. */
export function pageOfRule(rule: string): Promise<string | undefined> {
  return readPackageFile(`docs/rules/${rule}.md`);
}

const readText = (path: string): Promise<string | undefined> => readFile(path, "utf8").catch(() => undefined);
