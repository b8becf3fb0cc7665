import type { CodeLens } from "vscode-languageserver";
import { harmlessLine } from "../../../document/harmless.ts";
import type { Lens } from "../../features/codeLenses.ts";
import { codeLenses as lensesOf } from "../../features/codeLenses.ts";
import { type Positions, toRange } from "../convert.ts";
import { type Feature, onFile } from "../feature.ts";

export const codeLenses: Feature = {
  capability: { codeLensProvider: {} },
  listen: (server) => {
    server.connection.onCodeLens(
      onFile(server, "codeLens", [], (view, { textDocument }) =>
        lensesOf(view).map((lens) => toCodeLens(view.document, lens, textDocument.uri)),
      ),
    );
  },
};

function toCodeLens(document: Positions, lens: Lens, uri: string): CodeLens {
  const range = toRange(document, lens.span);
  const title = harmlessLine(lens.title);
  if (!lens.command) return { range, command: { title, command: "" } };
  return { range, command: { title, command: lens.command, arguments: [uri, lens.event] } };
}
