/** What a warehouse holds, as a catalog. */
import { inDialect } from "../project/catalog.ts";
import type { Catalog, Table, UnreadableTable } from "../project/types.ts";
import { type Connection, WarehouseError } from "./types.ts";

/** How many questions are asked at once of an engine that describes its tables one by one. */
const concurrency = 8;

/**
 * Tables and columns of a warehouse: those in `wanted`, else every one. A wanted table that isn't there is left out; one
 * that can't be read is told as unreadable, and takes no other away.
 * Rejects with `WarehouseError`.
 */
export async function catalogOf(
  connection: Connection,
  wanted: readonly (readonly string[])[] | undefined,
  signal: AbortSignal,
): Promise<Catalog> {
  const { name: origin } = connection;
  const declared = (await connection.unreadable?.(signal)) ?? [];
  const { tables, unreadable } =
    !wanted && connection.describe
      ? { tables: (await connection.describe(signal)).map((table) => ({ ...table, origin })), unreadable: [] }
      : await describeEach(connection, wanted ?? (await namesIn(connection, signal)), signal);
  const all = [...declared.map((table) => ({ ...table, connection: origin })), ...unreadable];
  const notices = (await connection.notices?.(signal)) ?? [];
  const spelled = tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => inDialect(column, connection.dialect)),
  }));
  return {
    tables: spelled,
    known: true,
    ordered: true,
    ...(all.length > 0 && { unreadable: all }),
    ...(notices.length > 0 && { notices: notices.map((notice) => ({ ...notice, connection: origin })) }),
  };
}

async function describeEach(
  connection: Connection,
  names: readonly (readonly string[])[],
  signal: AbortSignal,
): Promise<Required<Pick<Catalog, "tables" | "unreadable">>> {
  const found = new Array<Table | undefined>(names.length);
  const unreadable: UnreadableTable[] = [];
  const waiting = [...names.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, parts] = next;
      try {
        const columns = await connection.columns(parts, signal);
        if (columns) found[index] = { parts, columns, origin: connection.name };
      } catch (error) {
        if (!isOfTable(error)) throw error;
        unreadable.push({ parts, reason: error.message, connection: connection.name });
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { tables: found.filter((table) => table !== undefined), unreadable };
}

async function namesIn(connection: Connection, signal: AbortSignal) {
  return (await connection.tables(signal)).map(({ parts }) => parts);
}

/** Whether a failure is about the table that was asked about, and takes no other away. */
export function isOfTable(error: unknown): error is WarehouseError {
  const kinds: readonly string[] = ["sql", "refused", "timeout"];
  return error instanceof WarehouseError && kinds.includes(error.kind);
}
