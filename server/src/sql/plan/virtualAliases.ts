import { namesAt, virtualNames } from "../../project/namesAt.ts";
import type { SqlPosition } from "../../project/sqlOf.ts";
import type { Project } from "../../project/types.ts";
import type { VirtualAlias } from "./plan.ts";

/** Which of `event` and `param` SQL may speak of at a place; a table of that name comes first. */
export function virtualAt(position: SqlPosition, project: Project): VirtualAlias[] {
  const names = namesAt(position, project)?.names ?? [];
  return Object.values(virtualNames).filter(
    (alias) => names.find(({ name }) => name.toLowerCase() === alias)?.kind === "virtual",
  );
}
