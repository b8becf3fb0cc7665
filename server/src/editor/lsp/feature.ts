/** A feature of the language server: what `initialize` says of it, and what answers for it. Neither is there without the other. */
import type { ServerCapabilities } from "vscode-languageserver";
import { type FileView, fileView } from "../session/fileView.ts";
import { fileOf, guarded, type Server } from "./server.ts";

export interface Feature {
  /** This feature's part of the server's capabilities. */
  readonly capability: Partial<ServerCapabilities>;
  /** Registers the handlers of its requests. */
  readonly listen: (server: Server) => void;
}

/** Parameters of a request about a file. */
export interface InFile {
  readonly textDocument: { readonly uri: string };
}

/** Parameters of a request about a place in a file. */
export interface AtPosition extends InFile {
  readonly position: { readonly line: number; readonly character: number };
}

/** A handler that is called with a view of its request's file; where no project holds the file, the answer is `otherwise`. */
export function onFile<P extends InFile, R>(
  server: Server,
  name: string,
  otherwise: R,
  handler: (view: FileView, params: P) => R | Promise<R>,
) {
  return guarded<P, R>(server, name, otherwise, async (params) => {
    const found = await fileOf(server, params.textDocument.uri);
    const view = found && fileView(found.workspace, found.file, Date.now());
    return view ? handler(view, params) : otherwise;
  });
}
