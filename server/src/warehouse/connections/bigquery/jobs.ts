/** Queries as jobs. https://cloud.google.com/bigquery/docs/reference/rest/v2/jobs */
import { randomUUID } from "node:crypto";
import { createMeter } from "../../answerLimits.ts";
import type { Answer, Running, Statement } from "../../queryConnection.ts";
import { type ResultColumn, WarehouseError } from "../../types.ts";
import { type FieldSchema, typeName } from "./cells.ts";
import { apiError, type BigQueryProject, call } from "./rest.ts";

export interface BigQueryColumn extends ResultColumn {
  readonly field: FieldSchema;
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
export async function dryRun(project: BigQueryProject, sql: string): Promise<Answer<BigQueryColumn>> {
  const body = { configuration: { dryRun: true, query: queryOf(project, sql) }, ...jobReference(project) };
  const { statistics } = await call<Job>(project, "POST", "jobs", { body, sql });
  const type = statistics?.query?.statementType;
  if (type !== undefined && type !== "SELECT")
    throw new WarehouseError("refused", `Only a query can be run; this is a statement of type ${type}.`);
  const bytes = statistics?.totalBytesProcessed;
  return {
    columns: columnsOf(statistics?.query?.schema?.fields ?? []),
    rows: [],
    ...(bytes !== undefined && { bytes: Number(bytes) }),
  };
}

/** Runs a query and reads its rows. Its name is ours, so that it can be cancelled from the start. */
export async function runJob(
  project: BigQueryProject,
  statement: Statement,
  running: Running,
  stopped: AbortSignal,
): Promise<Answer<BigQueryColumn>> {
  const { sql, timeoutMs } = statement;
  const id = `eventspec_${randomUUID()}`;
  running.cancel = async () => {
    await call(project, "POST", `jobs/${id}/cancel`, { query: whereabouts(project) });
  };
  const limits = timeoutMs === undefined ? {} : { jobTimeoutMs: String(timeoutMs + 1000) };
  const configuration = { query: queryOf(project, sql), ...limits };
  await call(project, "POST", "jobs", { body: { configuration, ...jobReference(project, id) }, sql });
  return readRows(project, id, statement, stopped);
}

function queryOf({ id, dataset }: BigQueryProject, query: string): object {
  return {
    query,
    useLegacySql: false,
    ...(dataset !== undefined && { defaultDataset: { projectId: id, datasetId: dataset } }),
  };
}

function jobReference({ id, location }: BigQueryProject, jobId?: string): object {
  if (location === undefined && jobId === undefined) return {};
  return {
    jobReference: {
      projectId: id,
      ...(jobId && { jobId }),
      ...(location !== undefined && { location }),
    },
  };
}

function whereabouts({ location }: BigQueryProject): Record<string, string> {
  return location === undefined ? {} : { location };
}

interface ResultsPage {
  readonly jobComplete: boolean;
  readonly schema?: { readonly fields?: readonly FieldSchema[] };
  readonly rows?: readonly { readonly f: readonly { readonly v: unknown }[] }[];
  readonly pageToken?: string;
  readonly errors?: readonly { readonly reason?: string; readonly message?: string }[];
}

async function readRows(
  project: BigQueryProject,
  id: string,
  { sql, wanted: asked }: Statement,
  stopped: AbortSignal,
): Promise<Answer<BigQueryColumn>> {
  const wanted = asked ?? Number.MAX_SAFE_INTEGER;
  const measure = createMeter(asked);
  const rows: unknown[][] = [];
  let fields: readonly FieldSchema[] = [];
  let page: ResultsPage = { jobComplete: false };
  while (!page.jobComplete || (page.pageToken !== undefined && rows.length < wanted)) {
    stopped.throwIfAborted();
    const query = {
      ...whereabouts(project),
      timeoutMs: "10000",
      maxResults: String(Math.max(1, wanted - rows.length)),
      "formatOptions.useInt64Timestamp": "true",
      ...(page.pageToken !== undefined && { pageToken: page.pageToken }),
    };
    page = await call<ResultsPage>(project, "GET", `queries/${id}`, { query, sql, measure });
    const [problem] = page.errors ?? [];
    if (problem && page.rows === undefined) throw apiError(problem, sql);
    fields = page.schema?.fields ?? fields;
    rows.push(...(page.rows ?? []).map(({ f }) => f.map(({ v }) => v)));
  }
  return { columns: columnsOf(fields), rows };
}

function columnsOf(fields: readonly FieldSchema[]): BigQueryColumn[] {
  return fields.map((field) => ({ name: field.name, type: typeName(field), field }));
}
