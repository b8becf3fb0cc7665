/** What dbt's adapters are told of models. Sources: docs.getdbt.com/docs/build/incremental-strategy, and each adapter's page of configurations. */
import type { DialectName } from "../../sql/types.ts";

interface Adapter {
  /** How rows are put in by `event_id`. */
  readonly strategy: "delete+insert" | "merge";
  /** How tables of events are laid out by their time, as dbt's Python. */
  readonly layout?: Readonly<Record<string, string>>;
  /**
   * Which models dbt can hold to a contract: `plain` are those without a name that needs quotes. Absent where it compares more of the types than
   * anybody has seen of the queries'.
   */
  readonly contracts?: "any" | "plain";
}

/**
 * Of contracts: dbt runs the model's query and one of nulls cast to the types that are named, both without rows, and compares what the engine says of the
 * columns (docs.getdbt.com/reference/resource-configs/contract; `assert_columns_equivalent` in dbt-adapters). Sizes, precision and scale are no part of
 * that, but for ClickHouse, which compares the written types to the letter: whether they are Nullable, too.
 */
export const adapters: Readonly<Record<DialectName, Adapter>> = {
  // Its `insert into` lists a contract's columns without their quotes: dbt/include/duckdb/macros/adapters.sql.
  duckdb: { strategy: "delete+insert", contracts: "plain" },
  postgres: { strategy: "delete+insert", contracts: "any" },
  redshift: { strategy: "delete+insert", layout: { sort: "'occurred_at'" }, contracts: "any" },
  snowflake: { strategy: "merge", layout: { cluster_by: "['to_date(occurred_at)']" }, contracts: "any" },
  // A table has 4,000 partitions at most: with one a day that is eleven years.
  bigquery: {
    strategy: "merge",
    layout: { partition_by: "{'field': 'occurred_at', 'data_type': 'timestamp', 'granularity': 'month'}" },
    contracts: "any",
  },
  databricks: { strategy: "merge", layout: { liquid_clustered_by: "'occurred_at'" }, contracts: "any" },
  trino: { strategy: "merge", contracts: "any" },
  clickhouse: { strategy: "delete+insert" },
};
