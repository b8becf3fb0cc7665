import { didYouMean } from "../document/didYouMean.ts";
import type { Finding, Located, Span } from "../document/types.ts";
import { writeScalar } from "../document/write/writeScalar.ts";

export type ReferenceRule = "unknown-lookup" | "unknown-switch" | "unknown-connection" | "invalid-reference";

/** An error at a place of a file. */
export function findingAt(
  file: string,
  rule: ReferenceRule,
  span: Span,
  message: string,
  hint?: string,
): Finding {
  return { file, rule, severity: "error", message, ...(hint !== undefined && { hint }), span };
}

interface UnknownName {
  readonly name: Located<string>;
  readonly message: string;
  readonly known: readonly string[];
  readonly whereDeclared: string;
}

/** A name that nothing bears: with the nearest known one as its fix, else with what there is to choose from. */
export function unknownName(
  file: string,
  rule: ReferenceRule,
  { name, message, known, whereDeclared }: UnknownName,
): Finding {
  const guess = didYouMean(name.value, known);
  if (guess === undefined) {
    const choice =
      known.length > 0 ? ` Known: ${known.slice(0, 8).join(", ")}${known.length > 8 ? ", …" : ""}.` : "";
    return findingAt(file, rule, name.span, message, whereDeclared + choice);
  }
  const edit = { span: name.span, text: writeScalar(guess, { flow: true }) };
  return {
    ...findingAt(file, rule, name.span, message, `Did you mean "${guess}"?`),
    fixes: [{ title: `Change to "${guess}"`, edits: [edit], preferred: true }],
  };
}
