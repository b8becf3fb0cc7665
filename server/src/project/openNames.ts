/** Events whose names come from data: known are those that a warehouse has shown so far. */
import type { EventDefinition, SqlText } from "../spec/types.ts";
import type { ProjectEvent } from "./types.ts";

/** SQL of the names that the spec does not list; `undefined` where it lists all. */
export function openName({ variants }: Pick<EventDefinition, "variants">): SqlText | undefined {
  const otherwise = variants?.otherwise;
  return typeof otherwise === "object" ? otherwise.name : undefined;
}

/** Names that the catalog knows of such an event, without those that its spec lists. */
export function seenNames({ name, names, definition }: ProjectEvent): string[] {
  if (!openName(definition)) return [];
  const listed = new Set(definition.variants?.names.map(({ event }) => event.value));
  return names.filter((one) => one !== name && !listed.has(one));
}
