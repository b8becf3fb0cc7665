import { existsSync } from "node:fs";
import { copyFile, cp, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "./connections.ts";

const projects = fileURLToPath(new URL("../projects/", import.meta.url));
/** Copies of real tables lie beside the repository, where they are kept; they are not part of it. */
const data = fileURLToPath(new URL("../../../shared/data/", import.meta.url));

/** A suite over real data: it runs where the data is, and elsewhere says by name that it was left out. */
export function describeRealData(name: string, folder: string, suite: (source: string) => void): void {
  const source = join(data, folder);
  if (existsSync(source)) describe(name, () => suite(source));
  else console.log(`left out, because there is no ${join("..", "shared", "data", folder)}: ${name}`);
}

/** A copy of a project of test/projects, with the given tables (path in the copy → file of real data) put into it. */
export async function projectWith(
  project: string,
  tables: Readonly<Record<string, string>>,
): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await temporaryFolder();
  await cp(join(projects, project), folder.path, { recursive: true });
  for (const [target, source] of Object.entries(tables)) {
    await mkdir(dirname(join(folder.path, target)), { recursive: true });
    await copyFile(source, join(folder.path, target));
  }
  return folder;
}
