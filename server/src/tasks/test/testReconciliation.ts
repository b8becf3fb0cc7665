import type { Check } from "../../proof/checks.ts";
import { boundsOf } from "../../proof/reconcile/bounds.ts";
import { compare } from "../../proof/reconcile/compare.ts";
import { givenColumns } from "../../proof/reconcile/givenColumns.ts";
import { givenFrom } from "../../proof/reconcile/givenFrom.ts";
import { type KeysFound, keyDetails } from "../../proof/reconcile/keyDetails.ts";
import { measuredOf } from "../../proof/reconcile/measured.ts";
import { type BothSides, readAnswer } from "../../proof/reconcile/readAnswer.ts";
import {
  givenQuery,
  type ReconcileInput,
  type ReconcileQuery,
  reconcileQuery,
} from "../../proof/reconcile/reconcileQuery.ts";
import { mostShownRows, type Verdict, withMasked } from "../../proof/results.ts";
import type { EventRelation } from "../../proof/rows/eventRelation.ts";
import type { Reconciliation } from "../../spec/types.ts";
import { dialectOf } from "../../sql/dialects/index.ts";
import type { FromPlan } from "../../sql/plan/plan.ts";
import { WarehouseError } from "../../warehouse/types.ts";
import { type Asking, ask } from "./asking.ts";
import { errorVerdict } from "./errorVerdict.ts";
import { relationFor } from "./relationFor.ts";
import type { TestRequest } from "./types.ts";

/** Days of some centuries, for both sides. */
const mostRows = 200_000;

export async function testReconciliation(
  request: TestRequest,
  check: Check,
  reconciliation: Reconciliation,
  asking: Asking,
): Promise<Verdict> {
  const { window, dialect } = request;
  const { per } = reconciliation;
  if (!per && (window.since !== undefined || window.until !== undefined))
    return {
      status: "skipped",
      message: "A total can't be narrowed to a window, because its query counts everything: it needs `per`.",
    };
  const given = givenFrom(request.project, check, reconciliation, dialect);
  if ("status" in given) return given;
  const planned = await plan(request, check, reconciliation, given, asking);
  if ("status" in planned) return planned;
  const query = reconcileQuery(planned);
  try {
    const { rows, truncated } = await ask(asking, query.sql, mostRows);
    if (truncated)
      return { status: "error", message: "The query returns too many rows: group it by period." };
    const sides = readAnswer(rows, per?.value);
    if ("status" in sides) return { ...sides, sql: query.sql };
    const periods = per && planned.bounds && { per: per.value, bounds: planned.bounds };
    const verdict = { ...compare(sides, reconciliation.tolerance, periods), sql: query.sql };
    return await withKeys(verdict, sides, { query, input: planned }, asking);
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    return errorVerdict(error, query.sql);
  }
}

async function plan(
  request: TestRequest,
  { event }: Check,
  reconciliation: Reconciliation,
  given: FromPlan,
  { connection, signal }: Asking,
): Promise<ReconcileInput | Verdict> {
  const { dialect, now, window } = request;
  const relation = relationFor(request, event, { beside: textsOf(given) });
  if ("status" in relation) return relation;
  const measured = measuredOf(relation, reconciliation);
  if ("status" in measured) return measured;
  if (reconciliation.key && !hasKey(relation))
    return { status: "error", message: "The event has no `key` of its own that keys can be compared with." };
  const sql = givenQuery(dialectOf(dialect), given);
  try {
    const answer = await connection.bind(sql, signal);
    if (!answer.ok) return { status: "error", message: answer.message, sql };
    const columns = givenColumns(reconciliation, answer.columns, dialect);
    if ("status" in columns) return { ...columns, sql };
    const { per } = reconciliation;
    const bounds = per && boundsOf(per.value, { now, window, zone: event.timezone });
    return { relation, reconciliation, given, columns, measured, ...(bounds && { bounds }) };
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    return errorVerdict(error, sql);
  }
}

const hasKey = ({ eventPlan }: EventRelation): boolean => eventPlan.key.length > 0;

/** SQL whose names ours must not hide. */
function textsOf(given: FromPlan): string[] {
  if (given.kind !== "query") return [];
  const tables = given.tables.flatMap(({ table }) => {
    if ("given" in table) return [];
    return "sql" in table ? [table.sql] : [table.parts.map((part) => `"${part}"`).join(".")];
  });
  return [given.sql, ...tables];
}

/** Keys on one side only: counted already, and some of them shown. That they can't be had takes nothing from the verdict. */
async function withKeys(
  verdict: Verdict,
  { keys }: BothSides,
  { query, input }: { readonly query: ReconcileQuery; readonly input: ReconcileInput },
  asking: Asking,
): Promise<Verdict> {
  if (!keys || !query.keysSql || verdict.status === "skipped") return verdict;
  const { relation, columns } = input;
  const found: KeysFound = { ...keys, event: relation.event, key: columns.key?.name ?? "key" };
  if (keys.onlyEvent + keys.onlyQuery === 0) return { ...verdict, details: keyDetails(found) };
  const sql = query.keysSql(mostShownRows);
  try {
    const answer = await ask(asking, sql, mostShownRows);
    const isPrivate = relation.personal.columns.has("source_key");
    const hidden = new Set(isPrivate && columns.key ? [columns.key.name] : []);
    const named = answer.columns.map((column, at) => (at === 0 ? { ...column, name: found.key } : column));
    const shown = withMasked(named, answer.rows, hidden);
    if (input.bounds) return { ...verdict, details: keyDetails({ ...found, shown }) };
    return {
      ...{ ...verdict, details: keyDetails(found), shown },
      ...(verdict.status === "failed" && { failing: keys.onlyEvent + keys.onlyQuery, sql }),
    };
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    return { ...verdict, details: keyDetails(found) };
  }
}
