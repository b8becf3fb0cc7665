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

/** The record of every name in `dialectNames`: the compiler names the one that is missing. */
const dialects: Readonly<Record<DialectName, Dialect>> = {
  duckdb,
  postgres,
  snowflake,
  bigquery,
  redshift,
  databricks,
  trino,
  clickhouse,
};

export function dialectOf(name: DialectName): Dialect {
  return dialects[name];
}
