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
  const other = listOf(attach).find(({ path: file, type }) => !isDuckDbFile(file, type));
  if (other === undefined) return undefined;
  return `attaches \`${other.alias ?? other.type ?? "another database"}\` (\`attach\`), which is no DuckDB file. Only such files can be`;
}

function isDuckDbFile(path: unknown, type: unknown): path is string {
  return typeof path === "string" && (type ?? "duckdb") === "duckdb" && !/^\w\w+:/.test(path);
}

/** dbt-duckdb attaches each under its alias, else under the file's stem. */
function attachedBy(attach: unknown): Values {
  const others = listOf(attach).flatMap(({ path, alias }) =>
    typeof path === "string" ? [[typeof alias === "string" ? alias : stemOf(path), path]] : [],
  );
  return others.length > 0 ? { attach: Object.fromEntries(others) } : {};
}

function stemOf(path: string): string {
  return basename(path).replace(/\.[^.]*$/, "");
}

function listOf(value: unknown): readonly Values[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "object" && one !== null) : [];
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
    derive: ({ path, database, attach }) => ({
      ...(typeof path === "string" && !database && { database: stemOf(path) }),
      ...attachedBy(attach),
    }),
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
