/** A DuckDB in the engine's process as a `Connection`. */

import type { Connection, DatabaseSettings, EmbeddedEngine } from "../types.ts";
import { createEngineProcess, type EngineProcess } from "./engineProcess.ts";
import { memoryLimit } from "./memory.ts";
import type { Answers, Question } from "./messages.ts";

/** Binding takes milliseconds: what takes longer computes something. */
const bindMs = 5000;
const catalogMs = 30_000;

type Ask = <Q extends Question>(
  question: Q,
  limitMs: number,
  signal: AbortSignal,
) => Promise<Answers[Q["ask"]]>;

/** An engine that any number of connections share. In: its memory, in bytes; as the environment says when absent. */
export function createEmbeddedEngine(memoryBytes?: number): EmbeddedEngine {
  let engine: EngineProcess | undefined;
  const created = () => {
    engine ??= createEngineProcess(memoryBytes ?? memoryLimit());
    return engine;
  };
  return {
    start: () => created().start(),
    open: (settings, signal) => open(created(), settings, { ends: false }, signal),
    close: () => engine?.close(),
  };
}

/** An engine for one connection, which ends with it. */
export function ownEngine(): EmbeddedEngine {
  const engine = createEngineProcess(memoryLimit());
  return {
    start: engine.start,
    open: (settings, signal) => open(engine, settings, { ends: true }, signal),
    close: engine.close,
  };
}

interface Opening {
  /** Whether the engine ends with the connection. */
  readonly ends: boolean;
}

async function open(
  engine: EngineProcess,
  settings: DatabaseSettings,
  { ends }: Opening,
  signal: AbortSignal,
): Promise<Connection> {
  const about = engine.newConnection(settings);
  const ask: Ask = (question, limitMs, stopped) => engine.ask(about, question, { limitMs, signal: stopped });
  const close = async (): Promise<void> => (ends ? engine.close() : engine.release(about));
  try {
    await ask({ ask: "open" }, catalogMs, signal);
  } catch (error) {
    await close();
    throw error;
  }
  return connectionOf(settings.connection, ask, close);
}

function connectionOf(name: string, ask: Ask, close: () => Promise<void>): Connection {
  return {
    name,
    dialect: "duckdb",
    capabilities: { bind: true, estimate: true, cancel: true, readOnly: true, embedded: true },
    tables: (signal) => ask({ ask: "tables" }, catalogMs, signal),
    columns: async (parts, signal) => (await ask({ ask: "columns", parts }, catalogMs, signal)) ?? undefined,
    describe: (signal) => ask({ ask: "describe" }, catalogMs, signal),
    unreadable: (signal) => ask({ ask: "unreadable" }, catalogMs, signal),
    notices: (signal) => ask({ ask: "notices" }, catalogMs, signal),
    bind: (sql, signal) => ask({ ask: "bind", sql }, bindMs, signal),
    estimate: (sql, signal) => ask({ ask: "estimate", sql }, bindMs, signal),
    run: (sql, { limit, timeoutMs }, signal) => ask({ ask: "run", sql, limit, timeoutMs }, timeoutMs, signal),
    close,
  };
}
