/** A DuckDB as a `Connection`. */
import { type DuckDBPreparedStatement, StatementType } from "@duckdb/node-api";
import type { ConnectionSettings } from "../../../spec/projectTypes.ts";
import { bounded } from "../../bounded.ts";
import { resolveSettings, settingsError } from "../../settings.ts";
import {
  type BindResult,
  type Connection,
  type ConnectionKind,
  type OpenContext,
  type QueryResult,
  type ResultColumn,
  type RunOptions,
  WarehouseError,
} from "../../types.ts";
import { describeTables, listTables } from "./catalog.ts";
import { cellOf } from "./cells.ts";
import { duckDbError } from "./errors.ts";
import { estimateOf } from "./estimate.ts";
import { createLender, type Lender, type Session } from "./lease.ts";

/** Opens at once, so that a file that can't be read is told now; nothing stays open while nothing runs. */
export async function openDuckDb(
  settings: ConnectionSettings,
  kind: ConnectionKind,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Connection> {
  const resolved = resolveSettings(settings, kind, context);
  const path = resolved.text("path");
  if (path === "" || path?.includes("://"))
    throw settingsError(resolved.name, "`path` must be a file on this machine.");
  const lender = createLender({
    connection: resolved.name,
    projectRoot: context.projectRoot,
    path,
    files: resolved.values.get("files"),
  });
  await use(lender, signal, async () => undefined);
  return connectionOf(resolved.name, lender);
}

function connectionOf(name: string, lender: Lender): Connection {
  return {
    name,
    dialect: "duckdb",
    capabilities: { bind: true, estimate: true, cancel: true, readOnly: true, embedded: true },
    tables: (signal) => use(lender, signal, listTables),
    async columns(parts, signal) {
      const found = await use(lender, signal, (session) => describeTables(session, parts));
      return found[0]?.columns;
    },
    describe: (signal) => use(lender, signal, (session) => describeTables(session)),
    bind: (sql, signal) => bind(lender, sql, signal),
    estimate: (sql, signal) =>
      use(
        lender,
        signal,
        async (session) => {
          await prepare(session, sql);
          return estimateOf(session, sql);
        },
        { sql },
      ),
    run: (sql, options, signal) =>
      use(lender, signal, (session) => run(session, sql, options), { sql, timeoutMs: options.timeoutMs }),
    close: () => lender.close(),
  };
}

async function use<T>(
  lender: Lender,
  signal: AbortSignal,
  work: (session: Session) => Promise<T>,
  { sql, timeoutMs }: { sql?: string; timeoutMs?: number } = {},
): Promise<T> {
  try {
    return await lender.use((session) =>
      bounded(
        {
          signal,
          ...(timeoutMs !== undefined && { timeoutMs }),
          cancel: () => {
            session.spent();
            session.duckdb.interrupt();
            return undefined;
          },
        },
        () => work(session),
      ),
    );
  } catch (error) {
    throw duckDbError(error, sql);
  }
}

/** The one statement of `sql`, bound. Rejects with `refused` what is not one reading statement. */
async function prepare({ duckdb: session }: Session, sql: string): Promise<DuckDBPreparedStatement> {
  const operation = operations.exec(sql);
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
  if (statement.statementType !== StatementType.SELECT) {
    const kind = StatementType[statement.statementType]?.toLowerCase().replaceAll("_", " ");
    throw new WarehouseError("refused", `Only a query can be run; this is a statement of type ${kind}.`);
  }
  return statement;
}

/** Table functions that act instead of reading. A query may call them, and the lock does not cover them. */
const operations =
  /\b((?:enable|disable)_(?:logging|profiling|peg_parser|profile)|(?:force_)?checkpoint|truncate_duckdb_logs)\s*\(/i;

async function bind(lender: Lender, sql: string, signal: AbortSignal): Promise<BindResult> {
  try {
    const columns = await use(lender, signal, async (session) => columnsOf(await prepare(session, sql)), {
      sql,
    });
    return { ok: true, columns };
  } catch (error) {
    if (!(error instanceof WarehouseError) || (error.kind !== "sql" && error.kind !== "refused")) throw error;
    return { ok: false, message: error.message, ...(error.offset !== undefined && { offset: error.offset }) };
  }
}

function columnsOf(statement: DuckDBPreparedStatement): ResultColumn[] {
  return Array.from({ length: statement.columnCount }, (_, i) => ({
    name: statement.columnName(i),
    type: typeName(statement.columnType(i)),
  }));
}

function typeName(type: { readonly alias?: string | undefined; toString(): string }): string {
  return type.alias ?? type.toString();
}

async function run(session: Session, sql: string, options: RunOptions): Promise<QueryResult> {
  const started = performance.now();
  const statement = await prepare(session, sql);
  const result = await statement.stream();
  const types = result.columnTypes();
  const columns = result
    .columnNames()
    .map((name, i) => ({ name, type: typeName(types[i] ?? { toString: () => "" }) }));
  const rows: QueryResult["rows"][number][] = [];
  let truncated = false;
  while (!truncated) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    const wanted = Math.min(chunk.rowCount, options.limit - rows.length);
    truncated = wanted < chunk.rowCount;
    const cells = types.map((type, column) => {
      const vector = chunk.getColumnVector(column);
      return Array.from({ length: wanted }, (_, row) => cellOf(vector.getItem(row), type));
    });
    for (let row = 0; row < wanted; row++) rows.push(cells.map((column) => column[row] ?? null));
  }
  if (truncated) session.spent();
  return { columns, rows, truncated, elapsedMs: performance.now() - started };
}
