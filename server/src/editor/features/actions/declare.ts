import { lineBreak } from "../../../document/lines.ts";
import { nodeAt } from "../../../document/nodeAt.ts";
import { pairAtPath } from "../../../document/treePlace.ts";
import type { Finding, TextDocument, TextEdit } from "../../../document/types.ts";
import { setKey } from "../../../document/write/setKey.ts";
import { writeScalar } from "../../../document/write/writeScalar.ts";
import type { FileView } from "../../session/fileView.ts";
import type { Action } from "./action.ts";

/** What the project file declares, by the rule that misses it: where, what it is called, and what is written of it. */
const declared: Readonly<Record<string, { readonly key: string; readonly what: string }>> = {
  "unknown-owner": { key: "teams", what: "team" },
  "unknown-entity": { key: "entities", what: "entity" },
  "unknown-goal": { key: "goals", what: "goal" },
};

/** A team, an entity or a goal that nobody has declared may be a new one, and not only a slip of the pen. */
export function declareUnknown({ project, document }: FileView, findings: readonly Finding[]): Action[] {
  const file = project.documents.get(project.file.file);
  if (!file) return [];
  return findings.flatMap(({ rule, span }): Action[] => {
    const { key, what } = declared[rule] ?? {};
    const { node } = nodeAt(document, span.start);
    if (key === undefined || node?.kind !== "scalar" || node.text.trim() === "") return [];
    const edits = declaration(file, key, node.text);
    const title = `Declare ${what} "${node.text}" in ${file.file}`;
    return edits ? [{ title, kind: "fix", edits, file: file.file, rule, at: span, preferred: false }] : [];
  });
}

/** Below the key that is there, else at the file's end. */
function declaration(file: TextDocument, key: string, name: string): TextEdit[] | undefined {
  const written = writeScalar(name, { flow: true });
  const pair = pairAtPath(file, [key]);
  if (pair) return setKey(file, pair.key.span, { key: written, inline: "{}" });
  const { text, documents } = file;
  const root = documents[0]?.root;
  if (documents.length > 1 || (root && (root.kind !== "map" || root.flow))) return undefined;
  const end = text.length;
  const lines = [`${key}:`, `  ${written}: {}`, ""].join(lineBreak(text));
  const begins = text === "" || /[\r\n]$/.test(text) ? "" : lineBreak(text);
  return [{ span: { start: end, end }, text: begins + lines }];
}
