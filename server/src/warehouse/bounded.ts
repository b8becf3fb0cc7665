/** Work on a warehouse that ends in time or when it is told to. */
import { WarehouseError } from "./types.ts";

export interface Bounds {
  readonly signal: AbortSignal;
  /** Absent: as long as it takes. */
  readonly timeoutMs?: number;
  /**
   * Stops the work where it is done; `false` says that nothing runs there, so nothing is waited for. Called again while the
   * work goes on: an engine forgets a cancellation that reaches it between two of its steps.
   */
  readonly cancel: () => undefined | false | Promise<void>;
}

/** How long an engine has to obey a cancellation before its answer is not waited for any more. */
const graceMs = 5000;
const againMs = 500;

/**
 * Does `work` until it ends, the signal aborts, or the time is over. In the latter cases the work is cancelled where it
 * runs, its end is awaited, and the promise rejects with `WarehouseError` of kind `cancelled` or `timeout`. `work` is told
 * by the signal that it gets not to begin anything new.
 */
export async function bounded<T>(bounds: Bounds, work: (stopped: AbortSignal) => Promise<T>): Promise<T> {
  const { signal, timeoutMs } = bounds;
  if (signal.aborted) throw cancelledError();
  const stopped = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  let giveUp: (error: WarehouseError) => void = () => undefined;
  const abandoned = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  abandoned.catch(() => undefined);
  let cancelling: Promise<void> = Promise.resolve();
  const cancel = (reason: WarehouseError): void => {
    const begun = bounds.cancel();
    if (begun === false) giveUp(reason);
    else if (begun) cancelling = begun.catch(() => undefined);
  };
  const stop = (reason: WarehouseError): void => {
    if (stopped.signal.aborted) return;
    stopped.abort(reason);
    cancel(reason);
    timers.push(setInterval(() => cancel(reason), againMs));
    timers.push(setTimeout(() => giveUp(reason), graceMs));
  };
  const onAbort = (): void => stop(cancelledError());
  signal.addEventListener("abort", onAbort, { once: true });
  if (timeoutMs !== undefined) timers.push(setTimeout(() => stop(timeoutError(timeoutMs)), timeoutMs));
  try {
    return await Promise.race([work(stopped.signal), abandoned]);
  } catch (error) {
    if (!stopped.signal.aborted) throw error;
    // The work may be given up here before the engine has been told: a process that ends now would leave it running.
    await Promise.race([cancelling, abandoned.catch(() => undefined)]);
    throw stopped.signal.reason;
  } finally {
    signal.removeEventListener("abort", onAbort);
    for (const timer of timers) clearTimeout(timer);
  }
}

/** For what nothing at the engine need be told to stop: an answer that comes later is not waited for. */
export function unlessStopped<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return bounded({ signal, cancel: () => false }, work);
}

function cancelledError(): WarehouseError {
  return new WarehouseError("cancelled", "The query was cancelled.");
}

export function timeoutError(timeoutMs: number): WarehouseError {
  return new WarehouseError("timeout", `The query was stopped after ${inWords(timeoutMs)}, its time limit.`);
}

/** Of a server that has a shorter limit than we asked for. */
export function serverTimeout(waitedMs: number): WarehouseError {
  return new WarehouseError(
    "timeout",
    `The server stopped the query after ${inWords(waitedMs)}, by a time limit of its own.`,
  );
}

function inWords(ms: number): string {
  return ms >= 1000 ? `${Math.round(ms / 100) / 10} s` : `${Math.round(ms)} ms`;
}
