/** Requests to engines that are talked to over HTTP. */
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

/** The lines of an answer as they come. Rejects with kind `lost` where they stop coming. */
export async function* linesOf(response: Response): AsyncGenerator<string> {
  let rest = "";
  try {
    for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch (error) {
    throw lost(new URL(response.url).host, error);
  }
  if (rest !== "") yield rest;
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
