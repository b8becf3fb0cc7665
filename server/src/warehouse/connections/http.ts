/** Requests to engines that are talked to over HTTP. */
import { createMeter } from "../answerLimits.ts";
import { WarehouseError } from "../types.ts";

export interface HttpRequest {
  readonly url: string | URL;
  readonly method?: "GET" | "POST" | "DELETE";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams;
  /** Closes the connection; whether the server stops then is its own matter. */
  readonly signal?: AbortSignal;
}

/**
 * The answer, whatever its status. Rejects with `WarehouseError` of kind `unreachable` where nothing answers, and of kind
 * `lost` where the connection was made and then broken.
 */
export async function send({ url, ...request }: HttpRequest): Promise<Response> {
  try {
    return await fetch(url, request);
  } catch (error) {
    const { host } = new URL(url);
    throw broken.test(reasonOf(error)) ? lost(host, error) : noAnswer(host, error);
  }
}

const broken = /other side closed|ECONNRESET|EPIPE|socket hang up|terminated|abort/i;

/** Told how many bytes have arrived; throws when that is too much. */
export type Measure = (bytes: number) => void;

/** The whole text of an answer. Rejects with kind `lost` where it stops coming, and with what `measure` throws. */
export async function textOf(response: Response, measure: Measure = createMeter(0)): Promise<string> {
  let all = "";
  for await (const text of textsOf(response, measure)) all += text;
  return all;
}

/** The lines of an answer as they come. Rejects as `textOf` does. */
export async function* linesOf(response: Response, measure: Measure): AsyncGenerator<string> {
  const parts: string[] = [];
  for await (const text of textsOf(response, measure)) {
    const lines = text.split("\n");
    for (const line of lines.slice(0, -1)) {
      parts.push(line);
      yield parts.splice(0).join("");
    }
    parts.push(lines.at(-1) ?? "");
  }
  const rest = parts.join("");
  if (rest !== "") yield rest;
}

async function* textsOf(response: Response, measure: Measure): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  try {
    for await (const bytes of response.body ?? []) {
      measure(bytes.length);
      yield decoder.decode(bytes, { stream: true });
    }
  } catch (error) {
    throw error instanceof WarehouseError ? error : lost(new URL(response.url).host, error);
  }
  yield decoder.decode();
}

/** The object that an answer holds. Throws `WarehouseError` of kind `garbled` for anything else: whatever answers is no such server. */
export function jsonOf<T extends object>(text: string, { url }: Pick<Response, "url">): T {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as T;
  } catch {
    // Said below.
  }
  throw garbled(new URL(url).host, text);
}

/** What answers at a place does not speak as it should. */
export function garbled(place: string, text: string): WarehouseError {
  const shown = text.trim().slice(0, 80).replace(/\s+/g, " ");
  return new WarehouseError(
    "garbled",
    `What answers at ${place} does not speak the protocol of such a server: it said ${JSON.stringify(shown)}. Look at the host, the port and what is between here and there.`,
  );
}

/** Whether a status says that the server has too much to do just now. */
export function isBusy(status: number): boolean {
  return status === 429 || status === 503;
}

export function busy(server: string, status: number, said: string): WarehouseError {
  return new WarehouseError(
    "busy",
    `${server} takes no more queries just now (status ${status}). Try again later. ${said}`.trim(),
  );
}

/** What is said of a server that had answered before. */
function lost(host: string, error: unknown): WarehouseError {
  return new WarehouseError("lost", `The connection to ${host} was lost: ${reasonOf(error)}`, {
    cause: error,
  });
}

function noAnswer(host: string, error: unknown): WarehouseError {
  return new WarehouseError("unreachable", `No server answers at ${host}: ${reasonOf(error)}`, {
    cause: error,
  });
}

/** The message of `fetch` itself says nothing; that of its innermost cause does. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message || error.name : reasonOf(error.cause);
}
