/** A Snowflake account as a `Connection`. Only one reading statement at a time is sent to it. */
import type { ConnectionSettings } from "../../../spec/projectTypes.ts";
import { unlessStopped } from "../../bounded.ts";
import { type QueryEngine, queryConnection } from "../../queryConnection.ts";
import { resolveSettings } from "../../settings.ts";
import type { Connection, ConnectionKind, OpenContext, ResultColumn } from "../../types.ts";
import { snowflakeCatalog } from "./catalog.ts";
import { cellOf, typeName } from "./cells.ts";
import { estimateOf } from "./estimate.ts";
import type { SdkColumn } from "./sdk.ts";
import { openSession, type SnowflakeSession } from "./session.ts";

interface SnowflakeColumn extends ResultColumn {
  readonly sdk: SdkColumn;
}

/** Rejects with `WarehouseError`; `missing-driver` where the driver is not installed. */
export async function openSnowflake(
  given: ConnectionSettings,
  kind: ConnectionKind,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Connection> {
  const settings = resolveSettings(given, kind, context);
  const session = await unlessStopped(signal, () => openSession(settings, context));
  return queryConnection(settings.name, engineOf(session));
}

function engineOf(session: SnowflakeSession): QueryEngine<SnowflakeColumn> {
  return {
    dialect: "snowflake",
    capabilities: { bind: true, estimate: true, cancel: true, queries: 8 },
    async ask(statement, running) {
      const { columns, rows } = await session.ask(statement, running);
      return { columns: columns.map((sdk) => ({ name: sdk.getName(), type: typeName(sdk), sdk })), rows };
    },
    cell: (value, { sdk }) => cellOf(value, sdk),
    catalog: snowflakeCatalog,
    estimate: estimateOf,
    close: () => session.close(),
  };
}
