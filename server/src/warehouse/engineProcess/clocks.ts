/** Counts the time of questions, and stops what takes more than it may. */
import { timeoutError } from "../bounded.ts";
import { WarehouseError } from "../types.ts";
import type { Call, EngineState } from "./calls.ts";

const tickMs = 100;
/** How long an engine has to obey before its process is ended. */
const graceMs = 500;
/** Looking at files reads all rows of texts to find their types, which may be many. */
const openingMs = 300_000;

/** Ticks while something is being answered. */
export function runClock(state: EngineState): void {
  let before = performance.now();
  state.clock ??= setInterval(() => {
    const now = performance.now();
    // A machine that slept, or was busy with something else, has not let the engine work either.
    const passed = Math.min(now - before, 5 * tickMs);
    before = now;
    tick(state, passed);
  }, tickMs);
}

export function stopClock(state: EngineState): void {
  clearInterval(state.clock);
  delete state.clock;
}

/** Tells the engine to leave a question; its process is ended when it does not obey. */
export function stopCall(state: EngineState, call: Call, error: WarehouseError): void {
  if (call.stop) return;
  call.stop = { error, waitedMs: 0 };
  state.child?.send({ kind: "cancel", id: call.id });
}

function tick(state: EngineState, passed: number): void {
  for (const [connection, spent] of state.opening) state.opening.set(connection, spent + passed);
  for (const call of state.running.values()) {
    const opening = state.opening.get(call.about.number);
    if (call.stop) call.stop.waitedMs += passed;
    else if (opening === undefined) call.spentMs += passed;
    if (opening !== undefined && opening > openingMs) stopCall(state, call, openedTooLong());
    else if (call.spentMs > call.bounds.limitMs) stopCall(state, call, timeoutError(call.bounds.limitMs));
  }
  if ([...state.running.values()].some(({ stop }) => stop && stop.waitedMs > graceMs)) state.child?.kill();
}

function openedTooLong(): WarehouseError {
  return new WarehouseError(
    "timeout",
    `Looking at the files took longer than ${openingMs / 1000} s, the limit. Parquet files open without reading all their rows.`,
  );
}
