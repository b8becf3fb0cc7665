/**
 * Trino's client protocol: https://trino.io/docs/current/develop/client-protocol.html. Spoken here and not through
 * `trino-client`, because that one reads 64-bit integers as floats and can't stop a request that is on its way.
 */
import { createMeter } from "../../answerLimits.ts";
import { withExactIntegers } from "../../cells.ts";
import { WarehouseError } from "../../types.ts";
import { busy, garbled, isBusy, jsonOf, type Measure, textOf } from "../http.ts";

export interface TrinoServer {
  /** `https://host:port` */
  readonly address: string;
  /** Who asks, in which catalog, and how it is proved. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface TrinoField {
  readonly name: string;
  readonly type: string;
  readonly typeSignature: TypeSignature;
}

export interface TypeSignature {
  readonly rawType: string;
  readonly arguments: readonly { readonly kind: string; readonly value: unknown }[];
}

interface QueryError {
  readonly message: string;
  readonly errorName: string;
  readonly errorType: string;
  readonly errorLocation?: { readonly lineNumber: number; readonly columnNumber: number };
}

interface TrinoPage {
  readonly id: string;
  readonly nextUri?: string;
  readonly columns?: readonly TrinoField[];
  readonly data?: readonly (readonly unknown[])[];
  readonly error?: QueryError;
}

/** One query on the server. */
export interface TrinoStatement {
  /** Rows until there are `wanted`, or until the end. */
  rows(
    wanted: number | undefined,
  ): Promise<{ readonly fields: readonly TrinoField[]; readonly rows: readonly (readonly unknown[])[] }>;
  /** Ends it on the server, whatever it does. */
  cancel(): Promise<void>;
}

/** How the server's own errors are told. */
export class TrinoFailure extends Error {
  readonly failure: QueryError;
  constructor(failure: QueryError) {
    super(failure.message);
    this.name = "TrinoFailure";
    this.failure = failure;
  }
}

export function newStatement(
  server: TrinoServer,
  sql: string,
  session: Readonly<Record<string, string>>,
): TrinoStatement {
  let next: string | undefined;
  let stopped = false;
  const pending = new AbortController();
  let measure: Measure | undefined;
  const page = async (method: "GET" | "POST", url: string, body?: string): Promise<TrinoPage> => {
    const sent = { method, url, body, session, measure };
    const found = await request(server, sent, pending.signal);
    next = found.nextUri;
    if (found.error) throw new TrinoFailure(found.error);
    return found;
  };
  return {
    async rows(wanted) {
      measure = createMeter(wanted);
      const most = wanted ?? Number.POSITIVE_INFINITY;
      let found = await page("POST", `${server.address}/v1/statement`, sql);
      let fields = found.columns ?? [];
      const rows = [...(found.data ?? [])];
      while (next !== undefined && rows.length < most && !stopped) {
        found = await page("GET", next);
        fields = found.columns ?? fields;
        rows.push(...(found.data ?? []));
      }
      if (next !== undefined) await this.cancel();
      return { fields, rows };
    },
    async cancel() {
      stopped = true;
      const url = next;
      next = undefined;
      // Until the first answer there is nothing to delete; the server drops what nobody fetches.
      if (url !== undefined) await fetch(url, { method: "DELETE", headers: server.headers });
      pending.abort();
    },
  };
}

interface TrinoRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly body: string | undefined;
  readonly session: Readonly<Record<string, string>>;
  readonly measure: Measure | undefined;
}

const retried = new Set([429, 502, 503, 504]);
const retryMs = 100;
/** A server that says for so long that it is busy is told as such. */
const patienceMs = 10_000;

async function request(
  server: TrinoServer,
  sent: TrinoRequest,
  signal: AbortSignal,
  patience = patienceMs,
): Promise<TrinoPage> {
  const { method, url, body, session } = sent;
  const response = await fetch(url, {
    method,
    signal,
    headers: { ...server.headers, "X-Trino-Session": sessionHeader(session) },
    ...(body !== undefined && { body }),
  });
  const text = await textOf(response, sent.measure);
  if (retried.has(response.status) && !signal.aborted && patience > 0) {
    await new Promise((resolve) => setTimeout(resolve, retryMs));
    return request(server, sent, signal, patience - retryMs);
  }
  if (response.ok) return readPage(text, response);
  throw httpError(response.status, text);
}

function sessionHeader(session: Readonly<Record<string, string>>): string {
  return Object.entries(session)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join(",");
}

function httpError(status: number, text: string): WarehouseError {
  const said = text.trim().slice(0, 300);
  if (status === 401 || status === 403)
    return new WarehouseError(
      "authentication",
      `Trino refused the user or the password (${status}). ${said}`.trim(),
    );
  if (isBusy(status)) return busy("Trino", status, said);
  return new WarehouseError("unreachable", `Trino answered with status ${status}. ${said}`.trim());
}

function readPage(text: string, response: Response): TrinoPage {
  const page = jsonOf<TrinoPage>(withExactIntegers(text), response);
  if (typeof page.id !== "string") throw garbled(new URL(response.url).host, text);
  return page;
}
