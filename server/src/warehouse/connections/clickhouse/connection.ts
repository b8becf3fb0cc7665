/** A ClickHouse as a `Connection`: every query is read-only and can be killed by its id. */
import type { Column } from "../../../project/types.ts";
import type { ConnectionSettings } from "../../../spec/projectTypes.ts";
import { bounded } from "../../bounded.ts";
import { oneQuery } from "../../oneQuery.ts";
import { type ResolvedSettings, resolveSettings } from "../../settings.ts";
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
import { cellOf, parseType } from "./cells.ts";
import { newQuery, type Query, type Question, type Rows, type Target } from "./protocol.ts";

/** Asks at once, so that a wrong address or password is told now. Rejects with `WarehouseError`. */
export async function openClickHouse(
  given: ConnectionSettings,
  kind: ConnectionKind,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Connection> {
  const settings = resolveSettings(given, kind, context);
  const target = targetOf(settings);
  await ask(target, "select 1", signal);
  return {
    name: settings.name,
    dialect: "clickhouse",
    capabilities: { bind: true, estimate: true, cancel: true, readOnly: true },
    async tables(stop) {
      const { rows } = await ask(
        target,
        `select database, name from system.tables where ${visible} order by 1, 2`,
        stop,
      );
      return rows.map((row) => ({ parts: row.map(String) }));
    },
    async columns(parts, stop) {
      return (await describeTables(target, stop, parts))[0]?.columns;
    },
    describe: (stop) => describeTables(target, stop),
    bind: (sql, stop) => bind(target, sql, stop),
    estimate: (sql, stop) => estimate(target, sql, stop),
    run: (sql, options, stop) => run(target, sql, options, stop),
    close: async () => undefined,
  };
}

function targetOf(settings: ResolvedSettings): Target {
  const ssl = settings.flag("ssl") ?? false;
  const port = settings.integer("port") ?? (ssl ? 8443 : 8123);
  const password = settings.text("password");
  return {
    address: `${ssl ? "https" : "http"}://${settings.required("host")}:${port}/`,
    database: settings.text("database"),
    headers: {
      "X-ClickHouse-User": settings.text("user") ?? "default",
      ...(password !== undefined && { "X-ClickHouse-Key": password }),
    },
    redact: settings.redact,
  };
}

async function ask(target: Target, sent: string, signal: AbortSignal): Promise<Rows> {
  return question(target, { sent, asked: {}, wanted: Number.POSITIVE_INFINITY }, signal);
}

async function question(target: Target, asked: Question, signal: AbortSignal): Promise<Rows> {
  const { timeoutMs } = asked.asked;
  let query: Query | undefined;
  const bounds = {
    signal,
    ...(timeoutMs !== undefined && { timeoutMs }),
    cancel: () => (query ? query.cancel() : (false as const)),
  };
  return bounded(bounds, () => {
    query = newQuery(target, asked);
    return query.rows();
  });
}

async function run(
  target: Target,
  sql: string,
  { limit, timeoutMs }: RunOptions,
  signal: AbortSignal,
): Promise<QueryResult> {
  const started = performance.now();
  const sent = oneQuery(sql, "clickhouse");
  const found = await question(target, { sent, asked: { sql, timeoutMs }, wanted: limit + 1 }, signal);
  const types = found.types.map(parseType);
  return {
    columns: columnsOf(found),
    rows: found.rows.slice(0, limit).map((row) => types.map((type, i) => cellOf(row[i], type))),
    truncated: found.rows.length > limit,
    elapsedMs: performance.now() - started,
  };
}

function columnsOf({ names, types }: Rows): QueryResult["columns"] {
  return names.map((name, i) => ({ name, type: types[i] ?? "" }));
}

const bindHead = "describe (\n";

async function bind(target: Target, sql: string, signal: AbortSignal): Promise<BindResult> {
  try {
    const sent = `${bindHead}${oneQuery(sql, "clickhouse")}\n)`;
    const { rows } = await question(
      target,
      { sent, asked: { sql, before: bindHead.length }, wanted: Number.POSITIVE_INFINITY },
      signal,
    );
    return { ok: true, columns: rows.map(([name, type]) => ({ name: String(name), type: String(type) })) };
  } catch (error) {
    if (!(error instanceof WarehouseError) || (error.kind !== "sql" && error.kind !== "refused")) throw error;
    return { ok: false, message: error.message, ...(error.offset !== undefined && { offset: error.offset }) };
  }
}

const estimateHead = "explain estimate\n";

/** Rows by the primary key's index, bytes by the tables' own average. Only tables with an index can tell. */
async function estimate(target: Target, sql: string, signal: AbortSignal): Promise<Estimate> {
  const found = await question(
    target,
    {
      sent: estimateHead + oneQuery(sql, "clickhouse"),
      asked: { sql, before: estimateHead.length },
      wanted: Number.POSITIVE_INFINITY,
    },
    signal,
  );
  const scans = found.rows.map(([database, table, , rows]) => ({
    name: `${database}.${table}`,
    rows: Number(rows),
  }));
  if (scans.length === 0) return { billed: false, basis: "the tables have no index that could tell" };
  const sizes = await ask(
    target,
    "select concat(database, '.', name), total_bytes / total_rows from system.tables where total_rows > 0",
    signal,
  );
  const widths = new Map(sizes.rows.map(([name, width]) => [String(name), Number(width)]));
  return {
    rows: scans.reduce((sum, scan) => sum + scan.rows, 0),
    bytes: Math.round(scans.reduce((sum, scan) => sum + scan.rows * (widths.get(scan.name) ?? 0), 0)),
    billed: false,
    basis: "rows by the index (explain estimate), bytes by the tables' average row",
  };
}

const visible = "database not in ('system', 'information_schema', 'INFORMATION_SCHEMA') and not is_temporary";

async function describeTables(
  target: Target,
  signal: AbortSignal,
  parts: readonly string[] = [],
): Promise<DescribedTable[]> {
  const [table, database, ...more] = [...parts].reverse();
  if (more.length > 0) return [];
  const conditions = [
    visible,
    table !== undefined && `lower(t.name) = ${literal(table.toLowerCase())}`,
    database !== undefined && `lower(t.database) = ${literal(database.toLowerCase())}`,
  ].filter((condition) => condition !== false);
  const exact =
    table === undefined ? "" : `t.name = ${literal(table)} desc, t.database = currentDatabase() desc, `;
  const { rows } = await ask(
    target,
    `select t.database, t.name, t.comment, c.name, c.type, c.comment
     from system.columns c join (select database, name, comment, is_temporary from system.tables) t
       on t.database = c.database and t.name = c.table
     where ${conditions.join(" and ")} order by ${exact}t.database, t.name, c.position`,
    signal,
  );
  const tables = new Map<string, DescribedTable & { columns: Column[] }>();
  for (const [schema, name, description, column, type, note] of rows.map((row) => row.map(String))) {
    const key = JSON.stringify([schema, name]);
    const known = tables.get(key) ?? {
      parts: [schema ?? "", name ?? ""],
      columns: [],
      ...(description && { description }),
    };
    tables.set(key, known);
    known.columns.push({
      name: column ?? "",
      type: type ?? "",
      ...(note && { description: note }),
      ...(!/^(LowCardinality\()?Nullable\(/.test(type ?? "") && { nullable: false }),
    });
  }
  return [...tables.values()];
}

function literal(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
