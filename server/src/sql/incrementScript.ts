/** Scripts that keep tables of events: made where they aren't there, brought up to date where they are. Running one again changes nothing. */

import type { Finding } from "../document/types.ts";
import { columnTypes } from "../project/eventColumns.ts";
import type { Project } from "../project/types.ts";
import type { LayoutName } from "../spec/projectTypes.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { dialectOf } from "./dialects/index.ts";
import { type IncrementalOptions, incremental, type KeptRelation } from "./incremental.ts";
import { resultNames } from "./render/layouts.ts";
import { identifier, literal, restoreBreaks } from "./render/sqlText.ts";
import { typeName } from "./render/values.ts";
import { type ScriptDialect, scriptDialects } from "./scriptDialects.ts";

export interface Script {
  readonly name: string;
  readonly layout: LayoutName;
  readonly events: readonly string[];
  /** To be run in this order, in one session. */
  readonly statements: readonly string[];
  /** The same as one text. */
  readonly sql: string;
  /** What it puts in, one query for each event that has its own. */
  readonly queries: readonly Omit<Script, "queries" | "statements">[];
}

/** In: what is kept in which layout. Out: one script for each relation. */
export function incrementScripts(
  project: Project,
  options: IncrementalOptions,
): { readonly scripts: readonly Script[]; readonly findings: readonly Finding[] } {
  const { relations, findings } = incremental(project, options);
  const dialect = dialectOf(options.dialect);
  const scripts = relations.map((kept): Script => {
    const { name, layout, events } = kept.relation;
    const statements = statementsOf(dialect, scriptDialects[options.dialect], kept).map(restoreBreaks);
    const sql = statements.map((statement) => `${statement.trimEnd()};\n`).join("\n");
    const queries = kept.increments.map((one) => ({
      name: kept.increments.length === 1 ? name : `${name}_${one.events[0]}`,
      ...{ layout, events: one.events, sql: restoreBreaks(one.query) },
    }));
    return { name, layout, events, statements, sql, queries };
  });
  return { scripts, findings };
}

/** Tables are made and dropped outside of the transaction, which some engines would end with each of them. */
function statementsOf(dialect: Dialect, engine: ScriptDialect, kept: KeptRelation): string[] {
  const { target, query, increments, relation } = kept;
  const [begin, commit] = engine.transaction ?? [];
  const isTemporary = engine.temporary !== undefined;
  const incoming = increments.map((_, at) => beside(isTemporary ? undefined : target, `incoming_${at + 1}`));
  return [
    engine.createEmpty?.(target, query.trimEnd()) ?? createColumns(dialect, kept),
    ...increments.flatMap((one, at) => [
      ...(isTemporary ? [] : [`drop table if exists ${incoming[at]}`]),
      `${engine.temporary ?? "create table"} ${incoming[at]} as\n${one.query.trimEnd()}`,
    ]),
    ...(begin === undefined ? [] : [begin]),
    ...(relation.layout === "activity_schema" ? [] : [withoutOthers(dialect, kept)]),
    ...increments.flatMap((one, at) => one.statements(`select * from ${incoming[at]}`)),
    ...(commit === undefined ? [] : [commit]),
    ...incoming.map((name) => `drop table ${name}`),
  ];
}

/** A table's name beside another one's, in the same place. */
function beside(table: string | undefined, name: string): string {
  if (table === undefined) return `eventspec_${name}`;
  const quote = /["`]$/.exec(table)?.[0] ?? "";
  return `${table.slice(0, table.length - quote.length)}_${name}${quote}`;
}

/** Events that are switched off, or belong elsewhere now, have no rows. */
function withoutOthers(dialect: Dialect, { target, increments }: KeptRelation): string {
  const names = [...new Set(increments.flatMap(({ events }) => events))];
  if (names.length === 0) return `delete from ${target}`;
  return `delete from ${target}\nwhere event not in (${names.map((name) => literal(dialect, name)).join(", ")})`;
}

/** Where a query can't tell the columns of a table that may be there. What has no known type holds text. */
function createColumns(dialect: Dialect, { target, relation }: KeptRelation): string {
  const properties = new Map(
    relation.properties.map(({ name, declared, type }) => [name, { declared, type }]),
  );
  const columns = resultNames(relation).map((name) => {
    const property = properties.get(name);
    const declared = property ? property.declared : (columnTypes[name] ?? { kind: "string" });
    const known = declared && typeName(dialect, declared);
    const kind = property?.type?.kind;
    const byKind =
      kind !== undefined && kind in dialect.types ? dialect.types[kind as keyof Dialect["types"]] : undefined;
    const isMoment = !property && declared?.kind === "timestamp";
    const type = isMoment ? dialect.types[dialect.eventTime] : (known ?? byKind ?? dialect.types.string);
    return `  ${identifier(dialect, name)} ${type}`;
  });
  return `create table if not exists ${target} (\n${columns.join(",\n")}\n)`;
}
