/** What an engine's SQL looks like. A dialect is a record of data and small functions from SQL to SQL; what isn't declared is off. */
import type { LogicalType } from "../logicalType.ts";
import type { DialectName } from "../types.ts";

type CastType =
  | "string"
  | "integer"
  | "float"
  | "boolean"
  | "date"
  | "timestamp"
  | "instant"
  | "json"
  | "decimal";

export interface JsonEntry {
  readonly key: string;
  readonly sql: string;
  readonly type: LogicalType | undefined;
}

interface Unnest {
  readonly list: string;
  readonly type: LogicalType | undefined;
  /** Quoted names: of the derived table, the item and the position. */
  readonly table: string;
  readonly item: string;
  readonly position: string | undefined;
}

export interface Dialect {
  readonly name: DialectName;
  readonly quote: '"' | "`";
  /** Names that mean the same without quotes, reserved words aside. */
  readonly plainName: RegExp;
  /** Names without quotes are upper-cased, so a plain name that needs quotes gets them around its upper case. */
  readonly upperCase?: true;
  /** Writes a text as a literal; its content is any text. */
  literal(text: string): string;
  /** An exact number from its digits, where the engine would round or refuse them as they are. */
  number?(digits: string): string;
  readonly types: Readonly<Record<CastType, string>>;
  decimal(precision: number, scale: number): string;
  /** A decimal, rounded, where a cast would cut digits off. */
  toDecimal?(sql: string, type: LogicalType | undefined, precision: number, scale: number): string;
  /** Canonical text by logical type, where it differs from a plain cast to text. */
  readonly text: Readonly<Partial<Record<LogicalType["kind"], (sql: string, type: LogicalType) => string>>>;
  /** The same in ids, where values that a plain text would lose or bring together must stay apart: years before 1, infinities, 24:00, nanoseconds. */
  readonly idText?: Readonly<
    Partial<Record<LogicalType["kind"], (sql: string, type: LogicalType) => string>>
  >;
  /** A number that is no 64-bit integer, where its digits alone would be refused or rounded. */
  exactNumber?(digits: string): string;
  /** JSON out of a text, where a cast would make a JSON text of it. */
  readJson?(text: string): string;
  /** Literals from `2026-01-05 10:00:00.000000`: `instant` in UTC, `timestamp` without a zone, `date` from the day alone. */
  moment(kind: "instant" | "timestamp" | "date", text: string): string;
  /** A moment in time from a value of a known or unknown type; naive ones are read in `zone`. */
  toInstant(sql: string, type: LogicalType | undefined, zone: string): string;
  /** What a clock in `zone` shows at a moment. */
  toClock(sql: string, zone: string): string;
  /** Later than every time of that type. */
  farFuture(kind: "instant" | "timestamp" | "date"): string;
  /** Its times may be `infinity` and `-infinity`. */
  readonly infiniteTimes?: true;
  readonly now: string;
  /** 32 lower-case hexadecimal digits of the UTF-8 text. */
  md5(text: string): string;
  /** `//` divides integers. */
  readonly integerDivision?: true;
  /** A `select` may filter by window functions. */
  readonly qualify?: true;
  /** A text or a name in the place of a table that looks like a file is read as one. */
  readonly filesAsTables?: true;
  /** Raises an error with that message (SQL of a text), typed as a text. */
  fail(message: string): string;
  /** An object in the order given; null values stay. `list` joins arguments by commas. */
  jsonObject(entries: readonly JsonEntry[], list: (items: readonly string[]) => string): string;
  /** A table with an alias can still be spoken of by its own name. */
  readonly keepsTableNames?: true;
  /** Columns that tables have and no catalog lists, in lower case. */
  readonly pseudoColumns?: readonly string[];
  /** A table's alias alone is its whole row. */
  readonly wholeRows?: true;
  /** Any query may stand in `from` and see the tables before it. */
  readonly lateral?: true;
  /** A join needs an equality between its two sides. */
  readonly joinsByEquality?: true;
  /** What follows the tables before it in `from`: one row per element. */
  unnest(unnest: Unnest): string;
  /** Only a column of a table is unnested, and its positions begin at 0: the rows are made in a derived table of the source's name. */
  readonly unnestsColumns?: true;
  /** What follows the tables before it in `from`: one row of named columns. Without it they are put where the user's SQL names them. */
  columns?(alias: string, columns: readonly { readonly name: string; readonly sql: string }[]): string;
  /** A derived table of the numbers 0 … count − 1. */
  numbers(count: number, alias: string, column: string): string;
  isDistinct(left: string, right: string): string;
  /** Sorts texts by their bytes, whatever the database's collation. */
  byBytes(text: string): string;
  /** Before a common table's query, so that it is not computed aside. */
  readonly inline: string;
  /** A value whose type can hold null, where types don't always. */
  toNullable?(sql: string): string;
  /** Settings that the author's SQL needs to mean what it says. They stand at the end of the query that holds it. */
  readonly settings?: string;
  /** Subtracts seconds from a moment. */
  minusSeconds(sql: string, seconds: number): string;
}
