import type { Finding } from "../document/types.ts";
import { projectFileName } from "./loadProject.ts";
import { findingAt } from "./reference.ts";
import type { Project } from "./types.ts";

/** What of streams, and of destinations, contradicts itself or the entities. */
export function streamFindings(project: Project): Finding[] {
  return [...wrongAnonymous(project), ...misplacedFirsts(project)];
}

/** Columns that a layout has no place for. */
function misplacedFirsts({ file }: Project): Finding[] {
  return file.streams.flatMap(({ firstAt, layout }): Finding[] => {
    if (!firstAt?.value || layout.value !== "activity_schema") return [];
    const message = "Activity Schema has no column for the time of the first activity.";
    const hint = "Leave `first_at` out, or take another layout.";
    return [
      { file: projectFileName, rule: "invalid-value", severity: "error", message, hint, span: firstAt.span },
    ];
  });
}

/** Streams and destinations that take an identified entity for an anonymous one. */
function wrongAnonymous({ file }: Project): Finding[] {
  return [...file.streams, ...file.destinations].flatMap(({ anonymous: name }) => {
    const entity = file.entities.find((each) => each.name.value === name?.value);
    if (!name || !entity || entity.anonymous) return [];
    const message = `The entity "${name.value}" is not one of anonymous visitors.`;
    const hint = "Write `anonymous: true` where it is declared, or name another one.";
    return [findingAt(projectFileName, "invalid-reference", name.span, message, hint)];
  });
}
