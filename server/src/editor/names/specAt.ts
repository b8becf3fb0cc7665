/** What of the specs stands in a file, and at a place of it. */
import type { Path } from "../../document/types.ts";
import { documentsOf, writtenName } from "../../project/eachTable.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { SpecDocument } from "../../spec/types.ts";
import type { FileView } from "../session/fileView.ts";

/** The events of the file in the order they stand in it. */
export function eventsOf({ project, file }: FileView): ProjectEvent[] {
  return project.events
    .filter((event) => event.file === file)
    .sort((a, b) => a.definition.span.start - b.definition.span.start);
}

/**
 * The document that holds an offset, the last one before it where the file is damaged; of tables that look alike, as it counts for the
 * first of them.
 */
export function documentAt({ project, file }: FileView, offset: number): SpecDocument | undefined {
  const documents = project.specs.find((spec) => spec.file === file)?.documents ?? [];
  const found = documents.findLast((document) => document.span.start <= offset) ?? documents[0];
  return found?.each ? (documentsOf(found, project.catalog)[0]?.document ?? found) : found;
}

/** The event whose definition a path leads into. */
export function eventAt({ project, file }: FileView, path: Path): ProjectEvent | undefined {
  if (path[0] !== "events") return undefined;
  return project.events.find((event) => event.file === file && writtenName(event) === path[1]);
}
