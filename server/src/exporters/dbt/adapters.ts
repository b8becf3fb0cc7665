/** What dbt's adapters are told of models. Sources: docs.getdbt.com/docs/build/incremental-strategy, and each adapter's page of configurations. */
import type { DialectName } from "../../sql/types.ts";

interface Adapter {
  /** How rows are put in by `event_id`. */
  readonly strategy: "delete+insert" | "merge";
  /** How tables of events are laid out by their time, as dbt's Python. */
  readonly layout?: Readonly<Record<string, string>>;
  /** It says of every query's columns just the types that a contract names; elsewhere nobody has seen that it does. */
  readonly contracts?: true;
}

export const adapters: Readonly<Record<DialectName, Adapter>> = {
  duckdb: { strategy: "delete+insert", contracts: true },
  postgres: { strategy: "delete+insert", contracts: true },
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
