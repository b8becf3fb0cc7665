/**
 * What texts can be read as without losing a digit or a letter. Each value has one form; a column is what the forms of all
 * its values allow: `12e5` and `1200000`, `1.10` and `1.1`, `007` and `7` stay apart.
 */

/** In SQL: whether `text`, without spaces around it, is of the form, that is: what a type would write. */
type Condition = (text: string) => string;

const day = "[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}";
/** 24:00 is 00:00 of another day, so it stays as it was written. */
const minutes = `${day}[ T]([01]?[0-9]|2[0-3]):[0-5][0-9]`;
const seconds = `${minutes}(:[0-5][0-9]([.][0-9]{1,6})?)?`;
const offset = "( ?(Z|UTC)| ?[-+][0-9]{2}(:?[0-9]{2})?)";

/** In the order in which they are tried. */
const forms = {
  // Digits that a double holds, too.
  integer: full("0|-?[1-9][0-9]{0,14}"),
  long: castable("-?[1-9][0-9]{15,18}", "bigint"),
  huge: full("-?[1-9][0-9]{18,37}"),
  date: castable(day, "date"),
  timestamp: castable(seconds, "timestamp"),
  nanoseconds: castable(`${minutes}:[0-5][0-9][.][0-9]{7,9}`, "timestamp_ns"),
  instant: castable(seconds + offset, "timestamptz"),
  time: castable("[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?", "time"),
  boolean: full("(?i)true|false"),
  infinity: full("(?i)-?infinity"),
  nan: full("(?i)nan|[-+]?inf"),
  double: (text) => `(${shortDouble(text)} or ${writtenDouble(text)})`,
  decimal: full("-?(0|[1-9][0-9]*)[.][0-9]+"),
  dayOrMonth: full(
    "[0-9]{1,2}([-/.][0-9]{1,2}[-/.][0-9]{4}|/[0-9]{1,2}/[0-9]{2})([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?( ?(?i:[ap]m))?)?",
  ),
  text: () => "true",
} satisfies Record<string, Condition>;
type ValueForm = keyof typeof forms;
const formNames = Object.keys(forms) as ValueForm[];

function full(pattern: string): Condition {
  return (text) => `regexp_full_match(${text}, '${pattern}')`;
}

function castable(pattern: string, type: string): Condition {
  return (text) => `${full(pattern)(text)} and try_cast(${text} as ${type}) is not null`;
}

/** Surely what a double holds: 15 digits at most, and no zero at the end. */
function shortDouble(text: string): string {
  return full("-?(0|[1-9][0-9]{0,7})[.]([0-9]{0,6}[1-9]|0)")(text);
}

/** What a double writes as it was read. */
function writtenDouble(text: string): string {
  const pattern = "-?[0-9]+[.][0-9]+|-?[0-9]([.][0-9]+)?e[-+][0-9]+";
  return `${full(pattern)(text)} and cast(try_cast(${text} as double) as varchar) = ${text}`;
}

/** Most texts are known by their first character. */
const surelyText: Condition = (text) => `not regexp_matches(${text}, '^[-0-9.tTfFiInN+]')`;

/**
 * An aggregate in SQL over a column of texts without spaces around them: the forms of its values, as a number. Those that are
 * `expected`, a number of the same kind, are tried before others.
 */
export function formsSql(column: string, expected = 0): string {
  const first = formsIn(expected);
  const tried = [...first, ...formNames.filter((form) => !first.includes(form))];
  const branches = tried.map((form) => `when ${forms[form](column)} then ${bitOf(form)}`);
  if (first.length === 0) branches.unshift(`when ${surelyText(column)} then ${bitOf("text")}`);
  return `coalesce(bit_or(case when ${column} is null then 0 ${branches.join(" ")} end), 0)`;
}

function formsIn(bits: number): ValueForm[] {
  return formNames.filter((_, bit) => Math.floor(bits / 2 ** bit) % 2 === 1);
}

function bitOf(form: ValueForm): number {
  return 2 ** formNames.indexOf(form);
}

/**
 * What a column is: a type of DuckDB's; `none` without any value; `text`; `mixedTimes`, of which some carry an offset; or
 * what only another look at its values tells: `decimal`, `dayOrMonth`.
 */
export type ColumnForm =
  | "none"
  | "text"
  | "decimal"
  | "dayOrMonth"
  | "mixedTimes"
  | "bigint"
  | "hugeint"
  | "double"
  | "boolean"
  | "date"
  | "timestamp"
  | "timestamp_ns"
  | "timestamptz"
  | "time";

/** A column is the first of which it has a form that it needs, and no other but those that it allows. */
const columnForms: readonly {
  readonly is: ColumnForm;
  readonly needs: readonly ValueForm[];
  readonly allows?: readonly ValueForm[];
}[] = [
  { is: "bigint", needs: ["integer", "long"] },
  { is: "hugeint", needs: ["huge"], allows: ["integer", "long"] },
  { is: "double", needs: ["double", "integer"], allows: ["nan", "infinity"] },
  { is: "decimal", needs: ["decimal", "double"], allows: ["integer", "long", "huge"] },
  { is: "boolean", needs: ["boolean"] },
  { is: "date", needs: ["date"], allows: ["infinity"] },
  { is: "timestamp", needs: ["timestamp"], allows: ["infinity"] },
  { is: "timestamp_ns", needs: ["nanoseconds"], allows: ["timestamp"] },
  { is: "timestamptz", needs: ["instant"], allows: ["infinity"] },
  { is: "mixedTimes", needs: ["instant"], allows: ["timestamp", "date", "infinity"] },
  { is: "time", needs: ["time"] },
  { is: "dayOrMonth", needs: ["dayOrMonth"] },
];

/** Reads what `formsSql` answers. */
export function columnFormOf(bits: number): ColumnForm {
  const found = formsIn(bits);
  if (found.length === 0) return "none";
  const fitting = columnForms.find(
    ({ needs, allows = [] }) =>
      needs.some((form) => found.includes(form)) &&
      found.every((form) => needs.includes(form) || allows.includes(form)),
  );
  return fitting?.is ?? "text";
}
