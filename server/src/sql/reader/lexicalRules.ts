/** How each engine reads characters: what opens a string, an identifier or a comment. Data only. */
import type { DialectName } from "../types.ts";

/** Sources: each engine's own lexer or language reference. What is not declared is off. */
export interface LexicalRules {
  /** What starts a comment that runs to the end of the line. */
  readonly lineComments: readonly string[];
  /** A backslash in an ordinary string escapes the character after it. */
  readonly backslashes?: true;
  /** Versions or settings of the engine disagree on backslashes, so that such a string has no one meaning. */
  readonly doubtfulBackslashes?: true;
  readonly doubleQuotes: "identifier" | "string";
  readonly backticks?: true;
  /** A backslash in a quoted identifier escapes the character after it. */
  readonly identifierBackslashes?: true;
  /** `$$…$$`, and with `tagged` also `$tag$…$tag$`. */
  readonly dollarQuotes?: "plain" | "tagged";
  /** Letters that may stand before an opening quote, in lower case, and whether backslashes escape in such a string. */
  readonly prefixes: Readonly<Record<string, "plain" | "backslashes" | "raw">>;
  /** False where `''` in a string ends it and opens another. */
  readonly doubledQuotes?: false;
  /** `'''…'''` and `"""…"""`. */
  readonly tripleQuotes?: true;
  /** `value -> 'key'` reads JSON and binds closer than comparisons; elsewhere an arrow may begin a function without a name. */
  readonly jsonArrows?: true;
  /** `value:key` reads JSON. */
  readonly jsonColons?: true;
  /** `‘…’` is a string and `“…”` an identifier. */
  readonly curlyQuotes?: true;
}

const postgresLike: LexicalRules = {
  lineComments: ["--"],
  doubleQuotes: "identifier",
  dollarQuotes: "tagged",
  prefixes: { e: "backslashes", b: "plain", x: "plain", n: "plain", "u&": "plain" },
};

export const lexicalRules: Readonly<Record<DialectName, LexicalRules>> = {
  postgres: { ...postgresLike, jsonArrows: true },
  duckdb: postgresLike,
  redshift: { ...postgresLike, doubtfulBackslashes: true },
  snowflake: {
    lineComments: ["--", "//"],
    backslashes: true,
    doubleQuotes: "identifier",
    dollarQuotes: "plain",
    prefixes: { x: "plain" },
    jsonColons: true,
  },
  bigquery: {
    lineComments: ["--", "#"],
    backslashes: true,
    doubleQuotes: "string",
    backticks: true,
    identifierBackslashes: true,
    prefixes: { r: "backslashes", b: "backslashes", rb: "backslashes", br: "backslashes" },
    tripleQuotes: true,
    doubledQuotes: false,
  },
  databricks: {
    lineComments: ["--"],
    backslashes: true,
    doubleQuotes: "string",
    backticks: true,
    prefixes: { r: "raw", x: "plain" },
    jsonColons: true,
  },
  trino: {
    lineComments: ["--"],
    doubleQuotes: "identifier",
    prefixes: { x: "plain", "u&": "plain" },
  },
  clickhouse: {
    lineComments: ["--", "# ", "#!"],
    backslashes: true,
    doubleQuotes: "identifier",
    backticks: true,
    identifierBackslashes: true,
    dollarQuotes: "tagged",
    prefixes: { x: "plain", b: "plain" },
    curlyQuotes: true,
  },
};
