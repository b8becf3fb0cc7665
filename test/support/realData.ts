import { existsSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "./connections.ts";
import { leaveOut } from "./leftOut.ts";

const repository = fileURLToPath(new URL("../../", import.meta.url));
/** What is too large for the repository, or has no licence for it, lies beside it where it is kept. */
const data = join(repository, "..", "shared", "data");

/** A suite over real data: it runs where the data is, and elsewhere is left out by name. */
export function describeRealData(name: string, path: string, suite: (source: string) => void): void {
  const source = join(data, path);
  if (existsSync(source)) describe(name, () => suite(source));
  else leaveOut(name, `there is no ${relative(repository, source).replaceAll("\\", "/")}`);
}

/** A copy of a project of test/projects with its data, to be changed and removed. */
export async function copyProject(name: string): Promise<{ path: string; remove(): Promise<void> }> {
  const folder = await temporaryFolder();
  await cp(join(repository, "test", "projects", name), folder.path, { recursive: true });
  return folder;
}
