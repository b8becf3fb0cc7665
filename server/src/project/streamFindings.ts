import type { Finding } from "../document/types.ts";
import { projectFileName } from "./loadProject.ts";
import { findingAt } from "./reference.ts";
import type { Project } from "./types.ts";

/** Streams that take an identified entity for an anonymous one. */
export function streamFindings(project: Project): Finding[] {
  return project.file.streams.flatMap(({ anonymous: name }) => {
    const entity = project.file.entities.find((each) => each.name.value === name?.value);
    if (!name || !entity || entity.anonymous) return [];
    const message = `The entity "${name.value}" is not one of anonymous visitors.`;
    const hint = "Write `anonymous: true` where it is declared, or name another one.";
    return [findingAt(projectFileName, "invalid-reference", name.span, message, hint)];
  });
}
