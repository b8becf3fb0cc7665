/** Scans that read other tables in the stead of their own. */
import type { FromPlan, FullPlan, Scan, Step, TablePlan } from "./plan.ts";

/** In: what is read in a table's stead, and the table itself where nothing is. */
export function mapTables(scan: Scan, instead: (table: TablePlan) => TablePlan): Scan {
  const from = (plan: FromPlan): FromPlan =>
    plan.kind === "full"
      ? { ...plan, tables: plan.tables.map((one) => ({ ...one, from: inPlace(one.from, instead) })) }
      : inPlace(plan, instead);
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

function inPlace<P extends Exclude<FromPlan, FullPlan>>(
  plan: P,
  instead: (table: TablePlan) => TablePlan,
): P {
  if (plan.kind === "table") return { ...plan, table: instead(plan.table) };
  return { ...plan, tables: plan.tables.map((one) => ({ ...one, table: instead(one.table) })) };
}
