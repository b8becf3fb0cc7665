/** The engines whose SQL is known: what a catalog's types are spelled in, and what specs are compiled to. */
export const dialectNames = [
  "duckdb",
  "postgres",
  "snowflake",
  "bigquery",
  "redshift",
  "databricks",
  "trino",
  "clickhouse",
] as const;
export type DialectName = (typeof dialectNames)[number];

/** The dialect of that name; connections and dbt's adapters are called like the engine that they speak to. */
export function dialectNamed(name: unknown): DialectName | undefined {
  return dialectNames.find((dialect) => dialect === name);
}
