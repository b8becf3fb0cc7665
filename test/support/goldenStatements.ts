/** The golden cases' tables as each engine calls them. */
import { splitName } from "../../server/src/project/catalog.ts";
import type { DialectName } from "../../server/src/sql/types.ts";
import type { GoldenColumn, GoldenTable } from "./golden.ts";

/** How each engine calls the types of golden tables. */
const typeNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  duckdb: {
    integer: "bigint",
    string: "varchar",
    float: "double",
    instant: "timestamptz",
    bytes: "blob",
    "list of string": "varchar[]",
  },
  postgres: {
    integer: "bigint",
    string: "text",
    float: "double precision",
    instant: "timestamptz",
    bytes: "bytea",
    json: "jsonb",
    "list of string": "text[]",
  },
  trino: {
    integer: "bigint",
    string: "varchar",
    float: "double",
    timestamp: "timestamp(6)",
    instant: "timestamp(6) with time zone",
    bytes: "varbinary",
    "list of string": "array(varchar)",
  },
  clickhouse: {
    integer: "Int64",
    string: "String",
    float: "Float64",
    boolean: "Bool",
    date: "Date32",
    timestamp: "DateTime64(6)",
    instant: "DateTime64(6, 'UTC')",
    uuid: "UUID",
    json: "String",
    bytes: "String",
    "decimal(12,2)": "Decimal(12, 2)",
    "decimal(10,2)": "Decimal(10, 2)",
    "list of string": "Array(String)",
  },
  redshift: {
    integer: "bigint",
    string: "varchar(65535)",
    float: "double precision",
    instant: "timestamptz",
    bytes: "varbyte",
    json: "super",
    uuid: "varchar(36)",
    "list of string": "super",
  },
  snowflake: {
    integer: "bigint",
    string: "varchar",
    float: "double",
    timestamp: "timestamp_ntz",
    instant: "timestamp_tz",
    bytes: "binary",
    json: "variant",
    uuid: "varchar",
    "list of string": "array",
  },
  bigquery: {
    integer: "int64",
    float: "float64",
    boolean: "bool",
    timestamp: "datetime",
    instant: "timestamp",
    uuid: "string",
    "list of string": "array<string>",
  },
  databricks: {
    integer: "bigint",
    float: "double",
    timestamp: "timestamp_ntz",
    instant: "timestamp",
    bytes: "binary",
    json: "variant",
    uuid: "string",
    "list of string": "array<string>",
  },
};

export function typeName(type: string, dialect: DialectName): string {
  return typeNames[dialect]?.[type] ?? type;
}

/** ClickHouse's types hold null only where they say so, and its lists never. */
export function columnType({ type, nullable }: GoldenColumn, dialect: DialectName): string {
  const name = typeName(type, dialect);
  return dialect === "clickhouse" && nullable && !type.startsWith("list of") ? `Nullable(${name})` : name;
}

/** Statements that make a case's tables on an engine whose texts are standard SQL. */
export function tableStatements(tables: readonly GoldenTable[], dialect: DialectName): string[] {
  const schemas = new Set(
    tables.flatMap(({ name }) => (splitName(name).length > 1 ? [splitName(name)[0] ?? ""] : [])),
  );
  return [
    ...[...schemas].map(
      (schema) => `create ${dialect === "clickhouse" ? "database" : "schema"} if not exists ${schema}`,
    ),
    ...tables.flatMap(({ name, columns, rows }) => {
      const definitions = columns.map((column) => `"${column.name}" ${columnType(column, dialect)}`);
      const values = rows.map(
        (row) => `(${row.map((cell, at) => literal(cell, columns[at]?.type, dialect)).join(", ")})`,
      );
      return [
        `create table ${name} (${definitions.join(", ")})${dialect === "clickhouse" ? " engine = Memory" : ""}`,
        ...(values.length > 0 ? [`insert into ${name} values ${values.join(",\n")}`] : []),
      ];
    }),
  ];
}

function literal(cell: string | null, type: string | undefined, dialect: DialectName): string {
  const escaped = (text: string) => (dialect === "clickhouse" ? text.replaceAll("\\", "\\\\") : text);
  const quoted = (text: string) => `'${escaped(text).replaceAll("'", "''")}'`;
  if (type === undefined) return "null";
  if (cell === null) return dialect === "clickhouse" && type.startsWith("list of") ? "[]" : "null";
  if (type.startsWith("list of")) {
    const items = (JSON.parse(cell) as string[]).map(quoted).join(", ");
    return `cast(${dialect === "duckdb" || dialect === "clickhouse" ? "" : "array"}[${items}] as ${typeName(type, dialect)})`;
  }
  if (type === "instant" && dialect === "clickhouse") {
    return `parseDateTime64BestEffort(${quoted(cell)}, 6, 'UTC')`;
  }
  if (type === "json" && dialect === "trino") return `json_parse(${quoted(cell)})`;
  return `cast(${quoted(cell)} as ${typeName(type, dialect)})`;
}
