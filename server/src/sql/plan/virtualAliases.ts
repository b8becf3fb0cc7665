import { namesAt } from "../../project/namesAt.ts";
import type { SqlPosition } from "../../project/sqlOf.ts";
import type { Project } from "../../project/types.ts";
import type { VirtualAlias } from "./plan.ts";

const virtualAliases: readonly VirtualAlias[] = ["event", "param"];

/** Which of `event` and `param` SQL may speak of at a place; a table of that name comes first. */
export function virtualAt(position: SqlPosition, project: Project): VirtualAlias[] {
  const names = namesAt(position, project)?.names ?? [];
  return virtualAliases.filter(
    (alias) => names.find(({ name }) => name.toLowerCase() === alias)?.kind === "virtual",
  );
}
