/** A BigQuery project as a `Connection`. Only one reading statement at a time is sent to it. */
import { randomUUID } from "node:crypto";
import type { Column } from "../../../project/types.ts";
import type { ConnectionSettings } from "../../../spec/projectTypes.ts";
import { bounded, timeoutError } from "../../bounded.ts";
import { oneQuery } from "../../oneQuery.ts";
import { resolveSettings } from "../../settings.ts";
import {
  type BindResult,
  type Connection,
  type ConnectionKind,
  type Estimate,
  type OpenContext,
  type QueryResult,
  type RunOptions,
  type TableName,
  WarehouseError,
} from "../../types.ts";
import { authorizationOf } from "./authorization.ts";
import { cellOf, type FieldSchema, typeName } from "./cells.ts";
import { apiError, call, type Target } from "./rest.ts";

/** Asks for the project's datasets at once, so that a wrong key or project is told now. Nothing of that costs. */
export async function openBigQuery(
  given: ConnectionSettings,
  kind: ConnectionKind,
  context: OpenContext,
  signal: AbortSignal,
): Promise<Connection> {
  const settings = resolveSettings(given, kind, context);
  const target: Target = {
    address: settings.text("api_endpoint") ?? "https://bigquery.googleapis.com",
    project: settings.required("project"),
    dataset: settings.text("dataset"),
    location: settings.text("location"),
    authorization: await authorizationOf(settings, context.projectRoot),
    redact: settings.redact,
  };
  await unlessStopped(signal, () => call(target, "GET", "datasets", { query: { maxResults: "1" } }));
  return {
    name: settings.name,
    dialect: "bigquery",
    capabilities: { bind: true, estimate: true, cancel: true },
    tables: (stop) => unlessStopped(stop, () => listTables(target)),
    columns: (parts, stop) => unlessStopped(stop, () => columnsOf(target, parts)),
    bind: (sql, stop) => bind(target, sql, stop),
    estimate: (sql, stop) => estimate(target, sql, stop),
    run: (sql, options, stop) => run(target, sql, options, stop),
    close: async () => undefined,
  };
}

/** For questions that no job answers: there is nothing to cancel. */
function unlessStopped<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return bounded({ signal, cancel: () => false }, work);
}

interface Job {
  readonly statistics?: {
    readonly totalBytesProcessed?: string;
    readonly query?: {
      readonly statementType?: string;
      readonly schema?: { readonly fields?: readonly FieldSchema[] };
    };
  };
}

/** https://cloud.google.com/bigquery/docs/running-queries#dry-run: checks, types and bytes, at no cost. */
async function dryRun(target: Target, sql: string, signal: AbortSignal): Promise<Job> {
  const query = oneQuery(sql, "bigquery");
  const body = { configuration: { dryRun: true, query: queryOf(target, query) }, ...place(target) };
  const job = await unlessStopped(signal, () => call<Job>(target, "POST", "jobs", { body, sql: query }));
  const type = job.statistics?.query?.statementType;
  if (type === undefined || type === "SELECT") return job;
  throw new WarehouseError("refused", `Only a query can be run; this is a statement of type ${type}.`);
}

function queryOf(target: Target, query: string): object {
  return {
    query,
    useLegacySql: false,
    ...(target.dataset !== undefined && {
      defaultDataset: { projectId: target.project, datasetId: target.dataset },
    }),
  };
}

function place({ project, location }: Target, jobId?: string): object {
  if (location === undefined && jobId === undefined) return {};
  return {
    jobReference: {
      projectId: project,
      ...(jobId && { jobId }),
      ...(location !== undefined && { location }),
    },
  };
}

async function bind(target: Target, sql: string, signal: AbortSignal): Promise<BindResult> {
  try {
    const job = await dryRun(target, sql, signal);
    const fields = job.statistics?.query?.schema?.fields ?? [];
    return { ok: true, columns: fields.map((field) => ({ name: field.name, type: typeName(field) })) };
  } catch (error) {
    if (!(error instanceof WarehouseError) || (error.kind !== "sql" && error.kind !== "refused")) throw error;
    return { ok: false, message: error.message, ...(error.offset !== undefined && { offset: error.offset }) };
  }
}

async function estimate(target: Target, sql: string, signal: AbortSignal): Promise<Estimate> {
  const { statistics } = await dryRun(target, sql, signal);
  const bytes = statistics?.totalBytesProcessed;
  return { ...(bytes !== undefined && { bytes: Number(bytes) }), billed: true, basis: "BigQuery's dry run" };
}

interface Results {
  readonly jobComplete: boolean;
  readonly schema?: { readonly fields?: readonly FieldSchema[] };
  readonly rows?: readonly { readonly f: readonly { readonly v: unknown }[] }[];
  readonly pageToken?: string;
  readonly errors?: readonly { readonly reason?: string; readonly message?: string }[];
}

