/** One statement of DuckDB: prepared, refused where it does not only read, its rows read as they come. */
import { type DuckDBPreparedStatement, StatementType } from "@duckdb/node-api";
import { createMeter, sizeOf } from "../../answerLimits.ts";
import type { Answer, Running, Statement } from "../../queryConnection.ts";
import { type Cell, type ResultColumn, WarehouseError } from "../../types.ts";
import { cellIn } from "./cells.ts";
import type { DuckDbSession } from "./lease.ts";

export async function ask(
  session: DuckDbSession,
  { sql, before, describeOnly, wanted = Number.POSITIVE_INFINITY }: Statement,
  running: Running,
  stopped: AbortSignal,
): Promise<Answer<ResultColumn>> {
  running.cancel = () => {
    session.spent();
    session.duckdb.interrupt();
    return undefined;
  };
  stopped.throwIfAborted();
  const statement = await prepare(session, sql, before === 0);
  return describeOnly ? { columns: columnsOf(statement), rows: [] } : read(session, statement, wanted);
}

/** The one statement of `sql`, bound. Rejects with `refused` what of the user's is not one reading statement. */
async function prepare(
  { duckdb: session }: DuckDbSession,
  sql: string,
  ofUser: boolean,
): Promise<DuckDBPreparedStatement> {
  const operation = ofUser ? operations.exec(sql) : null;
  if (operation)
    throw new WarehouseError("refused", `${operation[1]} changes how the database runs; it is not allowed.`);
  const statements = await session.extractStatements(sql).catch((error: unknown) => {
    // What holds no statement is no syntax error to DuckDB: it fails without saying anything.
    const silent = error instanceof Error && !error.message.includes("{");
    throw silent ? new WarehouseError("refused", "There is no statement to run.") : error;
  });
  if (statements.count !== 1)
    throw new WarehouseError("refused", `Only one statement can be run; here are ${statements.count}.`);
  const statement = await statements.prepare(0);
  if (ofUser && statement.statementType !== StatementType.SELECT) {
    const kind = StatementType[statement.statementType]?.toLowerCase().replaceAll("_", " ");
    throw new WarehouseError("refused", `Only a query can be run; this is a statement of type ${kind}.`);
  }
  return statement;
}

/** Table functions that act instead of reading. A query may call them, and the lock does not cover them. */
const operations =
  /\b((?:enable|disable)_(?:logging|profiling|peg_parser|profile)|(?:force_)?checkpoint|truncate_duckdb_logs)\s*\(/i;

function columnsOf(statement: DuckDBPreparedStatement): ResultColumn[] {
  return Array.from({ length: statement.columnCount }, (_, i) => ({
    name: statement.columnName(i),
    type: typeName(statement.columnType(i)),
  }));
}

function typeName(type: { readonly alias?: string | undefined; toString(): string }): string {
  return type.alias ?? type.toString();
}

/** Values are made cells at once: they may lie in a chunk's memory, which the next chunk takes over. */
async function read(
  session: DuckDbSession,
  statement: DuckDBPreparedStatement,
  wanted: number,
): Promise<Answer<ResultColumn>> {
  const result = await statement.stream();
  const types = result.columnTypes();
  const columns = result
    .columnNames()
    .map((name, i) => ({ name, type: typeName(types[i] ?? { toString: () => "" }) }));
  const rows: Cell[][] = [];
  const measure = createMeter(wanted);
  while (rows.length < wanted) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return { columns, rows };
    const count = Math.min(chunk.rowCount, wanted - rows.length);
    const cells = types.map((type, column) => {
      const vector = chunk.getColumnVector(column);
      return Array.from({ length: count }, (_, row) => {
        const cell = cellIn(vector, row, type);
        measure(sizeOf(cell));
        return cell;
      });
    });
    for (let row = 0; row < count; row++) rows.push(cells.map((column) => column[row] ?? null));
  }
  session.spent();
  return { columns, rows };
}
