/** The text of a spec for suggested events, with the reason for each choice as a comment. */
import { harmlessLine } from "../../document/harmless.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import { findTable } from "../../project/catalog.ts";
import { entityColumn } from "../../project/eventColumns.ts";
import { snake } from "../../project/proposedEvents.ts";
import type { Catalog, Column, Table } from "../../project/types.ts";
import type { DialectName } from "../../sql/types.ts";
import { tableSql, writeIdentifier } from "../../sql/writeIdentifier.ts";
import type { SuggestedEvent, Suggestion } from "./types.ts";

export interface Writing {
  readonly catalog: Catalog;
  readonly dialect: DialectName;
  /** The team that owns the events, where one is known. */
  readonly owner: string | undefined;
  /** The day, for what is proposed since then: 2026-01-31. */
  readonly today: string;
}

type Sql = (column: Column) => string;

/** Where the spec of a table goes, relative to the project. */
export function pathFor({ parts }: Pick<Table, "parts">): string {
  return `events/${snake(parts.at(-1) ?? "") || "events"}.events.yml`;
}

export function specText(suggestion: Suggestion, writing: Writing): string {
  const { table, key, loadedAt, entities, properties, events } = suggestion;
  const { catalog, dialect, owner } = writing;
  const plain: Sql = ({ name }) => `t.${writeIdentifier(name, dialect)}`;
  const sql: Sql = (column) => writeScalar(plain(column));
  const keys = key.columns.map(sql);
  const lines = [
    "# Suggested by the table's columns. Name each event after what happened, and say in its description what that means.",
    ...reasons(suggestion).map((line) => `# ${harmlessLine(line)}`),
    `from: ${writeScalar(nameFor(table, catalog, dialect))}`,
    "as: t",
    ...(keys.length === 1 ? [`key: ${keys.join("")}`] : ["key:", ...keys.map((one) => `  - ${one}`)]),
    ...(loadedAt ? [`loaded_at: ${sql(loadedAt)}`] : []),
    ...(owner === undefined ? [] : [`owner: ${writeScalar(owner)}`]),
    "entities:",
    ...[...entities].map(([entity, column]) => `  ${entity}: ${sql(column)}`),
    ...(properties.size > 0 ? ["properties:"] : []),
    ...[...properties].flatMap(([property, column]) => propertyLines(property, column, table, sql)),
    "",
    "events:",
    ...events.flatMap((event, at) => [
      ...(at > 0 ? [""] : []),
      ...(event.at ? eventLines(event, event.at, suggestion, sql, plain) : proposedLines(event, writing)),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

function propertyLines(property: string, column: Column, { parts }: Table, sql: Sql): string[] {
  const [line] = column.description?.split(/\r?\n/).filter((text) => text.trim() !== "") ?? [];
  const known = line?.trim() ?? `The column ${column.name} of ${parts.at(-1)}, as it is stored.`;
  return [
    `  ${property}:`,
    `    sql: ${sql(column)}`,
    `    description: ${writeScalar(harmlessLine(known))}`,
  ];
}

function eventLines(
  event: SuggestedEvent,
  at: Column,
  suggestion: Suggestion,
  sql: Sql,
  plain: Sql,
): string[] {
  const { where, changes, variants } = event;
  const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;
  const tests = testsOf(event, suggestion);
  return [
    `  # Time: ${harmlessLine(timeReason(event, at, suggestion))}`,
    `  ${writeScalar(event.name)}:`,
    `    description: ${writeScalar(harmlessLine(event.description))}`,
    `    at: ${sql(at)}`,
    ...(where ? [`    where: ${writeScalar(`${plain(where.column)} = ${literal(where.value)}`)}`] : []),
    ...(changes ? changeLines(changes, sql) : []),
    ...(variants
      ? [
          "    variants:",
          `      by: ${sql(variants.by)}`,
          "      names:",
          ...variants.names.map(([value, name]) => `        ${writeScalar(value)}: ${writeScalar(name)}`),
        ]
      : []),
    ...(tests.length > 0 ? ["    tests:", ...tests.map((test) => `      - ${test}`)] : []),
  ];
}

function changeLines({ value, per }: NonNullable<SuggestedEvent["changes"]>, sql: Sql): string[] {
  const whose = per.map(sql);
  return [
    "    changes:",
    `      value: ${sql(value)}`,
    ...(whose.length === 1
      ? [`      per: ${whose.join("")}`]
      : ["      per:", ...whose.map((one) => `        - ${one}`)]),
  ];
}

function proposedLines({ name, description, blockedBy = "" }: SuggestedEvent, { today }: Writing): string[] {
  return [
    `  ${writeScalar(name)}:`,
    `    description: ${writeScalar(harmlessLine(description))}`,
    "    proposed:",
    `      since: ${today}`,
    `      blocked_by: ${writeScalar(harmlessLine(blockedBy))}`,
  ];
}

/** What holds of the rows that were read, else what should. */
function testsOf({ where, changes, variants }: SuggestedEvent, suggestion: Suggestion): string[] {
  const { entities, properties, key } = suggestion;
  const entity = [...entities].find(([, column]) => isFull(column, suggestion));
  if (!entity) {
    const property = [...properties].find(([, column]) => isFull(column, suggestion));
    return property ? [`not_null: [${property[0]}]`] : [];
  }
  const [name, of] = entity;
  const isOnce = key.known === "rows" && key.columns.length === 1 && key.columns[0] === of;
  const isUnique = isOnce && !where && !changes && !variants;
  const column = entityColumn(name);
  return [`not_null: [${column}]`, ...(isUnique ? [`unique: [${column}]`] : [])];
}

function isFull({ name, nullable }: Column, { key, measured }: Suggestion): boolean {
  if (measured && measured.rows > 0) return measured.columns.get(name)?.filled === measured.rows;
  return nullable === false || key.columns.some((column) => column.name === name);
}

function timeReason(
  { reason, where, changes, variants }: SuggestedEvent,
  at: Column,
  { measured }: Suggestion,
): string {
  if (where || changes || variants) return `${at.name}; ${reason}`;
  const { rows = 0, columns } = measured ?? {};
  const filled = columns?.get(at.name)?.filled;
  if (filled === undefined || rows === 0) return `${at.name}, ${reason}; no row was read.`;
  return `${at.name}, ${filled === rows ? `in all ${rows} rows read` : `in ${filled} of ${rows} rows read`}.`;
}

function reasons({ key, measured, notTaken }: Suggestion): string[] {
  const { rows = 0 } = measured ?? {};
  const why: Readonly<Record<Suggestion["key"]["known"], string>> = {
    dbt: `unique and never null by dbt's tests; ${rows > 0 ? `another one in each of ${rows} rows read` : "no row was read"}.`,
    rows: `another one in each of ${rows} rows read.`,
    names: "by its name; no row was read.",
    repeats: "it repeats in the rows read, so ids repeat: name the columns that tell rows apart, as a list.",
  };
  return [
    `Key: ${key.columns.map(({ name }) => name).join(", ")}, ${why[key.known]}`,
    ...notTaken.map(({ column, why }) => `Not taken: ${column} ${why}.`),
  ];
}

/** The shortest name that means just this table; dbt's own name where it has one. */
function nameFor({ parts, reference }: Table, catalog: Catalog, dialect: DialectName): string {
  if (reference !== undefined) return reference;
  const endings = parts.map((_, index) => parts.slice(parts.length - 1 - index));
  const found = endings.find((ending) => findTable(catalog, ending)?.parts === parts);
  return tableSql(found ?? parts, dialect);
}
