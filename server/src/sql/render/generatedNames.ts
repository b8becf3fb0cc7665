/** Names that the generator gives to what stands beside the user's SQL, so that they never mean something to it. */

import { dialectOf } from "../dialects/index.ts";
import type { FromPlan, Parameter, Scan, VirtualAlias } from "../plan/plan.ts";
import { aliasesOfFrom, fromsOf, type ScanSql, scanSqls } from "../plan/scanSql.ts";
import { namesUsed } from "../reader/namesUsed.ts";
import type { DialectName } from "../types.ts";

/** A table's name, and those of its columns by what the user calls them. */
interface VirtualTable {
  readonly alias: string;
  /** By the plain name in lower case. */
  readonly columns: ReadonlyMap<string, string>;
}

export interface GeneratedNames {
  /** What carries the columns of the virtual aliases. */
  readonly virtual: Readonly<Record<VirtualAlias, VirtualTable>>;
  /** The derived table that says which event of the scan a row is tried for, and where the dialect can, when it happened. */
  readonly step: { readonly alias: string; readonly event: string; readonly time: string };
  /** A list's table, and where it must be made a column first that column, by the name of its item. */
  readonly lists: ReadonlyMap<string, { readonly table: string; readonly column: string }>;
  /** An element's place in its list, counted from 0. */
  readonly place: string;
  /** Where a row of a history ends. */
  readonly end: string;
}

/** The plain name, unless the scan's SQL or one of its tables has it: then the first of `name_2`, `name_3` … that is free. */
export function generatedNames(scan: Scan, dialect: DialectName): GeneratedNames {
  const sqls = scanSqls(scan);
  const tables = tableNames(scan, dialectOf(dialect).keepsTableNames === true);
  const lists = scan.steps.flatMap((step) => (step.kind === "for_each" ? [step.item] : []));
  const everything = namesUsed(
    sqls.map(({ sql }) => sql),
    dialect,
  );
  const pick = picking([...tables, ...everything.all]);
  const taken = [...tables, ...everything.bare];
  return {
    virtual: {
      event: {
        alias: virtualName("event", taken, sqls, dialect),
        columns: columnNames(["at"], sqls, dialect),
      },
      param: {
        alias: virtualName("param", taken, sqls, dialect),
        columns: columnNames(parameterNames(scan.parameters, sqls), sqls, dialect),
      },
    },
    step: { alias: pick("step"), event: pick("event"), time: pick("happened_at") },
    lists: new Map(
      lists.map((item) => [item, { table: pick(`each_${item}`), column: pick(`eventspec_${item}`) }]),
    ),
    place: pick("eventspec_place"),
    end: pick("eventspec_end"),
  };
}

/** Whether a virtual alias is called in the query what the user calls it. */
export function isNamedPlain(name: VirtualAlias, { virtual }: Pick<GeneratedNames, "virtual">): boolean {
  const { alias, columns } = virtual[name];
  return alias === name && [...columns].every(([plain, own]) => plain === own.toLowerCase());
}

/** What a column of a virtual alias is called. */
export function columnName({ columns }: VirtualTable, plain: string): string {
  return columns.get(plain.toLowerCase()) ?? plain;
}

/** Takes each wanted name or the next free one, and never the same twice. */
export function picking(taken: Iterable<string>): (wanted: string) => string {
  const known = new Set(taken);
  return (wanted) => {
    let name = wanted;
    for (let number = 2; known.has(name.toLowerCase()); number++) name = `${wanted}_${number}`;
    known.add(name.toLowerCase());
    return name;
  };
}

/**
 * What tables of the scan are called, in lower case; with `ownNames` also what they are called without their aliases. Items are columns:
 * they count where the SQL names them.
 */
function tableNames(scan: Scan, ownNames: boolean): string[] {
  return fromsOf(scan)
    .flatMap((table) => (ownNames ? [...namesOf(table), ownNameOf(table)] : namesOf(table)))
    .map((name) => name.toLowerCase());
}

/** What a table goes by: its alias, else its own name. */
export function nameOf(from: FromPlan): string {
  return from.alias ?? ownNameOf(from);
}

/** All names that it brings in. */
export function namesOf(from: FromPlan): string[] {
  return from.kind === "full" ? aliasesOfFrom(from) : [nameOf(from)];
}

function ownNameOf(from: FromPlan): string {
  if (from.kind !== "table" || "given" in from.table) return "";
  const parts = "parts" in from.table ? from.table.parts : from.table.sql.trim().split(".");
  return (parts.at(-1) ?? "").replace(/^["`]|["`]$/g, "");
}

/** SQL that may speak of a virtual alias needs it; all else that says its name means another. */
function virtualName(
  name: VirtualAlias,
  taken: readonly string[],
  sqls: readonly ScanSql[],
  dialect: DialectName,
): string {
  const others = sqls.filter(({ virtual }) => !virtual.includes(name)).map(({ sql }) => sql);
  const { qualifiers } = namesUsed(others, dialect);
  return picking([...taken, ...qualifiers])(name);
}

/** A column that stands without its table could be a virtual one of the same name. */
function columnNames(names: readonly string[], sqls: readonly ScanSql[], dialect: DialectName) {
  const later = sqls.filter(({ role }) => role === "expression").map(({ sql }) => sql);
  const pick = picking(namesUsed(later, dialect).bare);
  return new Map(names.map((name) => [name.toLowerCase(), pick(name)]));
}

function parameterNames(shared: readonly Parameter[], sqls: readonly ScanSql[]): string[] {
  const all = [...shared, ...sqls.flatMap(({ parameters }) => parameters ?? [])];
  return [...new Set(all.map(({ name }) => name))];
}
