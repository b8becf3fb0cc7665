import type { Location } from "vscode-languageserver";
import { lineStartsOf } from "../../../document/positions.ts";
import { overlayFileSystem } from "../../../project/nodeFileSystem.ts";
import { definition as definitionAt } from "../../features/definition.ts";
import { dbtDeclarationAt, placeOfDeclaration } from "../../names/dbtDeclaration.ts";
import type { FileView } from "../../session/fileView.ts";
import { toOffset, toRange } from "../convert.ts";
import { type AtPosition, type Feature, onFile } from "../feature.ts";
import { locations } from "../locations.ts";
import { type Server, uriOf } from "../server.ts";

export const definition: Feature = {
  capability: { definitionProvider: true },
  listen: (server) => {
    server.connection.onDefinition(
      onFile<AtPosition, Location[]>(server, "definition", [], async (view, { position }) => {
        const offset = toOffset(view.document, position);
        const own = locations(server, view.project, definitionAt(view, offset));
        return own.length > 0 ? own : inDbt(server, view, offset);
      }),
    );
  },
};

/** A file that is gone, or is none of the dbt project's own, is no place to go to. */
async function inDbt(server: Server, view: FileView, offset: number): Promise<Location[]> {
  const declaration = dbtDeclarationAt(view, offset);
  if (!declaration) return [];
  const { path, within } = declaration;
  const files = overlayFileSystem(server.session.disk, server.session.buffers);
  const text = await files.readText(path, { within: [within] });
  if (text === undefined) return [];
  const document = { text, lineStarts: lineStartsOf(text) };
  return [{ uri: uriOf(server, path), range: toRange(document, placeOfDeclaration(declaration, text)) }];
}