async function run(
  target: Target,
  sql: string,
  { limit, timeoutMs }: RunOptions,
  signal: AbortSignal,
): Promise<QueryResult> {
  const started = performance.now();
  const query = oneQuery(sql, "bigquery");
  const id = `eventspec_${randomUUID()}`;
  const location: Record<string, string> = target.location === undefined ? {} : { location: target.location };
  const cancel = async (): Promise<void> => {
    await call(target, "POST", `jobs/${id}/cancel`, { query: location });
  };
  const { fields, rows } = await bounded({ signal, timeoutMs, cancel }, async (stopped) => {
    const configuration = { query: queryOf(target, query), jobTimeoutMs: String(timeoutMs + 1000) };
    await call(target, "POST", "jobs", { body: { configuration, ...place(target, id) }, sql: query });
    return readRows(target, id, query, limit + 1, location, stopped);
  }).catch((error: unknown) => {
    throw error instanceof WarehouseError && error.kind === "timeout" ? timeoutError(timeoutMs) : error;
  });
  return {
    columns: fields.map((field) => ({ name: field.name, type: typeName(field) })),
    rows: rows.slice(0, limit).map(({ f }) => fields.map((field, i) => cellOf(f[i]?.v, field))),
    truncated: rows.length > limit,
    elapsedMs: performance.now() - started,
  };
}

async function readRows(
  target: Target,
  id: string,
  sql: string,
  wanted: number,
  location: Readonly<Record<string, string>>,
  stopped: AbortSignal,
): Promise<{ readonly fields: readonly FieldSchema[]; readonly rows: NonNullable<Results["rows"]> }> {
  const rows: NonNullable<Results["rows"]>[number][] = [];
  let fields: readonly FieldSchema[] = [];
  let page: Results = { jobComplete: false };
  while (!page.jobComplete || (page.pageToken !== undefined && rows.length < wanted)) {
    stopped.throwIfAborted();
    const query = {
      ...location,
      timeoutMs: "10000",
      maxResults: String(Math.max(1, wanted - rows.length)),
      "formatOptions.useInt64Timestamp": "true",
      ...(page.pageToken !== undefined && { pageToken: page.pageToken }),
    };
    page = await call<Results>(target, "GET", `queries/${id}`, { query, sql });
    const [problem] = page.errors ?? [];
    if (problem && page.rows === undefined) throw apiError(problem, target, sql);
    fields = page.schema?.fields ?? fields;
    rows.push(...(page.rows ?? []));
  }
  return { fields, rows };
}

interface Listed {
  readonly nextPageToken?: string;
  readonly datasets?: readonly { readonly datasetReference: { readonly datasetId: string } }[];
  readonly tables?: readonly { readonly tableReference: { readonly tableId: string } }[];
}

async function pages(target: Target, path: string): Promise<Listed[]> {
  const found: Listed[] = [];
  for (let token: string | undefined = ""; token !== undefined; token = found.at(-1)?.nextPageToken) {
    const query: Record<string, string> = token === "" ? {} : { pageToken: token };
    found.push(await call<Listed>(target, "GET", path, { query: { maxResults: "1000", ...query } }));
  }
  return found;
}

async function listTables(target: Target): Promise<TableName[]> {
  const listed = await pages(target, "datasets");
  const datasets = listed.flatMap(({ datasets: page = [] }) =>
    page.map((each) => each.datasetReference.datasetId),
  );
  const names: TableName[] = [];
  for (const dataset of datasets)
    for (const { tables = [] } of await pages(target, `datasets/${encodeURIComponent(dataset)}/tables`))
      names.push(...tables.map(({ tableReference }) => ({ parts: [dataset, tableReference.tableId] })));
  return names;
}

/** Names are told apart by case there, so that the exact one is asked for. */
async function columnsOf(target: Target, parts: readonly string[]): Promise<Column[] | undefined> {
  const [table, dataset = target.dataset, project = target.project] = [...parts].reverse();
  if (table === undefined || dataset === undefined) return undefined;
  const path = `datasets/${encodeURIComponent(dataset)}/tables/${encodeURIComponent(table)}`;
  try {
    const found = await call<{ schema?: { fields?: readonly FieldSchema[] } }>(
      { ...target, project },
      "GET",
      path,
    );
    return (found.schema?.fields ?? []).map((field) => ({
      name: field.name,
      type: typeName(field),
      ...(field.description && { description: field.description }),
      ...(field.mode === "REQUIRED" && { nullable: false }),
    }));
  } catch (error) {
    if (error instanceof WarehouseError && /^Not found/i.test(error.message)) return undefined;
    throw error;
  }
}
