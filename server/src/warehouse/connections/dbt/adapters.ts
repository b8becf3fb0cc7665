/** dbt's adapters by the names of their settings, as the types of connections here. */
import { basename } from "node:path";

type Values = Readonly<Record<string, unknown>>;

export interface Adapter {
  readonly type: string;
  /** Our setting ← the adapter's, the first that is there. */
  readonly settings: Readonly<Record<string, readonly string[]>>;
  /** What is no plain renaming. */
  readonly derive?: (values: Values) => Values;
  /** Why such a target can't be used, as the end of a sentence about it. */
  readonly refuse?: (fields: Values) => string | undefined;
}

/** https://github.com/duckdb/dbt-duckdb#configuring-your-profile */
function refuseDuckDb({ path, attach }: Values): string | undefined {
  if (path === undefined || path === null || path === "" || path === ":memory:")
    return "is a DuckDB in memory, which is empty whenever it is opened. Give it a file as its `path`";
  if (typeof path === "string" && /^(?:md|motherduck):/i.test(path))
    return "is at MotherDuck (`md:`), which is not supported";
  if (Array.isArray(attach) && attach.length > 0)
    return "attaches other databases (`attach`), which is not supported. Name each by a connection of type `duckdb`";
  return undefined;
}

const postgresLike = {
  host: ["host"],
  port: ["port"],
  user: ["user"],
  password: ["password", "pass"],
  database: ["dbname", "database"],
  schema: ["schema"],
  sslmode: ["sslmode"],
  sslrootcert: ["sslrootcert"],
  sslcert: ["sslcert"],
  sslkey: ["sslkey"],
};

/** Settings: https://docs.getdbt.com/docs/core/connect-data-platform/about-core-connections */
export const adapters: Readonly<Record<string, Adapter>> = {
  duckdb: {
    type: "duckdb",
    settings: { path: ["path"], database: ["database"], schema: ["schema"] },
    // Relations in dbt's artefacts bear the database's name.
    derive: ({ path, database }) =>
      typeof path === "string" && !database ? { database: basename(path).replace(/\.[^.]*$/, "") } : {},
    refuse: refuseDuckDb,
  },
  postgres: { type: "postgres", settings: postgresLike },
  redshift: { type: "redshift", settings: postgresLike },
  snowflake: {
    type: "snowflake",
    settings: {
      account: ["account"],
      user: ["user"],
      password: ["password"],
      authenticator: ["authenticator"],
      private_key: ["private_key"],
      private_key_path: ["private_key_path"],
      private_key_passphrase: ["private_key_passphrase"],
      token: ["token"],
      role: ["role"],
      warehouse: ["warehouse"],
      database: ["database"],
      schema: ["schema"],
    },
  },
  bigquery: {
    type: "bigquery",
    settings: {
      project: ["execution_project", "project", "database"],
      dataset: ["dataset", "schema"],
      location: ["location"],
      keyfile: ["keyfile"],
      keyfile_json: ["keyfile_json"],
      impersonate_service_account: ["impersonate_service_account"],
    },
  },
  databricks: {
    type: "databricks",
    settings: {
      host: ["host"],
      http_path: ["http_path"],
      token: ["token"],
      client_id: ["client_id"],
      client_secret: ["client_secret"],
      catalog: ["catalog", "database"],
      schema: ["schema"],
    },
  },
  trino: {
    type: "trino",
    settings: {
      host: ["host"],
      port: ["port"],
      user: ["user"],
      password: ["password"],
      token: ["jwt_token"],
      catalog: ["database", "catalog"],
      schema: ["schema"],
    },
    derive: ({ http_scheme: scheme }) => (scheme === undefined ? {} : { ssl: scheme === "https" }),
  },
  clickhouse: {
    type: "clickhouse",
    settings: {
      host: ["host"],
      port: ["port"],
      user: ["user"],
      password: ["password"],
      database: ["schema"],
      ssl: ["secure"],
    },
    // dbt's native driver listens at a port of its own; only HTTP is spoken here.
    derive: ({ driver, secure }) => (driver === "native" ? { port: secure === true ? 8443 : 8123 } : {}),
  },
};
