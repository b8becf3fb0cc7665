import { spanInScalar } from "../../document/scalarMap.ts";
import type { Span } from "../../document/types.ts";
import { sqlOfFile } from "../../project/sqlOf.ts";
import type { SqlText } from "../../spec/types.ts";
import { qualifiersOf } from "../../sql/reader/qualifiers.ts";
import { remembering } from "../../sql/reader/remembering.ts";
import { isName, tokenize } from "../../sql/reader/tokens.ts";
import { reservedEverywhere } from "../../sql/reservedWords.ts";
import { occurrencesIn } from "../names/occurrences/occurrences.ts";
import type { NameKind } from "../names/occurrences/types.ts";
import type { FileView } from "../session/fileView.ts";

export type NameColour =
  | "event"
  | "property"
  | "entity"
  | "alias"
  | "table"
  | "parameter"
  | "column"
  | "function";

export interface NameToken {
  readonly span: Span;
  readonly colour: NameColour;
  readonly declares: boolean;
}

/** What each name of a file is, in the order of their places: none lies over another, and none goes over a line. In: a part of the file, if only that is asked for. */
export function semanticTokens(view: FileView, within?: Span): NameToken[] {
  const isAsked = ({ start, end }: Span) => !within || (start < within.end && end > within.start);
  const named = occurrencesIn(view, view.file).flatMap(({ kind, span, role, implied }): NameToken[] => {
    const colour = colours[kind];
    return colour && !implied && isAsked(span) ? [{ span, colour, declares: role === "declare" }] : [];
  });
  const inSql = sqlOfFile(view.project, view.file)
    .filter(({ sql }) => isAsked(sql.span))
    .flatMap(({ sql }) => sqlTokens(view, sql).filter(({ span }) => isAsked(span)));
  return apart([...named, ...inSql], view.document.text);
}

const colours: Readonly<Partial<Record<NameKind, NameColour>>> = {
  event: "event",
  property: "property",
  entity: "entity",
  alias: "alias",
  table: "table",
  parameter: "parameter",
};

/** What stands behind a dot, and what is called. */
function sqlTokens({ document, dialect }: FileView, { text, scalar }: SqlText): NameToken[] {
  const columns = qualifiersOf(text, dialect).places.flatMap(({ column }) => column ?? []);
  const placed = (colour: NameColour) => (place: Span) => ({
    ...{ span: spanInScalar(scalar, document.text, place.start, place.end), colour, declares: false },
  });
  return [...columns.map(placed("column")), ...calledIn(text, dialect).map(placed("function"))];
}

/** Names before a parenthesis. */
const calledIn = remembering((text, dialect): readonly Span[] => {
  const tokens = tokenize(text, dialect);
  return tokens.filter(
    (token, at) => isName(token) && tokens[at + 1]?.text === "(" && !isWord(token.text.toLowerCase()),
  );
}, 5_000);

/** Words before a parenthesis that call nothing. */
const isWord = (word: string) =>
  (reservedEverywhere.has(word) && word !== "left" && word !== "right") ||
  /^(over|filter|within|exists|values)$/.test(word);

/** Of tokens at one place the first is kept. */
function apart(tokens: readonly NameToken[], text: string): NameToken[] {
  const kept: NameToken[] = [];
  let end = 0;
  for (const token of tokens.toSorted((a, b) => a.span.start - b.span.start)) {
    const { span } = token;
    if (span.start < end || span.end <= span.start || /[\r\n]/.test(text.slice(span.start, span.end)))
      continue;
    kept.push(token);
    end = span.end;
  }
  return kept;
}
