/** Whether joins find at most one row: told by the joined table alone where that is enough, else counted with and without each. */
import { expressionTypes } from "../../binding/expressionTypes.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { Check } from "../../proof/checks.ts";
import { type PersonalValues, personalValues } from "../../proof/personalColumns.ts";
import { mostShownRows, type Verdict } from "../../proof/results.ts";
import { many } from "../../proof/words.ts";
import { type JoinCheck, joinChecks } from "../../sql/joinChecks.ts";
import { rowKey } from "../../sql/plan/rowKey.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import { type Asking, askRow } from "./asking.ts";
import { errorVerdict } from "./errorVerdict.ts";
import { shownBy } from "./testRows.ts";
import type { TestRequest } from "./types.ts";

export async function testJoins(
  { project, dialect, bound }: TestRequest,
  event: ProjectEvent,
  checks: readonly Check[],
  asking: Asking,
): Promise<Map<Check, Verdict>> {
  const joins = new Map(
    joinChecks(project, event, dialect, { types: expressionTypes(bound) }).map((join) => [
      join.alias.toLowerCase(),
      join,
    ]),
  );
  const verdicts = new Map<Check, Verdict>();
  const keyed = { event, given: personalValues(project, event, dialect).given };
  for (const check of checks) {
    const { subject } = check;
    const join = subject.kind === "one_row_per_join" ? joins.get(subject.alias.toLowerCase()) : undefined;
    verdicts.set(check, join ? await joinVerdict(join, keyed, asking) : unasked);
  }
  return verdicts;
}

const unasked: Verdict = {
  status: "error",
  message: "The event has no SQL, so its joins can't be counted.",
};

const expected = "at most one row for each";

/** An event whose rows a join may multiply, and which of its SQL is not for everybody's eyes. */
interface Keyed extends Pick<PersonalValues, "given"> {
  readonly event: ProjectEvent;
}

/** The keys that it finds too much for, which are fewer than the rows. */
async function withKeys(
  sql: string,
  verdict: Verdict,
  { event, given }: Keyed,
  asking: Asking,
): Promise<Verdict> {
  const key = rowKey({ key: event.key, oncePer: event.definition.oncePer });
  const names = ["key_found", ...key.map((_, at) => `key_${at + 1}`)];
  const told = await shownBy(sql, verdict, new Set(key.some(given) ? names : []), asking);
  return told.shown ? { ...told, shown: { ...told.shown, total: told.shown.rows.length } } : told;
}

async function joinVerdict(join: JoinCheck, keyed: Keyed, asking: Asking): Promise<Verdict> {
  try {
    if (join.repeats !== undefined) {
      const [repeated] = await askRow(asking, join.repeats);
      if (Number(repeated ?? 0) === 0)
        return { status: "passed", message: "No key of the joined table repeats.", expected, failing: 0 };
    }
    const [cell] = await askRow(asking, join.sql);
    const extra = Number(cell ?? 0);
    if (extra === 0)
      return { status: "passed", message: "It finds at most one row for each.", expected, failing: 0 };
    const verdict: Verdict = {
      status: "failed",
      message: `It finds more than one row for some, which makes ${many(extra, "row")} more than there should be.`,
      expected,
      actual: many(extra, "additional row"),
      failing: extra,
      sql: join.sql,
    };
    return join.keys ? await withKeys(join.keys(mostShownRows), verdict, keyed, asking) : verdict;
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    return errorVerdict(error, join.sql);
  }
}
