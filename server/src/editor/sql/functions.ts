/** The functions that an event's SQL is likely to use, per dialect, for completion and hover. Sources: the engines' manuals. */
import type { DialectName } from "../../sql/types.ts";

export interface SqlFunction {
  readonly name: string;
  /** Arguments and result, for instance `(text, length) → text`. */
  readonly signature: string;
  readonly description: string;
}

type Entry = readonly [names: string, signature: string, description: string];

const everywhere: readonly Entry[] = [
  ["coalesce", "(value, …) → value", "The first argument that is not null."],
  ["nullif", "(value, other) → value", "Null where both are equal, else the first."],
  ["lower", "(text) → text", "In lower case."],
  ["upper", "(text) → text", "In upper case."],
  ["trim", "(text) → text", "Without leading and trailing blanks."],
  ["replace", "(text, search, replacement) → text", "Every occurrence replaced."],
  ["substring", "(text, start, length) → text", "A part of the text; positions count from 1."],
  ["concat", "(text, …) → text", "The texts joined."],
  ["abs", "(number) → number", "Without its sign."],
  ["round", "(number, digits) → number", "Rounded to that many digits after the point."],
  ["floor", "(number) → number", "The next integer below."],
  ["ceil", "(number) → number", "The next integer above."],
];

const casts: Readonly<Record<string, Entry>> = {
  case: ["case", "when condition then value else value end", "The value of the first condition that holds."],
  cast: ["cast", "(value as type) → type", "Converts; an error where it can't be converted."],
};

