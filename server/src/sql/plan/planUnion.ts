/** A union of tables as it stands in the plan. */
import type { Project, Table } from "../../project/types.ts";
import { columnsOfUnion, tablesOfUnion, type UnionColumn } from "../../project/unions.ts";
import type { TableReference, UnionSource } from "../../spec/types.ts";
import { columnType, widest } from "../logicalType.ts";
import { namesUsed } from "../reader/namesUsed.ts";
import type { DialectName } from "../types.ts";
import type { FromPlan, Scan, TablePlan, UnionColumnPlan, UnionPlan } from "./plan.ts";
import { fromsOf, scanSqls } from "./scanSql.ts";

/** In: what stands for a table. Out: all columns of the union but those that are left out. */
export function planUnion(
  source: UnionSource,
  project: Project,
  alias: string,
  planTable: (reference: TableReference, table: Table | undefined) => TablePlan,
): UnionPlan {
  const tables = tablesOfUnion(source, project);
  const except = new Set(source.except.map(({ value }) => value.toLowerCase()));
  const columns = columnsOfUnion(tables).filter(({ name }) => !except.has(name.toLowerCase()));
  return {
    kind: "union",
    columns: columns.map(planColumn),
    tables: tables.map(({ name, reference, table }, at) => ({
      name,
      table: planTable(reference, table),
      columns: columns.map(({ found }) => found[at]?.name ?? null),
    })),
    ...(source.relation && { relation: source.relation.value }),
    alias,
  };
}

function planColumn({ name, found }: UnionColumn): UnionColumnPlan {
  const [like = { name }, ...others] = found.flatMap((column) => column ?? []);
  const types = [like, ...others].map(columnType);
  const whole = types.reduce((all, type) => all && type && widest(all, type));
  const { kind, precision, scale } = whole ?? {};
  const isMixed = types.some((type) => JSON.stringify(type) !== JSON.stringify(whole));
  const decimal =
    isMixed && kind === "decimal" && precision !== undefined ? { precision, scale: scale ?? 0 } : undefined;
  return { name, like, ...(decimal && { decimal }) };
}

/** The scan with those columns of its unions alone that its SQL names; all, where SQL may take some without naming them. */
export function withUsedColumns(scan: Scan, dialect: DialectName): Scan {
  // Without events nobody can tell what will be asked of it.
  if (scan.events.length === 0 || !fromsOf(scan).some(({ kind }) => kind === "union")) return scan;
  const sqls = scanSqls(scan).map(({ sql }) => sql);
  const { all, bare } = namesUsed(sqls, dialect);
  const hasStar = sqls.some((sql) => sql.includes("*"));
  const used = (from: FromPlan): FromPlan =>
    from.kind !== "union" || hasStar || bare.has(from.alias.toLowerCase()) ? from : pruned(from, all);
  return {
    ...scan,
    from: used(scan.from),
    steps: scan.steps.map((step) => (step.kind === "join" ? { ...step, from: used(step.from) } : step)),
  };
}

function pruned(union: UnionPlan, names: ReadonlySet<string>): UnionPlan {
  const named = union.columns.flatMap(({ name }, at) => (names.has(name.toLowerCase()) ? [at] : []));
  const kept = new Set(named.length > 0 || union.relation !== undefined ? named : [0]);
  const isKept = (_: unknown, at: number) => kept.has(at);
  return {
    ...union,
    columns: union.columns.filter(isKept),
    tables: union.tables.map((table) => ({ ...table, columns: table.columns.filter(isKept) })),
  };
}
