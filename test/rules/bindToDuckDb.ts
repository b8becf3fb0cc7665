import type { BoundProject } from "../../server/src/checks/types.ts";
import type { Project } from "../../server/src/project/types.ts";
export async function bindToDuckDb(_project: Project): Promise<BoundProject | undefined> {
  return undefined;
}