const groups: readonly { readonly dialects: readonly DialectName[]; readonly functions: readonly Entry[] }[] =
  [
    {
      dialects: ["duckdb", "snowflake", "databricks", "trino", "redshift"],
      functions: [["date_diff", "(part, start, end) → integer", "Boundaries of the part between two times."]],
    },
    {
      dialects: ["duckdb", "snowflake", "databricks", "trino", "bigquery"],
      functions: [["greatest least", "(value, …) → value", "The largest or smallest of the arguments."]],
    },
    {
      dialects: ["duckdb", "postgres", "snowflake", "redshift", "databricks", "trino", "clickhouse"],
      functions: [
        ["date_trunc", "(part, time) → timestamp", "The start of the time's year, month, day, hour …"],
      ],
    },
    {
      dialects: ["duckdb", "postgres", "redshift", "snowflake", "databricks"],
      functions: [
        [
          "split_part",
          "(text, separator, index) → text",
          "One part of a text that is cut at a separator; counts from 1.",
        ],
        ["date_part", "(part, time) → number", "One field of a time, such as `'hour'` or `'epoch'`."],
        ["left right", "(text, length) → text", "The first or last characters."],
        ["lpad rpad", "(text, length, fill) → text", "Filled up to that length."],
      ],
    },
    {
      dialects: ["duckdb"],
      functions: [
        ["try_cast", "(value as type) → type", "Converts; null where it can't be converted."],
        ["if", "(condition, value, other) → value", "One of two values."],
        ["ifnull", "(value, other) → value", "The other where the first is null."],
        [
          "strptime try_strptime",
          "(text, format) → timestamp",
          "Reads a time, for instance with `'%Y-%m-%d %H:%M:%S'`.",
        ],
        ["strftime", "(time, format) → text", "Writes a time."],
        ["epoch_ms", "(milliseconds) → timestamp", "A time from milliseconds since 1970."],
        ["to_timestamp", "(seconds) → timestamptz", "A time from seconds since 1970."],
        ["make_date", "(year, month, day) → date", "A date from its parts."],
        ["date_add", "(date, interval) → timestamp", "A time moved by an interval."],
        ["extract", "(part from time) → number", "One field of a time."],
        ["regexp_matches", "(text, pattern) → boolean", "Whether the pattern occurs."],
        ["regexp_extract", "(text, pattern, group) → text", "The group's match, or an empty text."],
        [
          "regexp_replace",
          "(text, pattern, replacement) → text",
          "The first match replaced; all with the option `'g'`.",
        ],
        [
          "starts_with ends_with contains",
          "(text, part) → boolean",
          "Whether the text starts with, ends with or holds the part.",
        ],
        ["string_split", "(text, separator) → list", "Cut at every separator."],
        ["json_extract", "(json, path) → json", "The value at a path such as `'$.a[0]'`."],
        ["json_extract_string", "(json, path) → text", "The value at a path as text; the same as `->>`."],
        ["list_contains", "(list, value) → boolean", "Whether the list holds the value."],
        ["len length", "(text or list) → integer", "Number of characters or elements."],
        ["md5 sha256", "(text) → text", "The hash in hexadecimal."],
        ["struct_pack", "(name := value, …) → struct", "A struct."],
      ],
    },
    {
      dialects: ["postgres", "redshift"],
      functions: [
        [
          "to_timestamp",
          "(seconds) or (text, format) → timestamptz",
          "A time from seconds since 1970, or read with a format.",
        ],
        ["to_char", "(value, format) → text", "Writes a time or number."],
        ["to_date", "(text, format) → date", "Reads a date."],
        ["to_number", "(text, format) → numeric", "Reads a number."],
        ["extract", "(part from time) → number", "One field of a time."],
        ["age", "(end, start) → interval", "What lies between two times."],
        ["greatest least", "(value, …) → value", "The largest or smallest; nulls are ignored."],
        [
          "regexp_replace",
          "(text, pattern, replacement, flags) → text",
          "The first match replaced; all with `'g'`.",
        ],
        ["length", "(text) → integer", "Number of characters."],
        ["position strpos", "(text, part) → integer", "Where the part stands; 0 where it does not."],
        ["md5", "(text) → text", "The hash in hexadecimal."],
      ],
    },
    {
      dialects: ["postgres"],
      functions: [
        ["make_timestamp", "(year, month, day, hour, minute, second) → timestamp", "A time from its parts."],
        [
          "jsonb_extract_path_text",
          "(json, key, …) → text",
          "The value at a path as text; the same as `#>>`.",
        ],
        ["jsonb_array_length", "(json) → integer", "Number of elements."],
        ["regexp_match", "(text, pattern) → list of text", "The first match's groups."],
        ["array_length cardinality", "(array) → integer", "Number of elements."],
        ["initcap", "(text) → text", "Each word with a capital."],
      ],
    },
    {
      dialects: ["snowflake"],
      functions: [
        ["iff", "(condition, value, other) → value", "One of two values."],
        ["ifnull nvl", "(value, other) → value", "The other where the first is null."],
        [
          "try_to_timestamp to_timestamp_ntz",
          "(text, format) → timestamp",
          "Reads a time; `try_` gives null where it can't.",
        ],
        [
          "try_to_number",
          "(text, format, precision, scale) → number",
          "Reads a number; null where it can't.",
        ],
        ["convert_timezone", "(from, to, time) → timestamp", "The time of another zone."],
        ["dateadd", "(part, amount, time) → timestamp", "A time moved by an amount."],
        ["datediff", "(part, start, end) → integer", "Boundaries of the part between two times."],
        ["get_path parse_json", "(variant, path) → variant", "A value inside JSON."],
        ["regexp_substr", "(text, pattern) → text", "The first match."],
      ],
    },
    {
      dialects: ["bigquery"],
      functions: [
        ["if", "(condition, value, other) → value", "One of two values."],
        ["ifnull", "(value, other) → value", "The other where the first is null."],
        ["safe_cast", "(value as type) → type", "Converts; null where it can't be converted."],
        ["timestamp_trunc", "(time, part) → timestamp", "The start of the time's year, month, day, hour …"],
        ["timestamp_diff", "(end, start, part) → integer", "Whole parts between two times."],
        ["timestamp_millis timestamp_seconds", "(number) → timestamp", "A time from a number since 1970."],
        ["parse_timestamp", "(format, text) → timestamp", "Reads a time."],
        ["timestamp datetime", "(value, zone) → timestamp", "Converts between zones."],
        ["json_value", "(json, path) → text", "The scalar at a path such as `'$.a'`."],
        ["regexp_extract", "(text, pattern) → text", "The first match."],
        ["starts_with ends_with", "(text, part) → boolean", "Whether the text starts or ends so."],
        ["array_length", "(array) → integer", "Number of elements."],
        ["offset safe_offset", "(index)", "An element of an array, counted from 0."],
      ],
    },
    {
      dialects: ["databricks", "trino"],
      functions: [
        ["if", "(condition, value, other) → value", "One of two values."],
        ["regexp_extract", "(text, pattern, group) → text", "The group's match."],
        ["date_add", "(part, amount, time) → timestamp", "A time moved by an amount."],
        ["try_cast", "(value as type) → type", "Converts; null where it can't be converted."],
        ["cardinality", "(array) → integer", "Number of elements."],
      ],
    },
    {
      dialects: ["trino"],
      functions: [
        ["from_unixtime", "(seconds) → timestamp", "A time from seconds since 1970."],
        ["date_parse", "(text, format) → timestamp", "Reads a time."],
        ["json_extract_scalar", "(json, path) → text", "The scalar at a path such as `'$.a'`."],
        ["element_at", "(array or map, key) → value", "An element; null where there is none."],
      ],
    },
    {
      dialects: ["databricks"],
      functions: [
        ["from_unixtime to_timestamp", "(value, format) → timestamp", "A time from a number or text."],
        ["get_json_object", "(json, path) → text", "The value at a path such as `'$.a'`."],
        ["nvl", "(value, other) → value", "The other where the first is null."],
      ],
    },
    {
      dialects: ["clickhouse"],
      functions: [
        ["if", "(condition, value, other) → value", "One of two values."],
        ["multiIf", "(condition, value, …, other) → value", "The value of the first condition that holds."],
        ["ifNull", "(value, other) → value", "The other where the first is null."],
        ["toDateTime toDateTime64 toDate", "(value) → time", "Converts to a time."],
        [
          "parseDateTimeBestEffortOrNull",
          "(text) → DateTime",
          "Reads a time in most formats; null where it can't.",
        ],
        ["toString toInt64OrNull toDecimal64", "(value) → value", "Converts."],
        ["toStartOfDay toStartOfHour", "(time) → DateTime", "The start of the time's day or hour."],
        ["dateDiff", "(part, start, end) → integer", "Boundaries of the part between two times."],
        [
          "JSONExtractString JSONExtractInt JSONExtractFloat",
          "(json, key, …) → value",
          "The value at a path.",
        ],
        ["splitByChar", "(separator, text) → array", "Cut at every separator."],
        ["has", "(array, value) → boolean", "Whether the array holds the value."],
        ["match", "(text, pattern) → boolean", "Whether the pattern occurs."],
      ],
    },
  ];

/** Functions of a dialect in alphabetical order. */
export function functionsOf(dialect: DialectName): SqlFunction[] {
  const entries = groups
    .filter((group) => group.dialects.includes(dialect))
    .flatMap((group) => group.functions);
  return [...Object.values(casts), ...everywhere, ...entries]
    .flatMap(([names, signature, description]) =>
      names.split(" ").map((name) => ({ name, signature, description })),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
