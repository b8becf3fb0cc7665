import type { Span } from "../../document/types.ts";
import { type SourceName, sourceNames } from "../../project/defaultAlias.ts";
import { defined } from "../../spec/nodes.ts";
import type { SpecDocument, SqlText } from "../../spec/types.ts";
import { tokenize } from "../../sql/reader/tokens.ts";
import { reservedEverywhere } from "../../sql/reservedWords.ts";
import type { DialectName } from "../../sql/types.ts";

/** Aliases of a document that no engine takes before the dot of a column, unless they are quoted there. */
export function reservedAliases({ source, alias, joins, lookups }: SpecDocument): SourceName[] {
  const named = [defined({ source, alias }), ...joins].flatMap(sourceNames);
  // Properties begin with the name of a lookup, so nothing but its author may change it.
  const used = lookups
    .filter(({ lookup }) => lookup)
    .map(({ name }) => ({ alias: name.value, span: name.span, written: false }));
  return [...named, ...used].filter((one) => reservedEverywhere.has(one.alias.toLowerCase()));
}

/** Where a text uses an alias without quotes before the dot of a column: offsets into the text. */
export function unquotedUses({ text }: SqlText, alias: string, dialect: DialectName): Span[] {
  const tokens = tokenize(text, dialect);
  return tokens.flatMap(({ kind, value, start, end }, at) => {
    const uses =
      kind === "word" && value.toLowerCase() === alias.toLowerCase() && tokens[at + 1]?.text === ".";
    return uses && tokens[at - 1]?.text !== "." ? [{ start, end }] : [];
  });
}
