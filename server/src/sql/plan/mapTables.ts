/** Scans that read other tables in the stead of their own. */
import type { FromPlan, Scan, Step, TablePlan } from "./plan.ts";

/** In: what is read in a table's stead, and the table itself where nothing is. */
export function mapTables(scan: Scan, instead: (table: TablePlan) => TablePlan): Scan {
  const from = (plan: FromPlan): FromPlan =>
    plan.kind === "table" ? { ...plan, table: instead(plan.table) } : withTables(plan, instead);
  return {
    ...scan,
    from: from(scan.from),
    steps: scan.steps.map((step): Step => {
      if (step.kind === "join") return { ...step, from: from(step.from) };
      if (step.kind === "for_each") return step;
      const scans = step.relation.scans.map((joined) => mapTables(joined, instead));
      return { ...step, relation: { ...step.relation, scans } };
    }),
  };
}

function withTables<P extends Exclude<FromPlan, { kind: "table" }>>(
  plan: P,
  instead: (table: TablePlan) => TablePlan,
): P {
  return { ...plan, tables: plan.tables.map((one) => ({ ...one, table: instead(one.table) })) };
}
