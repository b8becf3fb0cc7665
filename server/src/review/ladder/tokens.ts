/** The first step of the ladder: the same tokens, comments, blanks and the case of unquoted names apart. */

import { type Token, tokenize } from "../../sql/reader/tokens.ts";
import type { DialectName } from "../../sql/types.ts";

/** Where names without quotes differ by their case, only the language's own words don't. */
const keywords = new Set(
  "and or not in is null case when then else end like ilike between as cast select from where group by order having join left right inner outer full cross on with union all except intersect distinct true false interval asc desc limit over partition exists using".split(
    " ",
  ),
);

/** Engines that tell names apart by case: functions and columns on ClickHouse, tables on BigQuery. */
const cased: Readonly<Partial<Record<DialectName, "always" | "queries">>> = {
  clickhouse: "always",
  bigquery: "queries",
};

export interface TextOf {
  readonly dialect: DialectName;
  /** Whether it is a whole query, which names tables. */
  readonly isQuery: boolean;
}

/** The tokens that count, comments left out; `undefined` where it can't be told for sure where one ends. */
export function tokensThatCount(text: string, dialect: DialectName): readonly Token[] | undefined {
  const all = tokenize(text, dialect);
  const isUnsure = all.some(({ kind, open, doubtful }) => doubtful || (open && kind !== "comment"));
  return isUnsure ? undefined : all.filter(({ kind }) => kind !== "comment");
}

/** A token as far as its spelling counts. */
export function spelled({ kind, text }: Token, { dialect, isQuery }: TextOf): string {
  if (kind !== "word") return `${kind} ${text}`;
  const lower = text.toLowerCase();
  const keepsCase = cased[dialect] === "always" || (cased[dialect] === "queries" && isQuery);
  return `word ${keepsCase && !keywords.has(lower) ? text : lower}`;
}

export function sameTokens(before: string, after: string, of: TextOf): boolean {
  if (before === after) return true;
  const [one, other] = [tokensThatCount(before, of.dialect), tokensThatCount(after, of.dialect)];
  if (!one || !other || one.length !== other.length) return false;
  return one.every((token, at) => {
    const partner = other[at];
    return partner !== undefined && spelled(token, of) === spelled(partner, of);
  });
}
