/** A Databricks SQL warehouse as a `Connection`. Only one reading statement at a time is sent to it. */
import type { Column } from "../../../project/types.ts";
import type { ConnectionSettings } from "../../../spec/projectTypes.ts";
import { bounded } from "../../bounded.ts";
import { oneQuery } from "../../oneQuery.ts";
import { type ResolvedSettings, resolveSettings, settingsError } from "../../settings.ts";
import {
  type BindResult,
  type Connection,
  type ConnectionKind,
  type DescribedTable,
  type OpenContext,
  type QueryResult,
  type RunOptions,
  WarehouseError,
} from "../../types.ts";
import { authorizationOf } from "./authorization.ts";
import { cellOf } from "./cells.ts";
import { cancel, execute, type Question, type Rows, type Running, type Target } from "./protocol.ts";

/** Asks at once, so that a wrong address or token is told now; this starts a warehouse that is stopped. */
export async function openDatabricks(
  given: ConnectionSettings,
  kind: ConnectionKind,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Connection> {
  const settings = resolveSettings(given, kind, context);
  const target = targetOf(settings);
  await ask(target, { sent: "select 1" }, signal);
  return {
    name: settings.name,
    dialect: "databricks",
    // A statement's cost can't be asked for in advance: `explain` tells neither rows nor bytes in a form to rely on.
    capabilities: { bind: true, cancel: true },
    async tables(stop) {
      const sent = `select table_schema, table_name from ${source(target)}.tables where ${own} order by 1, 2`;
      return (await ask(target, { sent }, stop)).rows.map((row) => ({ parts: row.map(String) }));
    },
    async columns(parts, stop) {
      return (await describeTables(target, stop, parts))[0]?.columns;
    },
    describe: (stop) => describeTables(target, stop),
    bind: (sql, stop) => bind(target, sql, stop),
    estimate: async () => ({ billed: true, basis: "Databricks tells no size in advance" }),
    run: (sql, options, stop) => run(target, sql, options, stop),
    close: async () => undefined,
  };
}

function targetOf(settings: ResolvedSettings): Target {
  const host = settings.required("host").replace(/\/+$/, "");
  // Without TLS only where a test stands in for it, on this machine.
  const address = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)
    ? host
    : `https://${host.replace(/^https:\/\//, "")}`;
  const warehouse = /\/warehouses\/([\w-]+)\/?$/.exec(settings.required("http_path"))?.[1];
  if (warehouse === undefined)
    throw settingsError(
      settings.name,
      "`http_path` must be a SQL warehouse's, like /sql/1.0/warehouses/abc123.",
    );
  return {
    address,
    warehouse,
    catalog: settings.text("catalog"),
    schema: settings.text("schema"),
    authorization: authorizationOf(settings, address),
    redact: settings.redact,
  };
}

async function ask(
  target: Target,
  question: Question,
  signal: AbortSignal,
  timeoutMs?: number,
): Promise<Rows> {
  const running: Running = {};
  const bounds = {
    signal,
    ...(timeoutMs !== undefined && { timeoutMs }),
    cancel: () => (running.id ? cancel(target, running) : undefined),
  };
  return bounded(bounds, (stopped) => execute(target, question, running, stopped));
}

async function run(
  target: Target,
  sql: string,
  { limit, timeoutMs }: RunOptions,
  signal: AbortSignal,
): Promise<QueryResult> {
  const started = performance.now();
  const sent = oneQuery(sql, "databricks");
  const { columns, rows } = await ask(target, { sent, sql, wanted: limit + 1 }, signal, timeoutMs);
  return {
    columns: columns.map(({ name, type_text: type }) => ({ name, type })),
    rows: rows
      .slice(0, limit)
      .map((row) => columns.map(({ type_text: type }, i) => cellOf(row[i] ?? null, type))),
    truncated: rows.length > limit,
    elapsedMs: performance.now() - started,
  };
}

const bindHead = "describe query\n";

async function bind(target: Target, sql: string, signal: AbortSignal): Promise<BindResult> {
  try {
    const sent = bindHead + oneQuery(sql, "databricks");
    const { rows } = await ask(target, { sent, sql, before: bindHead.length }, signal);
    return { ok: true, columns: rows.map(([name, type]) => ({ name: String(name), type: String(type) })) };
  } catch (error) {
    if (!(error instanceof WarehouseError) || (error.kind !== "sql" && error.kind !== "refused")) throw error;
    return { ok: false, message: error.message, ...(error.offset !== undefined && { offset: error.offset }) };
  }
}

const own = "table_schema <> 'information_schema'";

function source({ catalog }: Target, named = catalog): string {
  return named === undefined ? "information_schema" : `\`${named.replaceAll("`", "``")}\`.information_schema`;
}

async function describeTables(
  target: Target,
  signal: AbortSignal,
  parts: readonly string[] = [],
): Promise<DescribedTable[]> {
  const [table, schema, catalog] = [...parts].reverse();
  const conditions = [
    own,
    table !== undefined && `lower(table_name) = ${literal(table.toLowerCase())}`,
    schema !== undefined && `lower(table_schema) = ${literal(schema.toLowerCase())}`,
  ].filter((condition) => condition !== false);
  const { rows } = await ask(
    target,
    {
      sent: `select table_schema, table_name, column_name, full_data_type, is_nullable, comment
        from ${source(target, catalog ?? target.catalog)}.columns where ${conditions.join(" and ")}
        order by table_schema, table_name, ordinal_position`,
    },
    signal,
  );
  const tables = new Map<string, DescribedTable & { columns: Column[] }>();
  for (const [schemaName, tableName, name, type, nullable, comment] of rows) {
    const key = JSON.stringify([schemaName, tableName]);
    const known = tables.get(key) ?? { parts: [String(schemaName), String(tableName)], columns: [] };
    tables.set(key, known);
    known.columns.push({
      name: String(name),
      type: String(type),
      ...(comment && { description: comment }),
      ...(nullable === "NO" && { nullable: false }),
    });
  }
  return [...tables.values()];
}

function literal(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
