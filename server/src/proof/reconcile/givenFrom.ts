import { sqlOf } from "../../project/sqlOf.ts";
import type { Project } from "../../project/types.ts";
import { unresolved } from "../../project/unresolvedTables.ts";
import type { Reconciliation } from "../../spec/types.ts";
import type { FromPlan } from "../../sql/plan/plan.ts";
import { planTable } from "../../sql/plan/planScan.ts";
import { refusedOne } from "../../sql/refusedSql.ts";
import { refusedTable } from "../../sql/refusedTables.ts";
import type { DialectName } from "../../sql/types.ts";
import type { Check } from "../checks.ts";
import type { Verdict } from "../results.ts";

type QueryPlan = Extract<FromPlan, { readonly kind: "query" }>;

/** The author's query as a table, once it is known to do nothing but read what it may. */
export function givenFrom(
  project: Project,
  { event }: Check,
  { sql, tables }: Reconciliation,
  dialect: DialectName,
): QueryPlan | Verdict {
  const written = sqlOf(project, event).find((one) => one.sql === sql);
  const refused = written && refusedOne(project, event, written, dialect);
  if (!written || refused)
    return { status: "error", message: refused?.message ?? "The query can't be found in the project." };
  for (const { table } of tables) {
    const why = unresolved(table, project) ?? refusedTable(table, project, dialect);
    if (why) return { status: "error", message: why.message };
  }
  return {
    kind: "query",
    sql: sql.text,
    tables: tables.map(({ name, table }) => ({ name: name.value, table: planTable(project, table) })),
    alias: "given",
  };
}
