/** Work on a warehouse that ends in time or when it is told to. */
import { WarehouseError } from "./types.ts";

export interface Bounds {
  readonly signal: AbortSignal;
  /** Absent: as long as it takes. */
  readonly timeoutMs?: number;
  /** Stops the work where it is done. Called at most once. */
  readonly cancel: () => void | Promise<void>;
}

/** How long an engine has to obey a cancellation before its answer is not waited for any more. */
const graceMs = 5000;

/**
 * Does `work` until it ends, the signal aborts, or the time is over. In the latter cases the work is cancelled where it
 * runs, its end is awaited, and the promise rejects with `WarehouseError` of kind `cancelled` or `timeout`.
 */
export async function bounded<T>(bounds: Bounds, work: () => Promise<T>): Promise<T> {
  const { signal, timeoutMs } = bounds;
  if (signal.aborted) throw cancelled();
  let stopped: WarehouseError | undefined;
  let giveUp: (error: WarehouseError) => void = () => undefined;
  const abandoned = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  abandoned.catch(() => undefined);
  const timers: NodeJS.Timeout[] = [];
  const stop = (reason: WarehouseError): void => {
    if (stopped) return;
    stopped = reason;
    void Promise.resolve(bounds.cancel()).catch(() => undefined);
    timers.push(setTimeout(() => giveUp(reason), graceMs));
  };
  const onAbort = (): void => stop(cancelled());
  signal.addEventListener("abort", onAbort, { once: true });
  if (timeoutMs !== undefined) timers.push(setTimeout(() => stop(tooSlow(timeoutMs)), timeoutMs));
  try {
    return await Promise.race([work(), abandoned]);
  } catch (error) {
    throw stopped ?? error;
  } finally {
    signal.removeEventListener("abort", onAbort);
    for (const timer of timers) clearTimeout(timer);
  }
}

function cancelled(): WarehouseError {
  return new WarehouseError("cancelled", "The query was cancelled.");
}

function tooSlow(timeoutMs: number): WarehouseError {
  const seconds = timeoutMs >= 1000 ? `${Math.round(timeoutMs / 100) / 10} s` : `${timeoutMs} ms`;
  return new WarehouseError("timeout", `The query was stopped after ${seconds}, its time limit.`);
}
