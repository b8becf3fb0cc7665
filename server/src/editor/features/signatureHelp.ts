import { cursorPlaceAt } from "../../document/cursor/cursorPlace.ts";
import { schemaAt, sqlKindOf } from "../../spec/schema.ts";
import { type Token, tokenize } from "../../sql/reader/tokens.ts";
import { fileKind } from "../names/fileKind.ts";
import type { FileView } from "../session/fileView.ts";
import { functionsOf } from "../sql/functions.ts";

export interface Signature {
  /** Name, arguments and result. */
  readonly label: string;
  readonly documentation: string;
  /** Each argument's place in the label. */
  readonly parameters: readonly (readonly [start: number, end: number])[];
  /** Which argument is being typed; the last one stands for all that follow it. */
  readonly active: number;
}

/** The function whose arguments are being typed at an offset inside SQL. */
export function signatureHelp(view: FileView, offset: number): Signature | undefined {
  const { dialect } = view;
  const place = cursorPlaceAt(view.document, offset);
  if (!place || place.role === "key" || !sqlKindOf(schemaAt(fileKind(view), place.path))) return undefined;
  const call = callAt(tokenize(place.typed.text, dialect));
  const found =
    call && functionsOf(dialect).find(({ name }) => name.toLowerCase() === call.name.toLowerCase());
  if (!found) return undefined;
  const label = `${found.name}${found.signature}`;
  const parameters = parametersOf(label);
  const active = Math.min(call.argument, Math.max(0, parameters.length - 1));
  return { label, documentation: found.description, parameters, active };
}

/** The innermost call that is still open, and how many commas stand in it. */
function callAt(tokens: readonly Token[]): { name: string; argument: number } | undefined {
  let depth = 0;
  let argument = 0;
  for (let i = tokens.length - 1; i >= 0; i--) {
    const token = tokens[i];
    if (token?.open) return undefined;
    if (token?.text === ")") depth++;
    else if (token?.text === "," && depth === 0) argument++;
    else if (token?.text === "(" && depth > 0) depth--;
    else if (token?.text === "(") {
      const before = tokens[i - 1];
      return before?.kind === "word" ? { name: before.text, argument } : undefined;
    }
  }
  return undefined;
}

function parametersOf(label: string): [number, number][] {
  const open = label.indexOf("(");
  const close = label.indexOf(")", open);
  if (open === -1 || close === -1) return [];
  const found: [number, number][] = [];
  let start = open + 1;
  for (const part of label.slice(open + 1, close).split(",")) {
    const lead = part.length - part.trimStart().length;
    found.push([start + lead, start + part.length]);
    start += part.length + 1;
  }
  return found;
}
