/** One query over HTTP, its rows read as they come. */
import { randomUUID } from "node:crypto";
import { createMeter } from "../../answerLimits.ts";
import type { Statement } from "../../queryConnection.ts";
import { garbled, type HttpRequest, linesOf, send, textOf } from "../http.ts";
import { clickHouseError, isException } from "./errors.ts";

export interface ClickHouseServer {
  /** `https://host:port/` */
  readonly address: string;
  readonly database: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

interface ClickHouseRows {
  readonly names: readonly string[];
  readonly types: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

export interface ClickHouseRequest {
  rows(): Promise<ClickHouseRows>;
  /** Ends it on the server. */
  cancel(): Promise<void>;
}

/** Nothing can be written, and values have one form. https://clickhouse.com/docs/operations/settings/permissions-for-queries */
const settings = {
  readonly: "2",
  default_format: "JSONCompactEachRowWithNamesAndTypes",
  cancel_http_readonly_queries_on_client_close: "1",
  session_timezone: "UTC",
  date_time_output_format: "iso",
  output_format_json_quote_64bit_integers: "1",
  output_format_json_quote_decimals: "1",
  output_format_json_quote_denormals: "1",
  output_format_decimal_trailing_zeros: "1",
};

export function newRequest(server: ClickHouseServer, statement: Statement): ClickHouseRequest {
  const id = randomUUID();
  const closing = new AbortController();
  return {
    async rows() {
      const { sql, timeoutMs } = statement;
      const limits: Record<string, string> =
        timeoutMs === undefined ? {} : { max_execution_time: String(Math.ceil(timeoutMs / 1000) + 1) };
      const request = {
        ...requestOf(server, { ...settings, ...limits, query_id: id }, sql),
        signal: closing.signal,
      };
      return read(await send(request), statement, closing);
    },
    async cancel() {
      // Killing is no reading: it is asked without the settings that forbid it. The answer does not wait for the end.
      await send(requestOf(server, {}, `kill query where query_id = '${id}' async`)).finally(() =>
        closing.abort(),
      );
    },
  };
}

function requestOf(
  server: ClickHouseServer,
  parameters: Readonly<Record<string, string>>,
  body: string,
): HttpRequest {
  const url = new URL(server.address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  if (server.database !== undefined) url.searchParams.set("database", server.database);
  return { url, method: "POST", headers: server.headers, body };
}

async function read(
  response: Response,
  { sql, wanted }: Statement,
  closing: AbortController,
): Promise<ClickHouseRows> {
  const fail = (text: string): never => {
    throw clickHouseError(text, response.status, sql);
  };
  if (!response.ok) return fail(await textOf(response));
  const most = (wanted ?? Number.POSITIVE_INFINITY) + 2;
  const found: unknown[][] = [];
  let problem = "";
  for await (const line of linesOf(response, createMeter(wanted))) {
    const row = problem === "" ? rowOf(line) : undefined;
    if (row) found.push(row);
    else problem += `${line}\n`;
    if (found.length >= most) break;
  }
  if (isException(problem)) return fail(problem);
  if (problem.trim() !== "" && !response.headers.has("x-clickhouse-format"))
    throw garbled(new URL(response.url).host, problem);
  if (problem.trim() !== "")
    return fail(
      `Code: 0. DB::Exception: The answer is not in the format that was asked for; a query may not name a FORMAT.`,
    );
  if (found.length >= most) closing.abort();
  const [names = [], types = [], ...rows] = found;
  return { names: names.map(String), types: types.map(String), rows };
}

function rowOf(line: string): unknown[] | undefined {
  try {
    const row: unknown = JSON.parse(line);
    return Array.isArray(row) ? row : undefined;
  } catch {
    return undefined;
  }
}
