/** What a warehouse holds, as a catalog. */
import type { Catalog, Table } from "../project/types.ts";
import type { Connection } from "./types.ts";

/** How many questions are asked at once of an engine that describes its tables one by one. */
const concurrency = 8;

/**
 * Tables and columns of a warehouse: those in `wanted`, else every one. A wanted table that isn't there is left out.
 * Rejects with `WarehouseError`.
 */
export async function catalogOf(
  connection: Connection,
  wanted: readonly (readonly string[])[] | undefined,
  signal: AbortSignal,
): Promise<Catalog> {
  const tables = wanted
    ? await describeEach(connection, wanted, signal)
    : connection.describe
      ? (await connection.describe(signal)).map((table) => ({ ...table, origin: connection.name }))
      : await describeEach(
          connection,
          (await connection.tables(signal)).map(({ parts }) => parts),
          signal,
        );
  return { tables, known: true };
}

async function describeEach(
  connection: Connection,
  names: readonly (readonly string[])[],
  signal: AbortSignal,
): Promise<Table[]> {
  const found = new Array<Table | undefined>(names.length);
  const waiting = [...names.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, parts] = next;
      const columns = await connection.columns(parts, signal);
      if (columns) found[index] = { parts, columns, origin: connection.name };
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return found.filter((table) => table !== undefined);
}
