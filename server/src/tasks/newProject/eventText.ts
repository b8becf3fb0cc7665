/** The text of a first event, with the reasons for what was chosen. */
import { harmlessLine } from "../../document/harmless.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import { findTable } from "../../project/catalog.ts";
import { columnTypes, entityColumn } from "../../project/eventColumns.ts";
import { meansPersonal, personalPart } from "../../project/personalNames.ts";
import { eventNameOf, nounOf, snake } from "../../project/proposedEvents.ts";
import type { Catalog, Column, Table } from "../../project/types.ts";
import type { DialectName } from "../../sql/types.ts";
import { tableSql, writeIdentifier } from "../../sql/writeIdentifier.ts";
import type { Source } from "./chooseSource.ts";

export interface FirstEvent {
  readonly name: string;
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly text: string;
  /** What the project file must declare. */
  readonly entities: readonly string[];
}

/** Columns that become properties at most. */
const mostProperties = 6;

/** What an event is written for. */
interface Around {
  readonly catalog: Catalog;
  readonly dialect: DialectName;
  /** The team that owns it. */
  readonly owner: string;
}

export function firstEvent(source: Source, { catalog, dialect, owner }: Around): FirstEvent {
  const { table, at, key } = source;
  const what = snake(table.parts.at(-1) ?? "events") || "events";
  const sql = ({ name }: Column) => writeScalar(`t.${writeIdentifier(name, dialect)}`);
  const entities = entitiesOf(source, catalog);
  const rest = propertiesOf(source, entities);
  const name = eventNameOf(what, at.name);
  const lines = [
    "# Proposed from the table's columns. Name it after what happened.",
    ...reasons(source).map((line) => `# ${harmlessLine(line)}`),
    `from: ${writeScalar(nameFor(table, catalog, dialect))}`,
    "as: t",
    `key: ${sql(key)}`,
    ...loadedAt(table).map((column) => `loaded_at: ${sql(column)}`),
    `owner: ${writeScalar(owner)}`,
    "entities:",
    ...[...entities].map(([entity, column]) => `  ${entity}: ${sql(column)}`),
    "",
    "events:",
    `  ${name}:`,
    `    description: ${writeScalar(`A row of ${table.parts.at(-1)}, at its ${at.name}.`)}`,
    `    at: ${sql(at)}`,
    ...(rest.size > 0 ? ["    properties:"] : []),
    ...[...rest].flatMap(([property, column]) => propertyLines(property, sql(column), column)),
    "    tests:",
    `      - not_null: [${[...entities.keys()].slice(0, 1).map(entityColumn)}]`,
  ];
  return {
    name,
    path: `events/${what}.events.yml`,
    text: `${lines.join("\n")}\n`,
    entities: [...entities.keys()],
  };
}

/** The column that dbt measures freshness by. */
function loadedAt({ columns, dbt }: Table): Column[] {
  const name = dbt?.loadedAt?.toLowerCase();
  return columns.filter((column) => column.name.toLowerCase() === name).slice(0, 1);
}

function propertyLines(property: string, sql: string, { description }: Column): string[] {
  const [line] = description?.split(/\r?\n/).filter((text) => text.trim() !== "") ?? [];
  if (line === undefined) return [`      ${property}: ${sql}`];
  return [
    `      ${property}:`,
    `        sql: ${sql}`,
    `        description: ${writeScalar(harmlessLine(line.trim()))}`,
  ];
}

function reasons({ at, otherTimes, key, isKeyInDbt, measured }: Source): string[] {
  const { rows = 0, withoutTime = 0, keyIsUnique = false } = measured ?? {};
  const looked = measured && rows > 0;
  const filled =
    withoutTime === 0 ? `in all ${rows} rows read` : `in ${rows - withoutTime} of ${rows} rows read`;
  const times = otherTimes.length === 0 ? "" : ` Other times: ${otherTimes.slice(0, 6).join(", ")}.`;
  const unread = `${isKeyInDbt ? "" : "by its name; "}no row was read.`;
  const why = keyIsUnique
    ? `another one in each of ${rows} rows read.`
    : "it repeats in the rows read, so ids repeat: name the columns that tell rows apart, as a list.";
  return [
    `Time: ${at.name}, ${looked ? filled : "by its name and type; no row was read"}.${times}`,
    `Key: ${key.name}, ${isKeyInDbt ? "unique and never null by dbt's tests; " : ""}${looked ? why : unread}`,
  ];
}

/** What the row is of, and what else it names that has a table of its own. */
function entitiesOf({ table, key }: Source, { tables }: Catalog): ReadonlyMap<string, Column> {
  const own = nounOf(table.parts.at(-1) ?? "");
  const entityOf = ({ name }: Column) => snake(name).replace(/_?(id|key|uuid|number|no)$/, "");
  const known = new Set(tables.map(({ parts }) => nounOf(parts.at(-1) ?? "")));
  const entities = new Map([[entityOf(key) || own || "row", key]]);
  for (const column of table.columns) {
    const entity = entityOf(column);
    if (entity !== snake(column.name) && known.has(entity) && !entities.has(entity))
      entities.set(entity, column);
  }
  return entities;
}

/** What people look at first, by the names of properties: neither times nor ids, nothing that looks personal, no column that events have of themselves. */
function propertiesOf(
  { table, at, otherTimes, key }: Source,
  entities: ReadonlyMap<string, Column>,
): ReadonlyMap<string, Column> {
  const told = new Set([at, key, ...entities.values()]);
  const taken = new Set([...Object.keys(columnTypes), ...[...entities.keys()].map(entityColumn)]);
  const properties = new Map<string, Column>();
  for (const column of table.columns) {
    const name = snake(column.name);
    const isTold = told.has(column) || otherTimes.includes(column.name) || taken.has(name);
    const isNamed = /^[a-z]\w*$/.test(name) && !properties.has(name);
    if (isTold || !isNamed || mayBePersonal(column)) continue;
    properties.set(name, column);
    if (properties.size === mostProperties) break;
  }
  return properties;
}

function mayBePersonal({ name, tags = [], tableTag }: Column): boolean {
  return tableTag !== undefined || tags.some(meansPersonal) || personalPart(name, []) !== undefined;
}

/** The shortest name that means just this table; dbt's own name where it has one. */
function nameFor({ parts, reference }: Table, catalog: Catalog, dialect: DialectName): string {
  if (reference !== undefined) return reference;
  const endings = parts.map((_, index) => parts.slice(parts.length - 1 - index));
  const found = endings.find((ending) => findTable(catalog, ending)?.parts === parts);
  return tableSql(found ?? parts, dialect);
}
