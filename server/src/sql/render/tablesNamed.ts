import type { RelationPlan, Scan, TablePlan } from "../plan/plan.ts";
import { aliasesOfFrom, fromsOf, scanSqls, type TableRead, tablesRead } from "../plan/scanSql.ts";
import { namesUsed } from "../reader/namesUsed.ts";
import type { DialectName } from "../types.ts";

/** Every name that could mean a table in the SQL that a relation is made of, in lower case: a step of ours of that name would hide it. */
export function tablesNamed({ scans: own, identity, window }: RelationPlan, dialect: DialectName): string[] {
  const scans = [...own, ...(identity?.evidence ?? [])].flatMap(withJoined);
  const read = scans.flatMap(tablesRead);
  const sqls = [
    ...scans.flatMap(scanSqls).map(({ sql }) => sql),
    ...read.flatMap((from) => (from.kind === "query" ? [from.sql] : [])),
    ...read.flatMap(tableTexts),
    ...scans.flatMap(fromsOf).flatMap(aliasesOfFrom),
    ...(window.increment ? [window.increment.target] : []),
  ];
  const parts = read.flatMap(tables).flatMap((table) => ("parts" in table ? table.parts : []));
  return [...namesUsed(sqls, dialect).all, ...parts.map((part) => part.toLowerCase())];
}

/** A scan with those of the events that it joins. */
function withJoined(scan: Scan): Scan[] {
  const joined = scan.steps.flatMap((step) => (step.kind === "event_join" ? step.relation.scans : []));
  return [scan, ...joined.flatMap(withJoined)];
}

function tables(from: TableRead): TablePlan[] {
  return from.kind === "table" ? [from.table] : from.tables.map(({ table }) => table);
}

function tableTexts(from: TableRead): string[] {
  const written = tables(from).flatMap((table) => ("sql" in table ? [table.sql] : []));
  const named = from.kind === "query" ? from.tables.map(({ name }) => name) : [];
  return [...written, ...named];
}
