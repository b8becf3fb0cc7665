/** References between files, and within one, that lead nowhere. Owners, goals, entities of events and tables are rules' affair. */
import type { Finding } from "../document/types.ts";
import type { SpecFile } from "../spec/types.ts";
import { connectionFindings } from "./connectionFindings.ts";
import { documentFindings } from "./documentFindings.ts";
import { identityFindings } from "./identityFindings.ts";
import { eventJoinFindings } from "./joinedEvents.ts";
import { localFileName, projectFileName } from "./loadProject.ts";
import { parameterFindings } from "./lookupFindings.ts";
import { streamFindings } from "./streamFindings.ts";
import type { Project } from "./types.ts";

/** What the files of a project say wrong by themselves and about each other: their readers' findings first. */
export function projectFindings(project: Project): Finding[] {
  const read = [...project.file.findings, ...project.specs.flatMap((spec) => spec.findings)];
  const ofProject = [projectFileName, localFileName].filter((file) => project.documents.has(file));
  return [
    ...read,
    ...ofProject.flatMap((file) => referenceFindings(project, file)),
    ...project.specs.flatMap((spec) => referenceFindings(project, spec.file, spec)),
  ];
}

/**
 * References in one file that lead nowhere: lookups and their parameters, switches, destinations, connections, entities of
 * streams, aliases. Out: findings in that file, in no particular order. Cheap enough for every keystroke. `spec`: the file
 * as read, when it is at hand.
 */
export function referenceFindings(
  project: Project,
  file: string,
  spec: SpecFile | undefined = project.specs.find((each) => each.file === file),
): Finding[] {
  if (file === projectFileName || file === localFileName) {
    const own = connectionFindings(project, file);
    if (file === localFileName) return own;
    const ofLookups = project.file.lookups.flatMap(({ joins }) => eventJoinFindings(file, joins, "lookup"));
    return [
      ...[...own, ...identityFindings(project), ...streamFindings(project), ...ofLookups],
      ...parameterFindings(project),
      ...unreadIn(project, file),
    ];
  }
  if (!spec) return [];
  const found = spec.documents.flatMap((document) => documentFindings(project, file, document));
  return [...found, ...unreadIn(project, file)];
}

/** A file that was not read has no text, until an editor gives it one. */
function unreadIn({ unread, documents }: Project, file: string): Finding[] {
  const isOpen = file !== projectFileName && documents.get(file)?.text !== "";
  return isOpen ? [] : unread.filter((finding) => finding.file === file);
}
