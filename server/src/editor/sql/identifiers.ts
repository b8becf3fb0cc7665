/** Names of tables and columns as SQL writes them. */
import { dialectOf } from "../../sql/dialects/index.ts";
import type { DialectName } from "../../sql/types.ts";

/** Words that no engine here takes as a column's name without quotes. */
const reserved: ReadonlySet<string> = new Set(
  (
    "all analyse analyze and any array as asc asymmetric between both by case cast check collate column constraint create cross " +
    "current_date current_role current_time current_timestamp current_user default deferrable desc describe distinct do else end " +
    "except exists false fetch for foreign from full grant group having in initially inner intersect interval into is join lateral " +
    "leading left like limit localtime localtimestamp natural not null offset on only or order outer over partition placing primary " +
    "qualify references returning right rows select session_user set some start symmetric table tablesample then to trailing true " +
    "union unique unnest user using values variadic when where window with"
  ).split(" "),
);

/** A name without its quotes as it must stand in SQL: quoted where the engine would otherwise read something else. */
export function writeIdentifier(name: string, dialect: DialectName): string {
  const folds = dialect === "postgres" || dialect === "redshift";
  const plain = folds ? /^[a-z_][a-z0-9_$]*$/ : /^[A-Za-z_][A-Za-z0-9_]*$/;
  return plain.test(name) && !reserved.has(name.toLowerCase()) ? name : quoteIdentifier(name, dialect);
}

/** The character that quotes names. */
export function identifierQuote(dialect: DialectName): string {
  return dialectOf(dialect).quote;
}

function quoteIdentifier(name: string, dialect: DialectName): string {
  const quote = identifierQuote(dialect);
  return quote + name.replaceAll(quote, quote + quote) + quote;
}
