/** A DuckDB in the engine's process as a `Connection`. */

import type { Secrets } from "../../project/secrets.ts";
import type { Keeper } from "../kept/keeper.ts";
import type { Connection, DatabaseSettings, EmbeddedEngine } from "../types.ts";
import { createEngineProcess, type EngineProcess } from "./engineProcess.ts";
import { memoryLimit } from "./memory.ts";
import type { Ask } from "./messages.ts";

/** Binding takes milliseconds: what takes longer computes something. */
const bindMs = 5000;
const catalogMs = 30_000;

/**
 * An engine that any number of connections share. In: its memory, in bytes, as the environment says when absent; and what keeps
 * its answers between processes, where something does.
 */
export function createEmbeddedEngine(memoryBytes?: number, keeper?: Keeper): EmbeddedEngine {
  let engine: EngineProcess | undefined;
  const created = () => {
    engine ??= createEngineProcess(memoryBytes ?? memoryLimit());
    return engine;
  };
  return {
    start: () => created().start(),
    open: (settings, signal, secrets) => open(created(), settings, { ends: false, keeper, secrets }, signal),
    close: () => engine?.close(),
  };
}

/** An engine for one connection, which ends with it. */
export function ownEngine(keeper?: Keeper): EmbeddedEngine {
  const engine = createEngineProcess(memoryLimit());
  return {
    start: engine.start,
    open: (settings, signal, secrets) => open(engine, settings, { ends: true, keeper, secrets }, signal),
    close: engine.close,
  };
}

interface Opening {
  /** Whether the engine ends with the connection. */
  readonly ends: boolean;
  readonly keeper: Keeper | undefined;
  /** What no kept answer may hold; nothing is kept where that is not known. */
  readonly secrets: Secrets | undefined;
}

async function open(
  engine: EngineProcess,
  settings: DatabaseSettings,
  { ends, keeper, secrets }: Opening,
  signal: AbortSignal,
): Promise<Connection> {
  const about = engine.newConnection(settings);
  const ask: Ask = (question, limitMs, stopped) => engine.ask(about, question, { limitMs, signal: stopped });
  const close = async (): Promise<void> => (ends ? engine.close() : engine.release(about));
  try {
    const kept = secrets && (await keeper?.keep(ask, settings, secrets));
    // What was opened before over the same data is opened with the first question that needs it.
    if (!kept?.isKnown) await ask({ ask: "open" }, catalogMs, signal);
    const closeBoth = async (): Promise<void> => void (await Promise.all([kept?.close(), close()]));
    return connectionOf(settings.connection, kept?.ask ?? ask, closeBoth);
  } catch (error) {
    await close();
    throw error;
  }
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
    plan: (sql, signal) => ask({ ask: "plan", sql }, bindMs, signal),
    run: (sql, { limit, timeoutMs }, signal) => ask({ ask: "run", sql, limit, timeoutMs }, timeoutMs, signal),
    close,
  };
}
