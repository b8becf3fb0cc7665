/** Requests to BigQuery's REST API. https://cloud.google.com/bigquery/docs/reference/rest */
import { offsetAt } from "../../places.ts";
import { WarehouseError, type WarehouseErrorKind } from "../../types.ts";
import { isBusy, jsonOf, type Measure, send, textOf } from "../http.ts";

export interface BigQueryProject {
  /** `https://bigquery.googleapis.com` */
  readonly address: string;
  readonly id: string;
  readonly dataset: string | undefined;
  readonly location: string | undefined;
  authorization(): Promise<string>;
}

interface ApiError {
  readonly code?: number;
  readonly message?: string;
  readonly reason?: string;
  readonly errors?: readonly { readonly reason?: string; readonly message?: string }[];
}

interface CallOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly sql?: string;
  readonly measure?: Measure;
}

/** Asks below the project. Rejects with `WarehouseError`; places in it are of `sql`. */
export async function call<T extends object>(
  project: BigQueryProject,
  method: "GET" | "POST",
  path: string,
  { query = {}, body, sql, measure }: CallOptions = {},
): Promise<T> {
  const url = new URL(`${project.address}/bigquery/v2/projects/${encodeURIComponent(project.id)}/${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const response = await send({
    url,
    method,
    headers: { Authorization: await project.authorization(), "Content-Type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await textOf(response, measure);
  if (response.ok) return text === "" ? ({} as T) : jsonOf<T>(text, response);
  throw apiError(errorIn(text, response.status), sql);
}

function errorIn(text: string, status: number): ApiError {
  try {
    const { error }: { error?: ApiError } = JSON.parse(text);
    return { code: status, ...error };
  } catch {
    return { code: status, message: text.slice(0, 300) };
  }
}

const kinds: Readonly<Record<string, WarehouseErrorKind>> = {
  invalidQuery: "sql",
  notFound: "sql",
  invalid: "sql",
  accessDenied: "refused",
  stopped: "cancelled",
  timeout: "timeout",
  backendError: "lost",
  internalError: "lost",
  rateLimitExceeded: "busy",
  jobRateLimitExceeded: "busy",
  quotaExceeded: "limit",
  resourcesExceeded: "limit",
  responseTooLarge: "limit",
};

/** `Unrecognized name: nope at [2:3]`: lines and characters from 1. */
export function apiError(error: ApiError, sql?: string): WarehouseError {
  const reason = error.reason ?? error.errors?.[0]?.reason ?? "";
  const message = error.message ?? error.errors?.[0]?.message ?? `BigQuery answered ${error.code}.`;
  const [, line, column] = / at \[(\d+):(\d+)\]/.exec(message) ?? [];
  const offset =
    sql === undefined || line === undefined ? undefined : offsetAt(sql, Number(line), Number(column));
  const kind = error.code === 401 ? "authentication" : (kinds[reason] ?? kindOfStatus(error.code));
  return new WarehouseError(kind, message, { offset });
}

function kindOfStatus(status: number | undefined): WarehouseErrorKind {
  if (status !== undefined && isBusy(status)) return "busy";
  return status === 403 ? "refused" : "sql";
}
