/** Names of tables and columns as SQL writes them. */
import { dialectOf } from "./dialects/index.ts";
import { reservedEverywhere } from "./reservedWords.ts";
import type { DialectName } from "./types.ts";

/** A name without its quotes as it must stand in SQL: quoted where the engine would otherwise read something else. */
export function writeIdentifier(name: string, dialect: DialectName): string {
  const folds = dialect === "postgres" || dialect === "redshift";
  const plain = folds ? /^[a-z_][a-z0-9_$]*$/ : /^[A-Za-z_][A-Za-z0-9_]*$/;
  return plain.test(name) && !reservedEverywhere.has(name.toLowerCase())
    ? name
    : quoteIdentifier(name, dialect);
}

/** The character that quotes names. */
export function identifierQuote(dialect: DialectName): string {
  return dialectOf(dialect).quote;
}

/** A name in quotes, whatever it is. */
export function quoteIdentifier(name: string, dialect: DialectName): string {
  const quote = identifierQuote(dialect);
  return quote + name.replaceAll(quote, quote + quote) + quote;
}

/** A table's name in SQL. In: its unquoted parts. */
export function tableSql(parts: readonly string[], dialect: DialectName): string {
  return parts.map((part) => writeIdentifier(part, dialect)).join(".");
}
