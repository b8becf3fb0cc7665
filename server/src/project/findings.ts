/** References between files, and within one, that lead nowhere. Owners, goals, entities of events and tables are rules' affair. */
import type { Finding } from "../document/types.ts";
import { findingsOfConnections } from "./findConnections.ts";
import { findingsOfDocument } from "./findDocument.ts";
import { findingsOfStreams } from "./findStreams.ts";
import { localFileName, projectFileName } from "./loadProject.ts";
import type { Project } from "./types.ts";

/** What the files of a project say wrong by themselves and about each other: their readers' findings first. */
export function projectFindings(project: Project): Finding[] {
  const read = [...project.file.findings, ...project.specs.flatMap((spec) => spec.findings)];
  return [...read, ...[...project.documents.keys()].flatMap((file) => referenceFindings(project, file))];
}

/**
 * References in one file that lead nowhere: lookups and their parameters, switches, destinations, connections, entities of
 * streams, aliases. Out: findings in that file, in no particular order. Cheap enough for every keystroke.
 */
export function referenceFindings(project: Project, file: string): Finding[] {
  if (file === projectFileName || file === localFileName) {
    const own = findingsOfConnections(project, file);
    return file === localFileName ? own : [...own, ...findingsOfStreams(project)];
  }
  const spec = project.specs.find((each) => each.file === file);
  return spec ? spec.documents.flatMap((document) => findingsOfDocument(project, file, document)) : [];
}
