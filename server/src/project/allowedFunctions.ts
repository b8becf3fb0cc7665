/** Functions of the users' own that their SQL may call. */
import type { ProjectFile } from "../spec/projectTypes.ts";

/**
 * What any connection allows: SQL means the same whichever of them is chosen. Names in lower case, dotted where a schema is written.
 */
export function allowedFunctions({ connections }: Pick<ProjectFile, "connections">): ReadonlySet<string> {
  return new Set(connections.flatMap(({ functions }) => functions.map(({ value }) => value.toLowerCase())));
}
