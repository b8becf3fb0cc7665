/** A ClickHouse as a `Connection`: every query is read-only and can be killed by its id. */
import type { ConnectionSettings } from "../../../spec/projectTypes.ts";
import { answeringConnection, type QueryEngine } from "../../queryConnection.ts";
import { resolveSettings } from "../../settings.ts";
import type { Connection, ConnectionKind, OpenContext, ResultColumn } from "../../types.ts";
import { clickHouseCatalog } from "./catalog.ts";
import { cellOf, parseType, type TypeNode } from "./cells.ts";
import { estimateOf } from "./estimate.ts";
import { type ClickHouseServer, newRequest } from "./protocol.ts";
import { serverOf } from "./server.ts";

interface ClickHouseColumn extends ResultColumn {
  readonly parsed: TypeNode;
}

/** Rejects with `WarehouseError`. */
export async function openClickHouse(
  given: ConnectionSettings,
  kind: ConnectionKind,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Connection> {
  const settings = resolveSettings(given, kind, context);
  return answeringConnection(settings.name, engineOf(serverOf(settings)), signal);
}

function engineOf(server: ClickHouseServer): QueryEngine<ClickHouseColumn> {
  return {
    dialect: "clickhouse",
    capabilities: { bind: true, estimate: true, cancel: true, readOnly: true },
    async ask(statement, running) {
      const request = newRequest(server, statement);
      running.cancel = () => request.cancel();
      const { names, types, rows } = await request.rows();
      const columns = names.map((name, i) => {
        const type = types[i] ?? "";
        return { name, type, parsed: parseType(type) };
      });
      return { columns, rows };
    },
    cell: (value, { parsed }) => cellOf(value, parsed),
    catalog: clickHouseCatalog,
    binding: { head: "describe (\n", tail: "\n)", listed: true },
    estimate: estimateOf,
  };
}
