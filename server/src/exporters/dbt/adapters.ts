/** What dbt's adapters are told of models. Sources: docs.getdbt.com/docs/build/incremental-strategy, and each adapter's page of configurations. */
import type { DialectName } from "../../sql/types.ts";

interface Adapter {
  /** How rows are put in by `event_id`. */
  readonly strategy: "delete+insert" | "merge";
  /** How tables of events are laid out by their time, as dbt's Python. */
  readonly layout?: Readonly<Record<string, string>>;
  /**
   * Set where it says of every query's columns just the types that a contract names; elsewhere nobody has seen that it does. `plain`: not of a model
   * with a name that needs quotes, for it forgets them.
   */
  readonly contracts?: "any" | "plain";
}

export const adapters: Readonly<Record<DialectName, Adapter>> = {
  // Its `insert into` lists a contract's columns without their quotes: dbt/include/duckdb/macros/adapters.sql.
  duckdb: { strategy: "delete+insert", contracts: "plain" },
  postgres: { strategy: "delete+insert", contracts: "any" },
  redshift: { strategy: "delete+insert", layout: { sort: "'occurred_at'" } },
  snowflake: { strategy: "merge", layout: { cluster_by: "['to_date(occurred_at)']" } },
  // A table has 4,000 partitions at most: with one a day that is eleven years.
  bigquery: {
    strategy: "merge",
    layout: { partition_by: "{'field': 'occurred_at', 'data_type': 'timestamp', 'granularity': 'month'}" },
  },
  databricks: { strategy: "merge", layout: { liquid_clustered_by: "'occurred_at'" } },
  trino: { strategy: "merge" },
  clickhouse: { strategy: "delete+insert" },
};
