/** A Snowflake account as a `Connection`. Only one reading statement at a time is sent to it. */
import type { Column } from "../../../project/types.ts";
import type { ConnectionSettings } from "../../../spec/projectTypes.ts";
import { bounded } from "../../bounded.ts";
import { oneQuery } from "../../oneQuery.ts";
import { offsetAt } from "../../places.ts";
import { resolveSettings } from "../../settings.ts";
import {
  type BindResult,
  type Connection,
  type ConnectionKind,
  type DescribedTable,
  type Estimate,
  type OpenContext,
  type QueryResult,
  type RunOptions,
  WarehouseError,
} from "../../types.ts";
import { cellOf, typeName } from "./cells.ts";
import { type Answer, openSession, type Question, type Running, type SnowflakeSession } from "./session.ts";

/** Rejects with `WarehouseError`; `missing-driver` where the driver is not installed. */
export async function openSnowflake(
  given: ConnectionSettings,
  kind: ConnectionKind,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Connection> {
  const settings = resolveSettings(given, kind, context);
  const session = await bounded({ signal, cancel: () => false }, () =>
    openSession(settings, context.projectRoot),
  );
  return {
    name: settings.name,
    dialect: "snowflake",
    capabilities: { bind: true, estimate: true, cancel: true },
    async tables(stop) {
      const sql = `select table_schema, table_name from information_schema.tables where ${own} order by 1, 2`;
      return (await ask(session, { sql }, stop)).rows.map((row) => ({ parts: row.map(String) }));
    },
    async columns(parts, stop) {
      return (await describeTables(session, stop, parts))[0]?.columns;
    },
    describe: (stop) => describeTables(session, stop),
    bind: (sql, stop) => bind(session, sql, stop),
    estimate: (sql, stop) => estimate(session, sql, stop),
    run: (sql, options, stop) => run(session, sql, options, stop),
    close: () => session.close(),
  };
}

async function ask(session: SnowflakeSession, question: Question, signal: AbortSignal): Promise<Answer> {
  const running: Running = {};
  const { timeoutMs } = question;
  const cancel = (): false | Promise<void> => {
    const { statement } = running;
    return statement ? new Promise((resolve) => statement.cancel(() => resolve())) : false;
  };
  try {
    return await bounded({ signal, cancel, ...(timeoutMs !== undefined && { timeoutMs }) }, () =>
      session.ask(question, running),
    );
  } catch (error) {
    throw located(error, question.sql);
  }
}

/** `error line 2 at position 7`: lines from 1, characters from 0. */
function located(error: unknown, sql: string): unknown {
  if (!(error instanceof WarehouseError) || error.kind !== "sql") return error;
  const [, line, position] = /(?:error )?line (\d+) at position (\d+)/.exec(error.message) ?? [];
  const offset = line && offsetAt(sql, Number(line), Number(position) + 1);
  if (typeof offset !== "number") return error;
  return new WarehouseError("sql", error.message, { offset, cause: error.cause });
}

async function run(
  session: SnowflakeSession,
  sql: string,
  { limit, timeoutMs }: RunOptions,
  signal: AbortSignal,
): Promise<QueryResult> {
  const started = performance.now();
  const question = { sql: oneQuery(sql, "snowflake"), wanted: limit + 1, timeoutMs };
  const { columns, rows } = await ask(session, question, signal);
  return {
    columns: columns.map((column) => ({ name: column.getName(), type: typeName(column) })),
    rows: rows.slice(0, limit).map((row) => columns.map((column, i) => cellOf(row[i], column))),
    truncated: rows.length > limit,
    elapsedMs: performance.now() - started,
  };
}

async function bind(session: SnowflakeSession, sql: string, signal: AbortSignal): Promise<BindResult> {
  try {
    const { columns } = await ask(session, { sql: oneQuery(sql, "snowflake"), describeOnly: true }, signal);
    return {
      ok: true,
      columns: columns.map((column) => ({ name: column.getName(), type: typeName(column) })),
    };
  } catch (error) {
    if (!(error instanceof WarehouseError) || (error.kind !== "sql" && error.kind !== "refused")) throw error;
    return { ok: false, message: error.message, ...(error.offset !== undefined && { offset: error.offset }) };
  }
}

/** https://docs.snowflake.com/en/sql-reference/sql/explain: what remains after partitions are pruned. */
async function estimate(session: SnowflakeSession, sql: string, signal: AbortSignal): Promise<Estimate> {
  const { rows } = await ask(session, { sql: `explain using json\n${oneQuery(sql, "snowflake")}` }, signal);
  const plan: { readonly GlobalStats?: { readonly bytesAssigned?: number } } = JSON.parse(
    String(rows[0]?.[0]),
  );
  const bytes = plan.GlobalStats?.bytesAssigned;
  return {
    ...(bytes !== undefined && { bytes }),
    billed: false,
    basis:
      "by the plan (explain): bytes of the partitions that are left after pruning; the warehouse is billed by time",
  };
}

const own = "table_schema <> 'INFORMATION_SCHEMA'";

async function describeTables(
  session: SnowflakeSession,
  signal: AbortSignal,
  parts: readonly string[] = [],
): Promise<DescribedTable[]> {
  const [table, schema, database] = [...parts].reverse();
  const source = database === undefined ? "" : `"${database.replaceAll('"', '""')}".`;
  const named = [
    ["table_name", table],
    ["table_schema", schema],
  ] as const;
  const conditions = named
    .filter(([, name]) => name !== undefined)
    .map(([column, name]) => `upper(${column}) = upper(${literal(name ?? "")})`);
  const { rows } = await ask(
    session,
    {
      sql: `select table_schema, table_name, column_name, data_type, numeric_precision, numeric_scale, is_nullable, comment
        from ${source}information_schema.columns where ${[own, ...conditions].join(" and ")}
        order by table_schema, table_name, ordinal_position`,
    },
    signal,
  );
  const tables = new Map<string, DescribedTable & { columns: Column[] }>();
  for (const [schemaName, tableName, name, type, precision, scale, nullable, comment] of rows) {
    const key = JSON.stringify([schemaName, tableName]);
    const known = tables.get(key) ?? { parts: [String(schemaName), String(tableName)], columns: [] };
    tables.set(key, known);
    known.columns.push({
      name: String(name),
      type: type === "NUMBER" ? `NUMBER(${precision ?? 38},${scale ?? 0})` : spelled(String(type)),
      ...(typeof comment === "string" && comment !== "" && { description: comment }),
      ...(nullable === "NO" && { nullable: false }),
    });
  }
  return exactFirst([...tables.values()], table);
}

/** The information schema says TEXT where everything else says VARCHAR, and leaves out the usual precision of times. */
function spelled(type: string): string {
  if (type === "TEXT") return "VARCHAR";
  return /^TIME/.test(type) && !type.includes("(") ? `${type}(9)` : type;
}

function exactFirst(tables: DescribedTable[], name: string | undefined): DescribedTable[] {
  return name === undefined
    ? tables
    : tables.sort((a, b) => Number(b.parts[1] === name) - Number(a.parts[1] === name));
}

function literal(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
