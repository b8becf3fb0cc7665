/** Whether joins find at most one row: counted with and without each of them. */
import { expressionTypes } from "../../binding/expressionTypes.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { Check } from "../../proof/checks.ts";
import type { Verdict } from "../../proof/results.ts";
import { many } from "../../proof/words.ts";
import { joinChecks } from "../../sql/joinChecks.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import { type Asking, askRow } from "./asking.ts";
import { errorVerdict } from "./errorVerdict.ts";
import type { TestRequest } from "./types.ts";

export async function testJoins(
  { project, dialect, bound }: TestRequest,
  event: ProjectEvent,
  checks: readonly Check[],
  asking: Asking,
): Promise<Map<Check, Verdict>> {
  const queries = new Map(
    joinChecks(project, event, dialect, expressionTypes(bound)).map(({ alias, sql }) => [alias, sql]),
  );
  const verdicts = new Map<Check, Verdict>();
  for (const check of checks) {
    const { subject } = check;
    const sql = subject.kind === "one_row_per_join" ? queries.get(subject.alias) : undefined;
    verdicts.set(check, sql === undefined ? unasked : await joinVerdict(sql, asking));
  }
  return verdicts;
}

const unasked: Verdict = {
  status: "error",
  message: "The event yields no SQL, so its joins can't be counted.",
};

async function joinVerdict(sql: string, asking: Asking): Promise<Verdict> {
  try {
    const [cell] = await askRow(asking, sql);
    const extra = Number(cell ?? 0);
    const expected = "at most one row";
    if (extra === 0) return { status: "passed", message: "It finds at most one row.", expected, failing: 0 };
    return {
      status: "failed",
      message: `It finds more than one row, which makes ${many(extra, "row")} more than there should be.`,
      expected,
      actual: many(extra, "additional row"),
      failing: extra,
      sql,
    };
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    return errorVerdict(error, sql);
  }
}
