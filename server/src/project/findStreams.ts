import type { Finding, Located } from "../document/types.ts";
import { projectFileName } from "./loadProject.ts";
import { findingAt, unknownName } from "./reference.ts";
import type { Project } from "./types.ts";

/** Entities that streams are about, and are not declared. */
export function findingsOfStreams(project: Project): Finding[] {
  return project.file.streams.flatMap(({ entity, anonymous }) => [
    ...entityFindings(project, entity),
    ...entityFindings(project, anonymous),
    ...anonymousFindings(project, anonymous),
  ]);
}

function entityFindings(project: Project, name: Located<string> | undefined): Finding[] {
  const known = project.file.entities.map((entity) => entity.name.value);
  if (!name || known.includes(name.value)) return [];
  const message = `No entity is called "${name.value}".`;
  return [
    unknownName(projectFileName, "invalid-reference", name, message, known, "Declare it below `entities`."),
  ];
}

function anonymousFindings(project: Project, name: Located<string> | undefined): Finding[] {
  const entity = project.file.entities.find((each) => each.name.value === name?.value);
  if (!name || !entity || entity.anonymous) return [];
  const message = `The entity "${name.value}" is not one of anonymous visitors.`;
  return [
    findingAt(
      projectFileName,
      "invalid-reference",
      name.span,
      message,
      "Write `anonymous: true` where it is declared.",
    ),
  ];
}
