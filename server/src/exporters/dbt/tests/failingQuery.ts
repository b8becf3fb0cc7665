/** A check as a query that gives rows exactly where it fails, which is what dbt takes for a test. */
import { reconciledColumns } from "../../../project/reconciledColumns.ts";
import type { Check } from "../../../proof/checks.ts";
import { comparedEvent } from "../../../proof/comparedEvent.ts";
import { tooOld } from "../../../proof/failing/freshness.ts";
import { failingNumbers } from "../../../proof/failing/reconciliation.ts";
import { failingPeriods } from "../../../proof/failing/volume.ts";
import { followsQuery } from "../../../proof/follows.ts";
import { givenFrom } from "../../../proof/reconcile/givenFrom.ts";
import { measuredOf } from "../../../proof/reconcile/measured.ts";
import type { Verdict } from "../../../proof/results.ts";
import { conditionCheck } from "../../../proof/rows/conditions.ts";
import type { CheckedRows } from "../../../proof/rows/eventRelation.ts";
import { knownNames } from "../../../proof/rows/knownNames.ts";
import { noFuture, withoutVariant } from "../../../proof/rows/leftOut.ts";
import type { RowCheck } from "../../../proof/rows/rowCheck.ts";
import { uniqueColumns, uniqueId } from "../../../proof/rows/uniqueness.ts";
import { joinChecks } from "../../../sql/joinChecks.ts";
import { type Model, preparedScan, tableCalled } from "../../../sql/models.ts";
import { derived, restoreBreaks, select, withTables } from "../../../sql/render/sqlText.ts";
import type { DbtScope } from "../scope.ts";
import { rowsOfModel, type TestedRows } from "./testedRows.ts";

/** The query, or why there is none. */
export type FailingQuery = { readonly sql: string } | { readonly loss: string };

interface Tested {
  readonly check: Check;
  readonly rows: TestedRows;
  /** By the names of their events. */
  readonly models: ReadonlyMap<string, Model>;
}

/** In: a check that no test of dbt's own stands for. */
export function failingQuery(scope: DbtScope, tested: Tested): FailingQuery {
  const { check, rows } = tested;
  const { subject } = check;
  const { project } = scope;
  switch (subject.kind) {
    case "once_per_null":
    case "once_per_only":
      return { loss: "A check that only tells what is left out, and never fails, is no test." };
    case "tracked_as":
      return { loss: "A comparison with a tracked twin takes several queries, of which each may end it." };
    case "one_row_per_join":
      return joinQuery(scope, tested, subject.alias);
    case "reconcile":
      return reconcileQuery(scope, tested);
    case "follows":
      return followsQueryOf(scope, tested);
    case "volume":
      if (subject.unusual !== undefined)
        return {
          loss: "Whether the newest period is unusual depends on which earlier ones were, one after the other, which a query can't tell.",
        };
      if (subject.test.min === undefined && subject.test.max === undefined)
        return { loss: "A test of volume that says neither `min`, `max` nor `unusual` can't be run." };
      return within(rows.built(), (found) => ({ sql: failingPeriods(found, subject.test) }));
    case "fresh":
      return within(rows.built(), (found) => ({ sql: tooOld(found, subject.test) }));
    case "no_future":
      return within(rows.made(), (found) =>
        ofRows(
          { tables: found.withFuture === undefined ? [] : found.tables.slice(0, 1) },
          noFuture(found, check, "check"),
        ),
      );
    case "variant_without_name":
      return within(rows.made(), (found) => ofRows({ tables: [] }, withoutVariant(found, check, "check")));
    case "unknown_name":
      return within(rows.made(), (found) => ofRows(found, knownNames(found, project, check, "check")));
    case "unique_id":
      return within(rows.built(), (found) => ofRows(found, uniqueId(found, check, "check")));
    case "unique":
      return within(rows.built(), (found) =>
        ofRows(found, uniqueColumns(found, check, subject.columns, "check")),
      );
    default:
      return within(rows.built(), (found) => ofRows(found, conditionCheck(found, project, check, "check")));
  }
}

const noRows = "Its event has no SQL of its own yet.";

function within(rows: CheckedRows | undefined, query: (rows: CheckedRows) => FailingQuery): FailingQuery {
  return rows ? query(rows) : { loss: noRows };
}

/** In: the tables that the query speaks of. */
function ofRows(
  { tables }: Pick<CheckedRows, "tables">,
  check: RowCheck | Verdict | undefined,
): FailingQuery {
  if (!check || "status" in check) return { loss: check?.message ?? noRows };
  if (check.failingRows === undefined) return { loss: "No query finds the rows that break it." };
  const head = tables.length === 0 ? "" : `${withTables(tables)}\n`;
  return { sql: restoreBreaks(`${head}${check.failingRows}`) };
}

function joinQuery(scope: DbtScope, { check }: Tested, alias: string): FailingQuery {
  const { models, project, dialect } = scope;
  const joins = joinChecks(project, check.event, dialect, {
    ...(models.types && { types: models.types }),
    prepared: (scan) => preparedScan(scan, models),
  });
  const join = joins.find((one) => one.alias.toLowerCase() === alias.toLowerCase());
  if (!join) return { loss: noRows };
  return {
    sql: select({ columns: ["extra_rows"], from: derived(join.sql, "counted"), where: ["extra_rows > 0"] }),
  };
}

function followsQueryOf(scope: DbtScope, { check, rows, models }: Tested): FailingQuery {
  const { subject } = check;
  if (subject.kind !== "follows") return { loss: noRows };
  const name = subject.test.event.value;
  const other = comparedEvent(scope.project, name);
  if ("status" in other) return { loss: other.message };
  const model = models.get(name);
  const before = model && rowsOfModel(scope, other.event, model);
  if (!before) return { loss: `There is no model of "${name}".` };
  return within(rows.built(), (after) => {
    const query = followsQuery(after, before, subject.test);
    return "status" in query ? { loss: query.message } : { sql: query.failingRows };
  });
}

function reconcileQuery(
  { project, dialect, models, outputsOf }: DbtScope,
  { check, rows }: Tested,
): FailingQuery {
  const { subject } = check;
  if (subject.kind !== "reconcile") return { loss: noRows };
  const { reconciliation } = subject;
  const given = givenFrom(project, check, reconciliation, dialect);
  if ("status" in given) return { loss: given.message };
  const all = outputsOf(reconciliation.sql.text);
  if (!all)
    return {
      loss: "Which columns its query gives can't be told without the warehouse: list them, each with a name.",
    };
  const columns = reconciledColumns(reconciliation, all);
  if (columns.missing.length > 0) return { loss: `Its query gives no column ${columns.missing.join(", ")}.` };
  return within(rows.built(), (found) => {
    const measured = measuredOf(found, reconciliation);
    if ("status" in measured) return { loss: measured.message };
    if (reconciliation.key && found.eventPlan.key.length === 0)
      return { loss: "The event has no `key` of its own that keys can be compared with." };
    const tables = given.tables.map(({ name, table }) => ({ name, table: tableCalled(table, models) }));
    return {
      sql: failingNumbers({
        rows: found,
        reconciliation,
        measured,
        given: { ...given, tables },
        columns,
        all,
      }),
    };
  });
}
