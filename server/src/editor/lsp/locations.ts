import type { Location } from "vscode-languageserver";
import type { Project } from "../../project/types.ts";
import type { FileSpan } from "../names/occurrences/occurrences.ts";
import { pathIn } from "../session/session.ts";
import { toRange } from "./convert.ts";
import { type Server, uriOf } from "./server.ts";

/** Pieces of a project's files as the protocol names them; those of files that it does not hold are left out. */
export function locations(server: Server, project: Project, spans: readonly FileSpan[]): Location[] {
  return spans.flatMap(({ file, span }) => {
    const document = project.documents.get(file);
    return document ? [{ uri: uriOf(server, pathIn(project, file)), range: toRange(document, span) }] : [];
  });
}
