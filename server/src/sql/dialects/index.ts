import type { DialectName } from "../types.ts";
import { bigquery } from "./bigquery.ts";
import { clickhouse } from "./clickhouse.ts";
import { databricks } from "./databricks.ts";
import type { Dialect } from "./dialect.ts";
import { duckdb } from "./duckdb.ts";
import { postgres } from "./postgres.ts";
import { redshift } from "./redshift.ts";
import { snowflake } from "./snowflake.ts";
import { trino } from "./trino.ts";

export function dialectOf(name: DialectName): Dialect {
  switch (name) {
    case "clickhouse":
      return clickhouse;
    case "duckdb":
      return duckdb;
    case "postgres":
      return postgres;
    case "snowflake":
      return snowflake;
    case "bigquery":
      return bigquery;
    case "databricks":
      return databricks;
    case "redshift":
      return redshift;
    case "trino":
      return trino;
  }
}
