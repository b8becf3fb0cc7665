/** One statement by the Statement Execution API. https://docs.databricks.com/api/workspace/statementexecution */

import { createMeter } from "../../answerLimits.ts";
import { offsetAt } from "../../places.ts";
import type { Answer, Running, Statement } from "../../queryConnection.ts";
import { type ResultColumn, WarehouseError, type WarehouseErrorKind } from "../../types.ts";
import { busy, isBusy, jsonOf, type Measure, send, textOf } from "../http.ts";

export interface SqlWarehouse {
  /** `https://host` */
  readonly address: string;
  readonly id: string;
  readonly catalog: string | undefined;
  readonly schema: string | undefined;
  authorization(): Promise<string>;
}

interface StatementResponse {
  readonly statement_id?: string;
  readonly status?: {
    readonly state: "PENDING" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELED" | "CLOSED";
    readonly error?: { readonly error_code?: string; readonly message?: string };
  };
  readonly manifest?: {
    readonly schema?: { readonly columns?: readonly { readonly name: string; readonly type_text: string }[] };
  };
  readonly result?: Chunk;
  readonly message?: string;
  readonly error_code?: string;
}

interface Chunk {
  readonly data_array?: readonly (readonly (string | null)[])[];
  readonly next_chunk_internal_link?: string;
}

const path = "/api/2.0/sql/statements";
const pollMs = 200;

/** Rejects with `WarehouseError`. */
export async function execute(
  warehouse: SqlWarehouse,
  { sql, wanted }: Statement,
  running: Running,
  stopped: AbortSignal,
): Promise<Answer<ResultColumn>> {
  const measure = createMeter(wanted);
  let id: string | undefined;
  // Until it has an id it can't be cancelled, though it may run.
  running.cancel = () => (id === undefined ? undefined : cancel(warehouse, id));
  let answer = await call(
    warehouse,
    "POST",
    path,
    {
      statement: sql,
      warehouse_id: warehouse.id,
      ...(warehouse.catalog !== undefined && { catalog: warehouse.catalog }),
      ...(warehouse.schema !== undefined && { schema: warehouse.schema }),
      wait_timeout: "5s",
      on_wait_timeout: "CONTINUE",
      format: "JSON_ARRAY",
      disposition: "INLINE",
      ...(wanted !== undefined && { row_limit: wanted }),
    },
    measure,
  );
  id = answer.statement_id;
  while (answer.status?.state === "PENDING" || answer.status?.state === "RUNNING") {
    if (stopped.aborted && id) await cancel(warehouse, id);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    answer = await call(warehouse, "GET", `${path}/${id}`, undefined, measure);
  }
  if (answer.status?.state !== "SUCCEEDED") throw failure(answer, sql);
  const columns = answer.manifest?.schema?.columns ?? [];
  return {
    columns: columns.map(({ name, type_text: type }) => ({ name, type })),
    rows: await allRows(warehouse, answer.result, measure),
  };
}

/** Without an effect where nothing runs any more. */
async function cancel(warehouse: SqlWarehouse, id: string): Promise<void> {
  await call(warehouse, "POST", `${path}/${id}/cancel`, {});
}

async function allRows(
  warehouse: SqlWarehouse,
  first: Chunk | undefined,
  measure: Measure,
): Promise<NonNullable<Chunk["data_array"]>> {
  const rows = [...(first?.data_array ?? [])];
  for (let next = first?.next_chunk_internal_link; next !== undefined; ) {
    const chunk: Chunk | undefined = (await call(warehouse, "GET", next, undefined, measure)).result;
    rows.push(...(chunk?.data_array ?? []));
    next = chunk?.next_chunk_internal_link;
  }
  return rows;
}

async function call(
  warehouse: SqlWarehouse,
  method: "GET" | "POST",
  at: string,
  body?: object,
  measure?: Measure,
): Promise<StatementResponse> {
  const response = await send({
    url: warehouse.address + at,
    method,
    headers: { Authorization: await warehouse.authorization(), "Content-Type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await textOf(response, measure);
  if (response.ok) return text === "" ? {} : jsonOf(text, response);
  const said = messageIn(text);
  if (isBusy(response.status)) throw busy("Databricks", response.status, said);
  const kind: WarehouseErrorKind =
    response.status === 401 || response.status === 403
      ? "authentication"
      : response.status === 404 || response.status === 400
        ? "settings"
        : "unreachable";
  throw new WarehouseError(kind, `Databricks answered ${response.status}: ${said}`);
}

function messageIn(text: string): string {
  try {
    return String((JSON.parse(text) as StatementResponse).message ?? text);
  } catch {
    return text.slice(0, 300);
  }
}

/** `[UNRESOLVED_COLUMN…] … ; line 2 pos 7`, or `(line 2, pos 7)`: lines from 1, characters from 0. */
function failure({ status }: StatementResponse, sql: string): WarehouseError {
  if (status?.state === "CANCELED") return new WarehouseError("cancelled", "The query was cancelled.");
  const message = status?.error?.message ?? "The statement failed.";
  const [, line, column] = /line (\d+),? pos (\d+)/.exec(message) ?? [];
  const offset = line === undefined ? undefined : offsetAt(sql, Number(line), Number(column) + 1);
  const kind = status?.error?.error_code === "PERMISSION_DENIED" ? "refused" : "sql";
  return new WarehouseError(kind, message, { offset });
}
