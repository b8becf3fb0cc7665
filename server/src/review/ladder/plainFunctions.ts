/** What a plan may be believed about. */
import { type Token, tokenize } from "../../sql/reader/tokens.ts";
import type { FunctionUse } from "../../sql/reader/types.ts";

/**
 * Functions of DuckDB whose arguments all stand in its plan. Others keep some of them to themselves, such as what a lambda computes or what
 * `array_to_string` puts between values: plans that look the same may then differ. test/review/proved.test.ts holds each of these to it.
 */
export const plainFunctions: ReadonlySet<string> = new Set(
  (
    "abs ceil ceiling coalesce concat concat_ws contains date_add date_diff date_part date_trunc datediff datepart datetrunc day " +
    "dayofmonth dayofweek dayofyear ends_with epoch epoch_ms extract floor greatest hour if ifnull isfinite isnan json_extract " +
    "json_extract_string least left length ln log lower lpad ltrim md5 minute mod month nullif position power prefix quarter " +
    "regexp_extract regexp_full_match regexp_matches regexp_replace replace right round rpad rtrim second sign split_part sqrt " +
    "starts_with strftime strlen strpos strptime substr substring suffix timezone to_timestamp trim trunc try_cast try_strptime upper week year"
  ).split(" "),
);

/** What changes how values compare, or computes within a value, and does not stand in a plan. */
const hidden = new Set(["collate", "for", "lambda", "over"]);

/** Whether all that an expression says stands in the engine's plan of it. */
export function standsInPlan(text: string, functions: readonly FunctionUse[]): boolean {
  const isHidden = ({ kind, text: word }: Token) => kind === "word" && hidden.has(word.toLowerCase());
  return functions.every(({ name }) => plainFunctions.has(name)) && !tokenize(text, "duckdb").some(isHidden);
}
