/**
 * The embedded engine in a process of its own, which can be ended whatever it does: it is started when it is needed, ended
 * when a question takes more time or memory than it may, and started again for the next one.
 */
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DatabaseSettings, WarehouseError } from "../types.ts";
import type { AskBounds, Call, EngineConnection, EngineState } from "./calls.ts";
import { type Child, type ProcessEnd, startChild } from "./child.ts";
import { runClock, stopCall, stopClock } from "./clocks.ts";
import { outOfMemory } from "./memory.ts";
import type { Answers, Failure, FromEngine, Question } from "./messages.ts";

export interface EngineProcess {
  /** Starts the process, so that it is there when it is asked. It is not waited for. */
  start(): void;
  newConnection(settings: DatabaseSettings): EngineConnection;
  /**
   * Asks. Rejects with `WarehouseError`: `timeout` and `cancelled`, then the engine has stopped; `limit` for a question that
   * takes more memory than the process may; `crashed` for one that ends the process twice; and what the engine says.
   */
  ask<Q extends Question>(
    about: EngineConnection,
    question: Q,
    bounds: AskBounds,
  ): Promise<Answers[Q["ask"]]>;
  /** Lets go of what a connection holds. */
  release(about: EngineConnection): Promise<void>;
  /** Ends the process. What is asked meanwhile is rejected as cancelled. */
  close(): void;
}

const closingMs = 5000;
/** A process that nobody asks anything is let go of, and its memory with it. */
const idleMs = 60_000;

export function createEngineProcess(memoryBytes: number): EngineProcess {
  const state: EngineState = {
    ...{ memoryBytes, numbers: 0, waiting: [] },
    ...{ told: new Set(), opening: new Map(), running: new Map() },
  };
  return {
    start: () => {
      if (state.child) return;
      start(state);
      rest(state);
    },
    newConnection: (settings) => ({ number: ++state.numbers, settings }),
    ask: (about, question, bounds) => ask(state, about, question, bounds),
    release: (about) => release(state, about),
    close: () => close(state),
  };
}

function ask<Q extends Call["question"]>(
  state: EngineState,
  about: EngineConnection,
  question: Q,
  bounds: AskBounds,
): Promise<Answers[Q["ask"]]> {
  const { signal } = bounds;
  if (signal.aborted) return Promise.reject(cancelled());
  return new Promise<Answers[keyof Answers]>((resolve, reject) => {
    const call: Call = {
      ...{ id: ++state.numbers, about, question, bounds, resolve, reject },
      ...{ rows: [], sent: 0, spentMs: 0 },
    };
    const onAbort = (): void => abandon(state, call);
    signal.addEventListener("abort", onAbort, { once: true });
    call.resolve = (answer) => {
      signal.removeEventListener("abort", onAbort);
      resolve(answer);
    };
    call.reject = (error) => {
      signal.removeEventListener("abort", onAbort);
      reject(error);
    };
    state.waiting.push(call);
    proceed(state);
    // The answer to a question is of its kind: the engine's side has the same types.
  }) as Promise<Answers[Q["ask"]]>;
}

function cancelled(): WarehouseError {
  return new WarehouseError("cancelled", "The query was cancelled.");
}

function abandon(state: EngineState, call: Call): void {
  if (state.running.has(call.id)) stopCall(state, call, cancelled());
  else {
    state.waiting = state.waiting.filter((other) => other !== call);
    call.reject(cancelled());
  }
}

/** Sends what may be sent now. What was under way when a process ended gets the next to itself, to be told from its neighbours. */
function proceed(state: EngineState): void {
  for (let [next] = state.waiting; next; [next] = state.waiting) {
    const isAlone = [...state.running.values()].some(({ sent }) => sent > 1);
    if (isAlone || (next.sent > 0 && state.running.size > 0)) return;
    state.waiting.shift();
    send(state, next);
  }
}

function send(state: EngineState, call: Call): void {
  const { id, about, question } = call;
  const child = state.child ?? start(state);
  clearTimeout(state.idle);
  child.hold(true);
  call.sent++;
  call.rows = [];
  state.running.set(id, call);
  const isKnown = state.told.has(about.number);
  state.told.add(about.number);
  const settings = isKnown ? {} : { settings: about.settings };
  child.send({ kind: "question", id, connection: about.number, question, ...settings });
  runClock(state);
}

function start(state: EngineState): Child {
  const temporary = join(tmpdir(), `eventspec-duckdb-${randomUUID()}`);
  const child = startChild(
    { memoryBytes: state.memoryBytes, temporary, parent: process.pid },
    { message: (message) => heard(state, message), ended: (end) => ended(state, child, end) },
  );
  state.child = child;
  return child;
}

function heard(state: EngineState, message: FromEngine): void {
  if (message.kind === "opening") {
    if (message.active) state.opening.set(message.connection, 0);
    else state.opening.delete(message.connection);
    return;
  }
  const call = state.running.get(message.id);
  if (!call) return;
  if (message.kind === "rows") {
    for (const row of message.rows) call.rows.push(row);
    return;
  }
  if (call.stop) call.reject(call.stop.error);
  else if (message.kind === "failure") call.reject(errorOf(message.failure));
  else call.resolve(withRows(message.answer, call));
  state.running.delete(call.id);
  rest(state);
  proceed(state);
}

/** What came in slices. */
function withRows(answer: Answers[keyof Answers], { question, rows }: Call): Answers[keyof Answers] {
  return question.ask === "run" ? { ...(answer as Answers["run"]), rows } : answer;
}

/** Lets this process end while nothing is asked. */
function rest(state: EngineState): void {
  if (state.running.size > 0) return;
  stopClock(state);
  state.child?.hold(false);
  clearTimeout(state.idle);
  state.idle = setTimeout(() => state.child?.send({ kind: "leave" }), idleMs).unref();
}

function ended(state: EngineState, child: Child, end: ProcessEnd): void {
  if (state.child !== child) return;
  delete state.child;
  state.told.clear();
  state.opening.clear();
  const affected = [...state.running.values()];
  state.running.clear();
  const again: Call[] = [];
  for (const call of affected) {
    const error = call.stop?.error ?? blame(call, affected.length === 1, end, state);
    if (error) call.reject(error);
    else again.push(call);
  }
  state.waiting.unshift(...again);
  rest(state);
  proceed(state);
}

/** Why a question may not be asked again of another process; nothing where it may. */
function blame(
  { sent }: Call,
  wasAlone: boolean,
  end: ProcessEnd,
  { memoryBytes }: EngineState,
): WarehouseError | undefined {
  if (end.outOfMemory && (wasAlone || sent > 1)) return outOfMemory(memoryBytes);
  if (sent > 1)
    return new WarehouseError("crashed", `The engine's process ended ${end.said}, twice, over this.`);
  return undefined;
}

function errorOf({ kind, message, offset }: Failure): Error {
  if (kind === undefined) return new Error(message);
  return new WarehouseError(kind, message, { offset });
}

/** A process that was not told of the connection, or has gone, holds nothing of it. */
async function release(state: EngineState, about: EngineConnection): Promise<void> {
  if (!state.child || !state.told.has(about.number)) return;
  const { signal } = new AbortController();
  await ask(state, about, { ask: "close" }, { signal, limitMs: closingMs }).catch(() => undefined);
  state.told.delete(about.number);
}

function close(state: EngineState): void {
  clearTimeout(state.idle);
  for (const call of state.waiting.splice(0)) call.reject(cancelled());
  for (const call of state.running.values()) stopCall(state, call, cancelled());
  state.child?.send({ kind: "leave" });
}
