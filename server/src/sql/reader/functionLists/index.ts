/** The functions that SQL may call, by dialect. */
import type { DialectName } from "../../types.ts";
import type { FunctionList } from "../types.ts";
import { bigquery } from "./bigquery.ts";
import { clickhouse } from "./clickhouse.ts";
import { databricks } from "./databricks.ts";
import { duckdb } from "./duckdb.ts";
import { postgres } from "./postgres.ts";
import { redshift } from "./redshift.ts";
import { snowflake } from "./snowflake.ts";
import { trino } from "./trino.ts";

export const functionLists: Readonly<Record<DialectName, FunctionList>> = {
  duckdb,
  postgres,
  snowflake,
  bigquery,
  redshift,
  databricks,
  trino,
  clickhouse,
};
