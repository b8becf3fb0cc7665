/** A Databricks SQL warehouse as a `Connection`. Only one reading statement at a time is sent to it. */
import type { ConnectionSettings } from "../../../spec/projectTypes.ts";
import { answeringConnection, type QueryEngine } from "../../queryConnection.ts";
import { resolveSettings } from "../../settings.ts";
import type { Connection, ConnectionKind, OpenContext } from "../../types.ts";
import { databricksCatalog } from "./catalog.ts";
import { cellOf } from "./cells.ts";
import { execute, type SqlWarehouse } from "./protocol.ts";
import { warehouseOf } from "./warehouse.ts";

/** Opening starts a warehouse that is stopped. Rejects with `WarehouseError`. */
export async function openDatabricks(
  given: ConnectionSettings,
  kind: ConnectionKind,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Connection> {
  const settings = resolveSettings(given, kind, context);
  return answeringConnection(settings.name, engineOf(warehouseOf(settings)), signal);
}

function engineOf(warehouse: SqlWarehouse): QueryEngine {
  return {
    dialect: "databricks",
    // A statement's cost can't be asked for in advance: `explain` tells neither rows nor bytes in a form to rely on.
    capabilities: { bind: true, cancel: true, queries: 8 },
    ask: (statement, running, stopped) => execute(warehouse, statement, running, stopped),
    cell: (value, { type }) => cellOf(value, type),
    catalog: databricksCatalog(warehouse.catalog),
    binding: { head: "describe query\n", tail: "", listed: true },
    // A warehouse that is stopped is started first.
    questionMs: 600_000,
    estimate: async () => ({ billed: true, basis: "Databricks tells no size in advance" }),
  };
}
