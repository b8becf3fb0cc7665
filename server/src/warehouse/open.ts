/** Opens a connection of a project by its type. */
import { didYouMean } from "../document/didYouMean.ts";
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import { bigquery } from "./connections/bigquery.ts";
import { clickhouse } from "./connections/clickhouse.ts";
import { databricks } from "./connections/databricks.ts";
import { dbtKind } from "./connections/dbt.ts";
import { duckdb } from "./connections/duckdb.ts";
import { postgres } from "./connections/postgres.ts";
import { redshift } from "./connections/redshift.ts";
import { snowflake } from "./connections/snowflake.ts";
import { trino } from "./connections/trino.ts";
import { redactedConnection, redacting } from "./redacted.ts";
import { settingsError } from "./settings.ts";
import type { Connection, ConnectionKind, OpenContext } from "./types.ts";

/** Every type of connection. Importing this loads no driver; opening one does. */
export const connectionKinds: readonly ConnectionKind[] = [
  duckdb,
  postgres,
  redshift,
  snowflake,
  bigquery,
  databricks,
  trino,
  clickhouse,
  dbtKind({ kindOf: (type) => kindOf(type), open: (...asked) => openConnection(...asked) }),
];

/** The dialect of the engine that runs on this machine without any data. */
export const embeddedDialect = connectionKinds.find(({ embedded }) => embedded)?.dialect;

/** The type of connection that is called so. */
export function kindOf(type: string): ConnectionKind | undefined {
  return connectionKinds.find((kind) => kind.type === type);
}

/**
 * Opens a connection. Rejects with `WarehouseError`: `settings` for an unknown type or a setting that is wrong or
 * missing, `missing-driver` where the driver is not installed, and what the engine answers.
 */
export async function openConnection(
  settings: ConnectionSettings,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Connection> {
  const type = settings.type.value;
  const kind = kindOf(type);
  if (kind)
    return redacting(context.secrets, async () =>
      redactedConnection(await kind.open(settings, context, signal), context),
    );
  const types = connectionKinds.map((candidate) => candidate.type);
  const meant = didYouMean(type, types);
  const hint = meant ? `did you mean \`${meant}\`?` : `there are ${types.join(", ")}.`;
  throw settingsError(settings.name.value, `there is no type \`${type}\`; ${hint}`);
}
