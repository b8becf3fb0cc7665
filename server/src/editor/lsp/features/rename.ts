import { LSPErrorCodes, type RenameParams, ResponseError, type WorkspaceEdit } from "vscode-languageserver";
import { rename as renameAt, renameable } from "../../features/rename.ts";
import { toOffset, toRange } from "../convert.ts";
import { type AtPosition, type Feature, onFile } from "../feature.ts";
import { locations } from "../locations.ts";

export const rename: Feature = {
  capability: { renameProvider: { prepareProvider: true } },
  listen: (server) => {
    server.connection.onPrepareRename(
      onFile(server, "prepareRename", null, (view, { position }: AtPosition) => {
        const name = renameable(view, toOffset(view.document, position));
        return name ? { range: toRange(view.document, name.span), placeholder: name.name } : null;
      }),
    );
    type Answer = WorkspaceEdit | ResponseError<void> | null;
    server.connection.onRenameRequest(
      onFile<RenameParams, Answer>(server, "rename", null, (view, { position, newName }) => {
        const edits = renameAt(view, toOffset(view.document, position), newName);
        if (typeof edits === "string") return new ResponseError<void>(LSPErrorCodes.RequestFailed, edits);
        const changes: NonNullable<WorkspaceEdit["changes"]> = {};
        for (const edit of edits)
          for (const { uri, range } of locations(server, view.project, [edit])) {
            changes[uri] ??= [];
            changes[uri].push({ range, newText: edit.text });
          }
        return { changes };
      }),
    );
  },
};
