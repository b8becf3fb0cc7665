import { openName } from "../../project/openNames.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { Check } from "../../proof/checks.ts";
import { mostShownRows, type Verdict, withMasked } from "../../proof/results.ts";
import { countQuery, failingQuery } from "../../proof/rows/countQuery.ts";
import type { EventRelation } from "../../proof/rows/eventRelation.ts";
import type { RowCheck } from "../../proof/rows/rowCheck.ts";
import { rowCheck } from "../../proof/rows/rowChecks.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import { type Asking, ask } from "./asking.ts";
import { errorVerdict } from "./errorVerdict.ts";
import { relationFor } from "./relationFor.ts";
import type { TestRequest } from "./types.ts";

/** Counts by the hour for more than twenty years. */
const mostRows = 200_000;

type Verdicts = Map<Check, Verdict>;

/** In: checks of one event. Out: a verdict for each. Rejects only with what is not the warehouse's. */
export async function testRows(
  request: TestRequest,
  event: ProjectEvent,
  checks: readonly Check[],
  asking: Asking,
): Promise<Verdicts> {
  const { project } = request;
  const relation = relationFor(request, event);
  if ("status" in relation) return sameFor(checks, relation);
  const verdicts: Verdicts = new Map();
  const counted: RowCheck[] = [];
  for (const [at, check] of checks.entries()) {
    const planned = rowCheck(relation, project, check, at);
    if (planned === undefined) verdicts.set(check, { status: "error", message: "Nothing runs this check." });
    else if ("status" in planned) verdicts.set(check, planned);
    else counted.push(planned);
  }
  for (const [check, verdict] of await count(relation, counted, asking)) verdicts.set(check, verdict);
  return verdicts;
}

export function sameFor(checks: readonly Check[], verdict: Verdict): Verdicts {
  return new Map(checks.map((check) => [check, verdict]));
}

/** All at once; one by one where that fails, since one check's own SQL may be to blame. */
async function count(
  relation: EventRelation,
  checks: readonly RowCheck[],
  asking: Asking,
): Promise<Verdicts> {
  if (checks.length === 0) return new Map();
  try {
    return await countTogether(relation, checks, asking);
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    if (error.kind !== "sql" || checks.length === 1)
      return sameFor(
        checks.map(({ check }) => check),
        errorVerdict(error),
      );
  }
  const verdicts: Verdicts = new Map();
  for (const check of checks)
    for (const [one, verdict] of await count(relation, [check], asking)) verdicts.set(one, verdict);
  return verdicts;
}

async function countTogether(
  relation: EventRelation,
  checks: readonly RowCheck[],
  asking: Asking,
): Promise<Verdicts> {
  const query = countQuery(relation, checks);
  const { rows, truncated } = await ask(asking, query.sql, mostRows);
  const perPeriod = checks.filter(({ per }) => per !== undefined);
  // Which rows were cut off nobody knows: the numbers may be among them.
  if (truncated && perPeriod.length > 0) {
    const others = await count(
      relation,
      checks.filter(({ per }) => per === undefined),
      asking,
    );
    const tooMany: Verdict = {
      status: "error",
      message: "There are too many periods to count: narrow the window.",
    };
    return new Map([
      ...others,
      ...sameFor(
        perPeriod.map(({ check }) => check),
        tooMany,
      ),
    ]);
  }
  const answer = query.read(rows);
  if (!answer) throw new WarehouseError("garbled", "The engine's answer has no numbers.");
  const verdicts: Verdicts = new Map();
  for (const one of checks) {
    const found = { ...one, total: one.total?.(answer) };
    verdicts.set(one.check, await withRows(relation, found, one.read(answer), asking));
  }
  return verdicts;
}

/** A failure with some of the rows that it is about. */
async function withRows(
  relation: EventRelation,
  {
    check,
    failingRows,
    total,
  }: Pick<RowCheck, "check" | "failingRows"> & { readonly total?: number | undefined },
  verdict: Verdict,
  asking: Asking,
): Promise<Verdict> {
  if (verdict.status !== "failed" || failingRows === undefined) return verdict;
  const sql = failingQuery(relation, failingRows, mostShownRows);
  const shown = await shownBy(sql, verdict, hiddenFor(relation, check), asking);
  if (total === undefined || !shown.shown) return shown;
  return { ...shown, shown: { ...shown.shown, total } };
}

/** Columns whose values are not shown, by the names that the query of a check gives them. */
function hiddenFor({ event, personal }: EventRelation, { subject }: Check): ReadonlySet<string> {
  const { variants } = event.definition;
  const open = openName(event.definition);
  if (subject.kind === "variant_without_name" && variants && personal.given(variants.by))
    return new Set(["variant_value"]);
  if (subject.kind === "unknown_name" && open && personal.given(open)) return new Set(["event_name"]);
  return personal.columns;
}

/** Adds the rows that a query finds. In: columns whose values are not shown. That rows can't be had takes nothing from the verdict. */
export async function shownBy(
  sql: string,
  verdict: Verdict,
  hidden: ReadonlySet<string>,
  asking: Asking,
): Promise<Verdict> {
  try {
    const { columns, rows } = await ask(asking, sql, mostShownRows);
    return { ...verdict, sql, shown: withMasked(columns, rows, hidden) };
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    return { ...verdict, sql };
  }
}
