/**
 * Events as a semantic model of Open Semantic Interchange, which is Apache Ossie now, with metrics: version 0.2.0.dev0, a draft.
 * https://github.com/apache/ossie, `core-spec/spec.md` and its schema.
 */
import { inline, writeYaml, type YamlData } from "../../document/write/writeYaml.ts";
import { givenTogether } from "../../project/givenTogether.ts";
import type { Project } from "../../project/types.ts";
import type { ValueType } from "../../spec/types.ts";
import type { Dialect } from "../../sql/dialects/dialect.ts";
import { dialectOf } from "../../sql/dialects/index.ts";
import { identifier } from "../../sql/render/sqlText.ts";
import type { DialectName } from "../../sql/types.ts";
import {
  type EventTable,
  type EventTableColumn,
  eventTables,
  type TablesExport,
  type TablesOptions,
  wholeName,
} from "../eventTables.ts";
import { lostTests } from "../lostTests.ts";
import { revenueOf } from "../revenue.ts";

/** In: a project. Out: one document with a dataset and metrics for each event. */
export function exportOsi(project: Project, { reading, ...options }: TablesOptions): TablesExport {
  const { tables, findings } = eventTables(project, { ...options, dialect: reading.dialect });
  const name = project.file.name?.value ?? "events";
  const dialect = dialectOf(reading.dialect);
  const measured = tables.map((table) => ({
    table,
    revenue: revenueOf(givenTogether(project, table.event).filter(({ enabled }) => enabled)),
  }));
  const text = writeYaml({
    version: "0.2.0.dev0",
    semantic_model: [
      {
        name,
        datasets: tables.map((table) => datasetOf(table, options, dialect)),
        metrics: measured.flatMap((one) => metricsOf(one, dialect)),
      },
    ],
  });
  const mixed = measured.flatMap(({ table, revenue }) =>
    revenue.kind === "mixed" ? [{ event: table.name, message: revenue.message }] : [],
  );
  return {
    texts: new Map(tables.length === 0 ? [] : [[name, text]]),
    events: tables.length,
    losses: [...mixed, ...lostTests(tables)],
    findings,
  };
}

function datasetOf(table: EventTable, options: Pick<TablesOptions, "schema">, dialect: Dialect): YamlData {
  const { event, name, description, columns } = table;
  const own = {
    version: event.version,
    tier: event.tier,
    owner: event.owner?.value,
    tags: event.tags.map(({ value }) => value),
    goals: event.goals.map(({ value }) => value),
    entities: event.entities.map((entity) => entity.name.value),
  };
  return {
    name,
    source: wholeName(name, options),
    primary_key: inline(["event_id"]),
    description,
    fields: columns.map((column) => fieldOf(column, dialect)),
    custom_extensions: [extension(own)],
  };
}

function fieldOf({ name, type, description, property }: EventTableColumn, dialect: Dialect): YamlData {
  const datatype = type && datatypeOf(type, dialect);
  const own = { unit: property?.unit?.value, privacy: property?.privacy?.value };
  return {
    name,
    expression: expression(dialect, identifier(dialect, name)),
    // When a row reached the warehouse is nothing that rows are looked at by.
    dimension: name === "loaded_at" ? inline({ is_time: false }) : undefined,
    description,
    datatype,
    custom_extensions: own.unit === undefined && own.privacy === undefined ? undefined : [extension(own)],
  };
}

/** What the format has no key for, as JSON. */
function extension(own: Readonly<Record<string, unknown>>): YamlData {
  return inline({ vendor_name: "EVENTSPEC", data: JSON.stringify(own) });
}

function datatypeOf({ kind }: ValueType, { eventTime }: Dialect): string {
  switch (kind) {
    case "timestamp":
      return eventTime === "instant" ? "DateTimeTz" : "DateTime";
    case "json":
    case "list":
      return "Opaque";
    default:
      return datatypes[kind];
  }
}

const datatypes = {
  string: "String",
  integer: "Integer",
  float: "Float",
  decimal: "Decimal",
  boolean: "Boolean",
  date: "Date",
} as const;

interface Measured {
  readonly table: EventTable;
  readonly revenue: ReturnType<typeof revenueOf>;
}

function metricsOf({ table: { name, description }, revenue }: Measured, dialect: Dialect): YamlData[] {
  const told = description === undefined ? "" : ` ${description}`;
  const column = (of: string) => `${identifier(dialect, name)}.${of}`;
  const metric = (what: string, sql: string, about: string, datatype: string): YamlData => ({
    name: `${name}_${what}`,
    expression: expression(dialect, sql),
    description: `${about}${told}`,
    datatype,
  });
  return [
    metric("count", `count(${column("event_id")})`, "How often it happened.", "Integer"),
    ...(revenue.kind === "sum"
      ? [metric("revenue", `sum(${column("revenue")})`, revenue.description, "Decimal")]
      : []),
  ];
}

/** Dialects that the format knows; what we write is the same in all others. */
const dialects: Readonly<Partial<Record<DialectName, string>>> = {
  snowflake: "SNOWFLAKE",
  databricks: "DATABRICKS",
  bigquery: "BIGQUERY",
};

function expression({ name }: Dialect, sql: string): YamlData {
  return { dialects: [inline({ dialect: dialects[name] ?? "ANSI_SQL", expression: sql })] };
}
