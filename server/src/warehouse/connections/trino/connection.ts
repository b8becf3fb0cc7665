/** A Trino coordinator as a `Connection`. Only statements that read are sent to it. */
import type { ConnectionSettings } from "../../../spec/projectTypes.ts";
import { answeringConnection, type QueryEngine } from "../../queryConnection.ts";
import { resolveSettings } from "../../settings.ts";
import type { Connection, ConnectionKind, OpenContext, ResultColumn } from "../../types.ts";
import { trinoCatalog } from "./catalog.ts";
import { cellOf } from "./cells.ts";
import { trinoError } from "./errors.ts";
import { estimateOf } from "./estimate.ts";
import { newStatement, type TrinoField, type TrinoServer, type TypeSignature } from "./protocol.ts";
import { serverOf } from "./server.ts";

interface TrinoColumn extends ResultColumn {
  readonly signature: TypeSignature;
}

/** Rejects with `WarehouseError`. */
export async function openTrino(
  given: ConnectionSettings,
  kind: ConnectionKind,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Connection> {
  const settings = resolveSettings(given, kind, context);
  const engine = engineOf(serverOf(settings), settings.required("catalog"));
  return answeringConnection(settings.name, engine, signal);
}

function engineOf(server: TrinoServer, catalog: string): QueryEngine<TrinoColumn> {
  return {
    dialect: "trino",
    capabilities: { bind: true, estimate: true, cancel: true },
    async ask({ sql, wanted, timeoutMs }, running) {
      const statement = newStatement(server, sql, timeLimit(timeoutMs));
      running.cancel = () => statement.cancel();
      try {
        const { fields, rows } = await statement.rows(wanted);
        return { columns: fields.map(columnOf), rows };
      } catch (error) {
        throw trinoError(error, server, sql);
      }
    },
    cell: (value, { signature }) => cellOf(value, signature),
    catalog: trinoCatalog(catalog),
    // No rows are read: the planner answers `limit 0` by itself. The query's lines are its own, as places are by lines.
    binding: { head: "select * from (\n", tail: "\n) as bound limit 0" },
    estimate: estimateOf,
  };
}

/** The server stops a little later than the connection, should that be gone by then. */
function timeLimit(timeoutMs: number | undefined): Readonly<Record<string, string>> {
  return timeoutMs === undefined ? {} : { query_max_run_time: `${Math.ceil(timeoutMs + 1000)}ms` };
}

/** A decimal is spelled as the information schema does. */
function columnOf({ name, type, typeSignature }: TrinoField): TrinoColumn {
  const spelled = type.replace(/\bdecimal\((\d+), (\d+)\)/g, "decimal($1,$2)");
  return { name, type: spelled, signature: typeSignature };
}
