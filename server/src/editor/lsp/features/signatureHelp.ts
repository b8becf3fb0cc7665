import type { SignatureHelp } from "vscode-languageserver";
import { type Signature, signatureHelp as signatureAt } from "../../features/signatureHelp.ts";
import { toOffset } from "../convert.ts";
import { type AtPosition, type Feature, onFile } from "../feature.ts";

export const signatureHelp: Feature = {
  capability: { signatureHelpProvider: { triggerCharacters: ["(", ","] } },
  listen: (server) => {
    server.connection.onSignatureHelp(
      onFile(server, "signatureHelp", null, (view, { position }: AtPosition) => {
        const found = signatureAt(view, toOffset(view.document, position));
        return found ? toSignatureHelp(found) : null;
      }),
    );
  },
};

function toSignatureHelp({ label, documentation, parameters, active }: Signature): SignatureHelp {
  const labels = parameters.map(([start, end]) => ({ label: [start, end] as [number, number] }));
  return {
    signatures: [{ label, documentation, parameters: labels }],
    activeSignature: 0,
    activeParameter: active,
  };
}
