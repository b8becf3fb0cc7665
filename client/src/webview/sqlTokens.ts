/** Just enough of SQL's shape to colour it in the panel; an editor tab shows it with the user's theme. */

type SqlTokenKind = "comment" | "string" | "number" | "keyword" | "text";

export interface SqlToken {
  readonly kind: SqlTokenKind;
  readonly text: string;
}

const keywords =
  "all and as asc at between by case cast cross date desc distinct else end except exists extract false filter from full group " +
  "having in inner intersect interval is join lateral left like limit not null nulls offset on or order outer over partition " +
  "qualify right row rows select then timestamp true union unnest using values when where window with within zone";

const pattern = new RegExp(
  [
    "(?<comment>--[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$))",
    "(?<string>'(?:[^']|'')*(?:'|$))",
    "(?<number>\\b\\d+(?:\\.\\d+)?\\b)",
    `(?<keyword>\\b(?:${keywords.replaceAll(" ", "|")})\\b)`,
    '(?<text>[A-Za-z_]\\w*|"[^"]*"?)',
  ].join("|"),
  "gi",
);

/** Splits a text into tokens that, joined, are the text again. */
export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  let done = 0;
  for (const match of sql.matchAll(pattern)) {
    if (match.index > done) tokens.push({ kind: "text", text: sql.slice(done, match.index) });
    const kind = kinds.find((name) => match.groups?.[name] !== undefined) ?? "text";
    tokens.push({ kind, text: match[0] });
    done = match.index + match[0].length;
  }
  if (done < sql.length) tokens.push({ kind: "text", text: sql.slice(done) });
  return tokens;
}

const kinds = ["comment", "string", "number", "keyword", "text"] as const;
