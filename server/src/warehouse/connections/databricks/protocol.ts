/** One statement by the Statement Execution API. https://docs.databricks.com/api/workspace/statementexecution */
import { offsetAt } from "../../places.ts";
import { WarehouseError, type WarehouseErrorKind } from "../../types.ts";
import { send } from "../http.ts";

export interface Target {
  /** `https://host` */
  readonly address: string;
  readonly warehouse: string;
  readonly catalog: string | undefined;
  readonly schema: string | undefined;
  authorization(): Promise<string>;
  redact(message: string): string;
}

export interface Question {
  readonly sent: string;
  /** The user's own text, and how many characters stand before it. */
  readonly sql?: string;
  readonly before?: number;
  readonly wanted?: number;
}

export interface Rows {
  readonly columns: readonly { readonly name: string; readonly type_text: string }[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface Running {
  id?: string;
}

interface Answer {
  readonly statement_id?: string;
  readonly status?: {
    readonly state: "PENDING" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELED" | "CLOSED";
    readonly error?: { readonly error_code?: string; readonly message?: string };
  };
  readonly manifest?: { readonly schema?: { readonly columns?: Rows["columns"] } };
  readonly result?: Chunk;
  readonly message?: string;
  readonly error_code?: string;
}

interface Chunk {
  readonly data_array?: Rows["rows"];
  readonly next_chunk_internal_link?: string;
}

const path = "/api/2.0/sql/statements";
const pollMs = 200;

/** Rejects with `WarehouseError`. */
export async function execute(
  target: Target,
  question: Question,
  running: Running,
  stopped: AbortSignal,
): Promise<Rows> {
  let answer = await call(target, "POST", path, {
    statement: question.sent,
    warehouse_id: target.warehouse,
    ...(target.catalog !== undefined && { catalog: target.catalog }),
    ...(target.schema !== undefined && { schema: target.schema }),
    wait_timeout: "5s",
    on_wait_timeout: "CONTINUE",
    format: "JSON_ARRAY",
    disposition: "INLINE",
    ...(question.wanted !== undefined && { row_limit: question.wanted }),
  });
  if (answer.statement_id) running.id = answer.statement_id;
  while (answer.status?.state === "PENDING" || answer.status?.state === "RUNNING") {
    if (stopped.aborted) await cancel(target, running);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    answer = await call(target, "GET", `${path}/${answer.statement_id}`);
  }
  if (answer.status?.state !== "SUCCEEDED") throw failure(answer, question, target);
  return { columns: answer.manifest?.schema?.columns ?? [], rows: await allRows(target, answer.result) };
}

/** Without an effect where nothing runs any more. */
export async function cancel(target: Target, { id }: Running): Promise<void> {
  if (id) await call(target, "POST", `${path}/${id}/cancel`, {});
}

async function allRows(target: Target, first: Chunk | undefined): Promise<Rows["rows"]> {
  const rows = [...(first?.data_array ?? [])];
  for (let next = first?.next_chunk_internal_link; next !== undefined; ) {
    const chunk: Chunk | undefined = (await call(target, "GET", next)).result;
    rows.push(...(chunk?.data_array ?? []));
    next = chunk?.next_chunk_internal_link;
  }
  return rows;
}

async function call(target: Target, method: "GET" | "POST", at: string, body?: object): Promise<Answer> {
  const response = await send({
    url: target.address + at,
    method,
    headers: { Authorization: await target.authorization(), "Content-Type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.ok) return text === "" ? {} : JSON.parse(text);
  const said = messageIn(text);
  const kind: WarehouseErrorKind =
    response.status === 401 || response.status === 403
      ? "authentication"
      : response.status === 404 || response.status === 400
        ? "settings"
        : "unreachable";
  throw new WarehouseError(kind, target.redact(`Databricks answered ${response.status}: ${said}`));
}

function messageIn(text: string): string {
  try {
    return String((JSON.parse(text) as Answer).message ?? text);
  } catch {
    return text.slice(0, 300);
  }
}

/** `[UNRESOLVED_COLUMN…] … ; line 2 pos 7`, or `(line 2, pos 7)`: lines from 1, characters from 0. */
function failure({ status }: Answer, question: Question, target: Target): WarehouseError {
  if (status?.state === "CANCELED") return new WarehouseError("cancelled", "The query was cancelled.");
  const message = status?.error?.message ?? "The statement failed.";
  const [, line, column] = /line (\d+),? pos (\d+)/.exec(message) ?? [];
  const place = line === undefined ? undefined : offsetAt(question.sent, Number(line), Number(column) + 1);
  const offset = place === undefined ? undefined : place - (question.before ?? 0);
  const kind = status?.error?.error_code === "PERMISSION_DENIED" ? "refused" : "sql";
  return new WarehouseError(kind, target.redact(message), {
    ...(offset !== undefined && offset >= 0 && question.sql !== undefined && { offset }),
  });
}
