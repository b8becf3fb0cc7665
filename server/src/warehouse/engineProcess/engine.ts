/**
 * The process of the embedded engine. It answers one parent by messages, and ends when that is gone. Its second thread is
 * the guard, which goes on looking while native code keeps this one from it.
 */
import { rm } from "node:fs/promises";
import { sizeOf } from "../answerLimits.ts";
import { type Connection, type DatabaseSettings, WarehouseError } from "../types.ts";
import { startGuard } from "./guard.ts";
import type { Answers, FromEngine, ProcessLimits, Question, ToEngine } from "./messages.ts";

/** Rows of one message, in characters of text: enough for speed, and read by the parent in a moment. */
const sliceCharacters = 500_000;

interface Engine {
  readonly limits: ProcessLimits;
  readonly driver: Promise<typeof import("../connections/duckdb/connection.ts")>;
  readonly settings: Map<number, DatabaseSettings>;
  readonly connections: Map<number, Promise<Connection>>;
  /** Questions that are being answered. */
  readonly running: Map<number, AbortController>;
}

function serve(limits: ProcessLimits): void {
  startGuard(limits);
  // It is there when the first question comes; what went wrong is told to that.
  const driver = import("../connections/duckdb/connection.ts");
  driver.catch(() => undefined);
  const engine: Engine = { limits, driver, settings: new Map(), connections: new Map(), running: new Map() };
  process.on("message", (message: ToEngine) => {
    if (message.kind === "leave") void leave(limits);
    else if (message.kind === "cancel") engine.running.get(message.id)?.abort();
    else void answer(engine, message);
  });
  process.on("disconnect", () => void leave(limits));
  if (!process.connected) void leave(limits);
  // Ctrl-C reaches every process of a terminal: the parent decides what becomes of this one.
  process.on("SIGINT", () => undefined);
}

/** By force: an engine in the middle of its work lets nobody leave. */
async function leave({ temporary }: ProcessLimits): Promise<void> {
  await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
  process.kill(process.pid, "SIGKILL");
}

async function answer(engine: Engine, message: Extract<ToEngine, { kind: "question" }>): Promise<void> {
  const { id, question } = message;
  const stopping = new AbortController();
  engine.running.set(id, stopping);
  try {
    const given = await answerOf(engine, message, stopping.signal);
    tell({
      kind: "answer",
      id,
      answer: question.ask === "run" ? inSlices(id, given as Answers["run"]) : given,
    });
  } catch (error) {
    tell({ kind: "failure", id, failure: failureOf(error) });
  } finally {
    engine.running.delete(id);
  }
}

function tell(message: FromEngine): void {
  process.send?.(message);
}

function failureOf(error: unknown): Extract<FromEngine, { kind: "failure" }>["failure"] {
  if (!(error instanceof WarehouseError))
    return { message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  const { kind, message, offset } = error;
  return { kind, message, offset };
}

async function answerOf(
  engine: Engine,
  { connection: number, settings, question }: Extract<ToEngine, { kind: "question" }>,
  signal: AbortSignal,
): Promise<Answers[keyof Answers]> {
  if (settings) engine.settings.set(number, settings);
  if (question.ask === "close") return close(engine, number);
  const opening = engine.connections.get(number) ?? open(engine, number, signal);
  engine.connections.set(number, opening);
  // What can't be opened is tried anew when it is next asked: its files may have been mended.
  opening.catch(() => engine.connections.delete(number));
  return ask(await opening, question, signal);
}

async function open(
  { limits, driver, settings }: Engine,
  number: number,
  signal: AbortSignal,
): Promise<Connection> {
  const known = settings.get(number);
  if (!known) throw new Error(`There is no connection ${number} in this process.`);
  const { openDuckDb } = await driver;
  const onOpening = (active: boolean): void => tell({ kind: "opening", connection: number, active });
  return openDuckDb(known, { ...limits, onOpening }, signal);
}

async function close({ connections, settings }: Engine, number: number): Promise<null> {
  const opening = connections.get(number);
  connections.delete(number);
  settings.delete(number);
  await opening?.then((connection) => connection.close());
  return null;
}

async function ask(
  connection: Connection,
  question: Question,
  signal: AbortSignal,
): Promise<Answers[keyof Answers]> {
  switch (question.ask) {
    case "open":
      return null;
    case "tables":
      return connection.tables(signal);
    case "columns":
      return (await connection.columns(question.parts, signal)) ?? null;
    case "describe":
      return (await connection.describe?.(signal)) ?? [];
    case "unreadable":
      return (await connection.unreadable?.(signal)) ?? [];
    case "notices":
      return (await connection.notices?.(signal)) ?? [];
    case "bind":
      return connection.bind(question.sql, signal);
    case "estimate":
      return connection.estimate(question.sql, signal);
    case "plan":
      return (await connection.plan?.(question.sql, signal)) ?? "";
    case "run":
      return connection.run(question.sql, question, signal);
  }
}

/** Sends the rows ahead. Out: the result without them. */
function inSlices(id: number, result: Answers["run"]): Answers["run"] {
  let slice: Answers["run"]["rows"][number][] = [];
  let characters = 0;
  const send = (): void => {
    if (slice.length > 0) tell({ kind: "rows", id, rows: slice });
    slice = [];
    characters = 0;
  };
  for (const row of result.rows) {
    slice.push(row);
    for (const cell of row) characters += sizeOf(cell);
    if (characters >= sliceCharacters) send();
  }
  send();
  return { ...result, rows: [] };
}

serve(JSON.parse(process.argv[2] ?? "{}") as ProcessLimits);
