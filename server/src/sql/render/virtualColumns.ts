/** What the virtual aliases `event` and `param` are in a scan's SQL: tables beside the user's own, or values in their place. */
import type { Parameter, Scan } from "../plan/plan.ts";
import { mapScanSql, type ScanSql, scanSqls } from "../plan/scanSql.ts";
import { qualifiersIn, replaceColumns } from "../reader/namesUsed.ts";
import { holdsQuery, structureOf } from "../reader/structure.ts";
import type { DialectName } from "../types.ts";
import { isOfColumns } from "./columnRows.ts";
import { columnName, isNamedPlain } from "./generatedNames.ts";
import { putInPlace } from "./putInPlace.ts";
import type { ScanRenderer } from "./renderer.ts";
import { identifier } from "./sqlText.ts";
import { momentOf } from "./time.ts";

type Unready = Omit<ScanRenderer, "usesEvent" | "valuesInPlace">;

/** Whether any SQL that may speak of the event's time does. */
export function speakOfEvent(scan: Scan, dialect: DialectName): boolean {
  return scanSqls(scan).some(
    ({ sql, virtual }) => virtual.includes("event") && qualifiersIn(sql, dialect).has("event"),
  );
}

/** Whether a sub-query speaks of what would be put there, and whose own tables could take the names in it. */
export function needTables(scan: Scan, dialect: DialectName): boolean {
  const items = scan.steps.filter(isOfColumns).map(({ item }) => item.toLowerCase());
  return scanSqls(scan).some(({ sql, virtual }) => {
    const qualifiers = qualifiersIn(sql, dialect);
    if (![...virtual, ...items].some((name) => qualifiers.has(name))) return false;
    const structure = structureOf(sql, dialect);
    return [...structure.partners.keys()].some((bracket) => holdsQuery(structure, bracket));
  });
}

/** The scan with its SQL calling the virtual aliases' tables by their names in the query. */
export function withTables(renderer: Unready): Scan {
  const isPlain = isNamedPlain("event", renderer.names) && isNamedPlain("param", renderer.names);
  return isPlain ? renderer.scan : renamed(renderer);
}

/** SQL with parameters of its own has a `param` of its own, which no other hides. */
function renamed({ dialect, scan, names }: Unready): Scan {
  const renamedColumn = (one: Parameter): Parameter => ({
    ...one,
    name: columnName(names.virtual.param, one.name),
  });
  const change = ({ sql, virtual, parameters }: ScanSql) => ({
    sql: replaceColumns(sql, dialect.name, (qualifier, column) => {
      const name = virtual.find((one) => one === qualifier);
      if (name === undefined) return undefined;
      const table = names.virtual[name];
      const alias = name === "param" && parameters ? name : table.alias;
      return `${alias}.${identifier(dialect, columnName(table, column))}`;
    }),
    ...(parameters && { parameters: parameters.map(renamedColumn) }),
  });
  const changed = mapScanSql(scan, change);
  return { ...changed, parameters: changed.parameters.map(renamedColumn) };
}

/**
 * The scan with what virtual aliases stand for in their place. All at once, so that a table called `event` or `param` in what is put in place stays that
 * table.
 */
export function inPlace({ dialect, scan, time }: Unready): Scan {
  const event = [{ name: "at", sql: momentOf(dialect, time) }];
  const withTime = (one: Parameter): Parameter =>
    one.virtual?.includes("event") ? { ...one, sql: putInPlace(dialect.name, one.sql, { event }) } : one;
  const shared = scan.parameters.map(withTime);
  const placed = mapScanSql(scan, ({ sql, role, virtual, parameters }) => {
    if (role === "parameter") return { sql };
    const param = parameters?.map(withTime) ?? shared;
    return {
      sql: putInPlace(dialect.name, sql, {
        ...(virtual.includes("event") && { event }),
        ...(virtual.includes("param") && { param }),
      }),
    };
  });
  return { ...placed, parameters: [] };
}
