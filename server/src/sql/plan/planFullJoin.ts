/** Tables that stand side by side as they stand in the plan. */
import { unnamedQuery } from "../../project/defaultAlias.ts";
import { fullTables, markOf } from "../../project/fullJoins.ts";
import type { Project } from "../../project/types.ts";
import type { FullMember, FullSource } from "../../spec/types.ts";
import { namesUsed } from "../reader/namesUsed.ts";
import type { DialectName } from "../types.ts";
import type { FullPlan, OneTablePlan, Scan } from "./plan.ts";
import { scanSqls } from "./scanSql.ts";

export function planFullJoin(
  source: FullSource,
  project: Project,
  alias: string | undefined,
  planOne: (source: FullMember["source"], alias: string) => OneTablePlan,
): FullPlan {
  return {
    kind: "full",
    alias: alias ?? unnamedQuery,
    keys: source.using.map(({ value }) => value),
    tables: fullTables(source, project).map(({ member, alias: own, keys }) => ({
      alias: own,
      from: planOne(member.source, own),
      keys: keys.map(({ value }) => value),
      isMarked: true,
    })),
  };
}

/** The scan with those tables marked alone whose mark its SQL names. */
export function withUsedMarks(scan: Scan, dialect: DialectName): Scan {
  const { from } = scan;
  if (from.kind !== "full" || scan.events.length === 0) return scan;
  const { all } = namesUsed(
    scanSqls(scan).map(({ sql }) => sql),
    dialect,
  );
  const isUsed = (alias: string) => all.has(markOf(alias).toLowerCase());
  const tables = from.tables.map((table) => ({ ...table, isMarked: isUsed(table.alias) }));
  return { ...scan, from: { ...from, tables } };
}
