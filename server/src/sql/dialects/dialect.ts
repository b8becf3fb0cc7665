/** What an engine's SQL looks like. A dialect is a record of data and small functions from SQL to SQL; what isn't declared is off. */
import type { Period } from "../../spec/historyTypes.ts";
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

export type CalendarUnit = "hour" | "day" | "week" | "month";

interface Unnest {
  readonly list: string;
  readonly type: LogicalType | undefined;
  /** Quoted names: of the derived table, the item and the position. */
  readonly table: string;
  readonly item: string;
  readonly position: string | undefined;
}

/** Columns that become rows. Names are quoted where they need it. */
interface ColumnRows {
  readonly alias: string;
  readonly name: string;
  readonly value: string;
  readonly rows: readonly { readonly name: string; readonly value: string }[];
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
  /** A value as text, where that is not a cast. */
  toText?(sql: string): string;
  /** Canonical text by logical type, where it differs from a plain cast to text. */
  readonly text: Readonly<Partial<Record<LogicalType["kind"], (sql: string, type: LogicalType) => string>>>;
  /** The same in ids, where values that a plain text would lose or bring together must stay apart: years before 1, infinities, 24:00, nanoseconds. */
  readonly idText?: Readonly<
    Partial<Record<LogicalType["kind"], (sql: string, type: LogicalType) => string>>
  >;
  /** JSON out of a text, where a cast would make a JSON text of it. */
  readJson?(text: string): string;
  /** A list or a record of a type, as the engine spells it, out of a literal of JSON; `json` is its content. */
  readNested(literal: string, type: string, json: string): string;
  /** A spelled type that can hold null, where types don't always. Out: `undefined` for one that never can. */
  nullableType?(type: string): string | undefined;
  /** Literals from `2026-01-05 10:00:00` with or without a fraction: `instant` in UTC, `timestamp` without a zone, `date` from the day alone. */
  moment(kind: "instant" | "timestamp" | "date", text: string): string;
  /** What events hold their times as: a moment, or where the engine's types of moments depend on the session what a clock in UTC shows. */
  readonly eventTime: "instant" | "timestamp";
  /** An event's time from a value; naive ones are read in `zone`. In: also whether the SQL binds closer than any operator. */
  toInstant(sql: string, type: LogicalType, zone: string, isOperand: boolean): string;
  /** The moment of an event's time, where that is no moment itself: what authors call `event.at` can be compared with other moments. */
  toMoment?(utc: string): string;
  /** What a clock in `zone` shows at a moment, which is of the type `instant`. */
  toClock(sql: string, zone: string): string;
  /** Later than every time of that type. */
  farFuture(kind: "instant" | "timestamp" | "date"): string;
  /** Earlier than every event's time, and of its type. */
  readonly farPast: string;
  /** Its times may be `infinity` and `-infinity`. */
  readonly infiniteTimes?: true;
  /** As a moment. */
  readonly now: string;
  /** What a clock in `zone` shows now. */
  clockNow(zone: string): string;
  /** 32 lower-case hexadecimal digits of the UTF-8 text. */
  md5(text: string): string;
  /** A list whose items are cast to a type; absent where lists have no types. */
  castList?(list: string, itemType: string): string;
  /** `value::type` casts. */
  readonly shortCasts?: true;
  /** A comparison gives 0 or 1, and no boolean. */
  readonly conditionsAreNumbers?: true;
  /** `case value when …` evaluates all its branches for every row. */
  readonly eagerCase?: true;
  /** A side of `||` that is an integer becomes its digits. */
  readonly joinsIntegers?: true;
  /** Where null is in an ascending order; turned round only for `largest` and `smallest`. */
  readonly nulls: "largest" | "smallest" | "last";
  /** `window name as (…)` */
  readonly namedWindows?: true;
  /** What counts rows has no sign, and does not mix with integers. */
  readonly countsUnsigned?: true;
  /** A text that is written out, or that a function gives, is in a result of another type than one that was cast to `string`. */
  readonly looseTexts?: true;
  /** A column of a table is called otherwise in a result where it has no name. */
  readonly columnsNeedNames?: true;
  /** Types besides texts, numbers and booleans that become JSON as `canonicalText` writes them. */
  readonly writesIntoJson?: readonly LogicalType["kind"][];
  /** A column of a query that has no name can't be spoken of outside of it; an alias may list names for all columns. */
  readonly anonymousColumns?: true;
  /** `//` divides integers. */
  readonly integerDivision?: true;
  /** A `select` may filter by window functions. */
  readonly qualify?: true;
  /** There a column of the result hides a table of its name. */
  readonly resultHidesTables?: true;
  /** A text or a name in the place of a table that looks like a file is read as one. */
  readonly filesAsTables?: true;
  /** Raises an error with that message (SQL of a text), typed as a text. */
  fail(message: string): string;
  /** An object; null values stay, and the order where the engine keeps one. `list` joins arguments by commas. */
  jsonObject(entries: readonly JsonEntry[], list: (items: readonly string[]) => string): string;
  /** Such an object is a text, which has to be read before it can stand in another one as what it is. */
  readonly objectsAreTexts?: true;
  /** A table with an alias can still be spoken of by its own name. */
  readonly keepsTableNames?: true;
  /** Columns that tables have and no catalog lists, in lower case. */
  readonly pseudoColumns?: readonly string[];
  /** A table's alias alone is its whole row. */
  readonly wholeRows?: true;
  /** Any query may stand in `from` and see the tables before it. */
  readonly lateral?: true;
  /** `left semi join` and `left anti join` stand for `exists` and `not exists`. */
  readonly filteringJoins?: true;
  /** A join needs an equality between its two sides. */
  readonly joinsByEquality?: true;
  /** `asof left join … on a.id = b.id and b.at <= a.at` finds the nearest row before, without looking at those between. */
  readonly asofJoins?: true;
  /** What follows the tables before it in `from`: one row per element. */
  unnest(unnest: Unnest): string;
  /** Only a column of a table is unnested, and its positions begin at 0: the rows are made in a derived table of the source's name. */
  readonly unnestsColumns?: true;
  /** What follows the tables before it in `from`: one row of named columns. Without it they are put where the user's SQL names them. */
  columns?(
    alias: string,
    columns: readonly { readonly name: string; readonly sql: string }[],
    list: (items: readonly string[]) => string,
  ): string;
  /**
   * What follows the tables before it in `from`: a row for each of some values, with its name (SQL of a text). Without it the names alone are rows, and each value is
   * put where the user's SQL names it, which costs engines less that would plan a join.
   */
  columnRows?(rows: ColumnRows): string;
  /** How a row is multiplied by events with their own times; elsewhere by their names alone. */
  readonly stepTimes?: "values" | "structs";
  /** A derived table of texts, where that is not `values`. */
  textTable?(texts: readonly string[], alias: string, column: string): string;
  isDistinct(left: string, right: string): string;
  /**
   * The value of the last row that meets a condition, its null included, among those of a window up to this one; `over` stands behind a
   * function. Without it such rows are counted first, and each value is found among those with its count.
   */
  lastWhere?(condition: string, value: string, over: string): string;
  /** Texts of a group as one, in their order, nulls left out; null where there is none. In: SQL of texts, and of what stands between them. */
  joinTexts(text: string, separator: string): string;
  /** Sorts texts by their bytes, whatever the database's collation. */
  byBytes(text: string): string;
  /** Before a common table's query, so that it is not computed aside. */
  readonly inline: string;
  /** A value whose type can hold null, where types don't always. */
  toNullable?(sql: string): string;
  /** Settings that the author's SQL needs to mean what it says. They stand at the end of the query that holds it. */
  readonly settings?: string;
  /** What a clock shows that many days or months before it shows a time; the last day of a month that is too short. */
  clockBefore(clock: string, period: Period): string;
  /** The function that counts a text's characters, where `length` counts its bytes. */
  readonly characters?: "char_length";
  /** Whole milliseconds from 1970 to an event's time. */
  epochMillis(time: string): string;
  /** The beginning of the hour, day, week or month that a clock shows, as it shows it. Weeks begin on Monday. */
  startOf(unit: CalendarUnit, clock: string): string;
  /** Subtracts seconds from a moment. */
  minusSeconds(sql: string, seconds: number): string;
}
