/**
 * A `Connection` made of what one engine gives: how it is asked, how a cell reads, how its catalog is read. Limits, time,
 * refusals and the places of errors are the same for all of them and stand here.
 */
import type { Column, UnreadableTable } from "../project/types.ts";
import type { DialectName } from "../sql/types.ts";
import { cutRows } from "./answerLimits.ts";
import { type Bounds, bounded, serverTimeout, timeoutError } from "./bounded.ts";
import { oneQuery } from "./oneQuery.ts";
import { queriesAtOnce } from "./queriesAtOnce.ts";
import { createTurns } from "./turns.ts";
import {
  type BindResult,
  type Capabilities,
  type Cell,
  type Connection,
  type DescribedTable,
  type Estimate,
  type FileNotice,
  type ResultColumn,
  type TableName,
  WarehouseError,
} from "./types.ts";
import { refuseVolatile } from "./volatileFunctions.ts";

/** One statement for an engine. */
export interface Statement {
  readonly sql: string;
  /** Characters before the user's query in `sql`: 0 where it is the query itself; absent where none of it is the user's. */
  readonly before?: number;
  /** Only its columns are wanted: it is not run. */
  readonly describeOnly?: true;
  /** Rows at most; absent: all. */
  readonly wanted?: number;
  readonly timeoutMs?: number;
}

/** A column with what the engine's cells need to be read. */
export interface Answer<C extends ResultColumn> {
  readonly columns: readonly C[];
  /** As the engine gives them. */
  readonly rows: readonly (readonly unknown[])[];
  /** What running it would read, where describing it tells. */
  readonly bytes?: number;
}

/** How a statement that is under way is stopped; nothing runs at the engine while there is no `cancel`. */
export interface Running {
  cancel?: Bounds["cancel"];
}

/** How an engine's own ways ask it. */
export interface Asking {
  /** Rows of a statement of ours; of one around the user's query where `before` says how many characters stand before it. */
  rows(sql: string, before?: number): Promise<readonly (readonly Cell[])[]>;
  /** The columns that a statement would give, without running it; `before` as in `Statement`, 0 unless said. */
  describe(sql: string, before?: number): Promise<Answer<ResultColumn>>;
  readonly signal: AbortSignal;
}

/** How tables and columns are read; `sqlCatalog` makes one out of queries. */
export interface CatalogReader {
  tables(asking: Asking): Promise<readonly TableName[]>;
  columns(parts: readonly string[], asking: Asking): Promise<readonly Column[] | undefined>;
  /** Every table with its columns, where one question answers that. */
  describe?(asking: Asking): Promise<readonly DescribedTable[]>;
}

export interface QueryEngine<C extends ResultColumn = ResultColumn> {
  readonly dialect: DialectName;
  readonly capabilities: Capabilities;
  /** Asks. Rejects with `WarehouseError`, whose offset is into the statement; `stopped` says that nothing new may begin. */
  ask(statement: Statement, running: Running, stopped: AbortSignal): Promise<Answer<C>>;
  cell(value: unknown, column: C): Cell;
  readonly catalog: CatalogReader;
  /** What a query is put into to learn its columns; absent: it is described as it is. */
  readonly binding?: {
    readonly head: string;
    readonly tail: string;
    /** The columns come as rows, name and type; else they are those of the whole. */
    readonly listed?: true;
  };
  estimate(query: string, asking: Asking): Promise<Estimate>;
  /** As in `Connection`. */
  plan?(query: string, asking: Asking): Promise<string>;
  /** As in `Connection`. */
  unreadable?(): Promise<readonly Omit<UnreadableTable, "connection">[]>;
  /** As in `Connection`. */
  notices?(): Promise<readonly FileNotice[]>;
  /** For an engine that can say which functions of the users' own are volatile. */
  readonly volatile?: {
    readonly allowed: ReadonlySet<string>;
    ask(names: readonly string[], asking: Asking): Promise<readonly string[]>;
  };
  /** The engine itself refuses what is no single reading statement. Any other is only sent what surely is one. */
  readonly refuses?: true;
  /** How long a question of ours may take, which reads no rows of users; absent: two minutes. */
  readonly questionMs?: number;
  /** How much later than the engine, which stops at the time limit by itself and tells more, its answer is given up. */
  readonly graceMs?: number;
  close?(): Promise<void>;
}

export function queryConnection<C extends ResultColumn>(name: string, given: QueryEngine<C>): Connection {
  const engine = withFewSessions(given);
  const { dialect, capabilities, catalog, plan } = engine;
  const checked = async (sql: string, signal: AbortSignal): Promise<string> => {
    const { volatile } = engine;
    const ask = async (names: readonly string[]) => (await volatile?.ask(names, asking(signal))) ?? [];
    if (volatile) await refuseVolatile(sql, dialect, { allowed: volatile.allowed, ask });
    return engine.refuses ? sql : oneQuery(sql, dialect);
  };
  const asking = (signal: AbortSignal): Asking => askingOf(engine, signal);
  return {
    name,
    dialect,
    capabilities,
    tables: (signal) => catalog.tables(asking(signal)),
    columns: (parts, signal) => catalog.columns(parts, asking(signal)),
    ...(catalog.describe && {
      describe: async (signal: AbortSignal) => (await catalog.describe?.(asking(signal))) ?? [],
    }),
    ...(engine.unreadable && { unreadable: engine.unreadable }),
    ...(engine.notices && { notices: engine.notices }),
    bind: (sql, signal) => orRefused(async () => bind(engine, await checked(sql, signal), asking(signal))),
    async estimate(sql, signal) {
      const query = await checked(sql, signal);
      if (engine.refuses) await asking(signal).describe(query);
      return engine.estimate(query, asking(signal));
    },
    ...(plan && {
      plan: async (sql: string, signal: AbortSignal) => {
        const query = await checked(sql, signal);
        if (engine.refuses) await asking(signal).describe(query);
        return plan(query, asking(signal));
      },
    }),
    async run(sql, { limit, timeoutMs }, signal) {
      const started = performance.now();
      const statement = { sql: await checked(sql, signal), before: 0, wanted: limit + 1, timeoutMs };
      const { columns, rows } = await ask(engine, statement, signal);
      const cut = cutRows(cellsOf(engine, columns, rows.slice(0, limit)));
      return {
        columns: plainColumns(columns),
        rows: cut.rows,
        truncated: rows.length > limit,
        ...(cut.cutCells > 0 && { cutCells: cut.cutCells }),
        elapsedMs: performance.now() - started,
      };
    },
    close: async () => engine.close?.(),
  };
}

/** The same, once the engine has answered: a wrong address or password is told at once. Rejects with `WarehouseError`. */
export async function answeringConnection<C extends ResultColumn>(
  name: string,
  engine: QueryEngine<C>,
  signal: AbortSignal,
): Promise<Connection> {
  await ask(engine, { sql: "select 1", wanted: 1, ...questionLimit(engine) }, signal);
  return queryConnection(name, engine);
}

async function ask<C extends ResultColumn>(
  engine: QueryEngine<C>,
  statement: Statement,
  signal: AbortSignal,
): Promise<Answer<C>> {
  const running: Running = {};
  const { timeoutMs } = statement;
  const began = performance.now();
  const bounds: Bounds = {
    signal,
    ...(timeoutMs !== undefined && { timeoutMs: timeoutMs + (engine.graceMs ?? 0) }),
    cancel: () => (running.cancel ? running.cancel() : false),
  };
  try {
    return await bounded(bounds, (stopped) => engine.ask(statement, running, stopped));
  } catch (error) {
    throw error instanceof WarehouseError ? told(error, statement, performance.now() - began) : error;
  }
}

/**
 * An error as the user is told it: places are of the query, and every engine says the same of its time limit, unless the server
 * has a shorter one of its own.
 */
function told(error: WarehouseError, { before, timeoutMs }: Statement, waitedMs: number): WarehouseError {
  if (error.kind === "timeout")
    return timeoutMs !== undefined && waitedMs >= timeoutMs * 0.9
      ? timeoutError(timeoutMs)
      : serverTimeout(waitedMs);
  if (error.offset === undefined || before === 0) return error;
  const offset = before === undefined ? -1 : error.offset - before;
  return new WarehouseError(error.kind, error.message, {
    ...(offset >= 0 && { offset }),
    cause: error.cause,
  });
}

/** As many sessions as it bears: what comes when all of them are taken waits, within its own time limit. */
function withFewSessions<C extends ResultColumn>(engine: QueryEngine<C>): QueryEngine<C> {
  const take = createTurns(queriesAtOnce(engine.capabilities));
  return {
    ...engine,
    async ask(statement, running, stopped) {
      const giveBack = await take(stopped);
      try {
        return await engine.ask(statement, running, stopped);
      } finally {
        giveBack();
      }
    },
  };
}

const usualQuestionMs = 120_000;

function questionLimit({ questionMs = usualQuestionMs }: Pick<QueryEngine, "questionMs">) {
  return Number.isFinite(questionMs) ? { timeoutMs: questionMs } : {};
}

function askingOf<C extends ResultColumn>(engine: QueryEngine<C>, signal: AbortSignal): Asking {
  return {
    signal,
    async rows(sql, before) {
      const statement = { sql, ...(before !== undefined && { before }), ...questionLimit(engine) };
      const { columns, rows } = await ask(engine, statement, signal);
      return cellsOf(engine, columns, rows);
    },
    describe: (sql, before = 0) =>
      ask(engine, { sql, before, describeOnly: true, ...questionLimit(engine) }, signal),
  };
}

async function bind(
  { binding }: Pick<QueryEngine, "binding">,
  query: string,
  asking: Asking,
): Promise<readonly ResultColumn[]> {
  const { head, tail, listed } = binding ?? { head: "", tail: "" };
  const sql = head + query + tail;
  if (!listed) return plainColumns((await asking.describe(sql, head.length)).columns);
  const rows = await asking.rows(sql, head.length);
  return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
}

/** What the engine refuses is an answer; anything else that fails is not. */
async function orRefused(bound: () => Promise<readonly ResultColumn[]>): Promise<BindResult> {
  try {
    return { ok: true, columns: await bound() };
  } catch (error) {
    if (!(error instanceof WarehouseError) || (error.kind !== "sql" && error.kind !== "refused")) throw error;
    return { ok: false, message: error.message, ...(error.offset !== undefined && { offset: error.offset }) };
  }
}

function plainColumns(columns: readonly ResultColumn[]): ResultColumn[] {
  return columns.map(({ name, type }) => ({ name, type }));
}

/** A value whose column the engine does not tell is taken as text. */
function cellsOf<C extends ResultColumn>(
  engine: Pick<QueryEngine<C>, "cell">,
  columns: readonly C[],
  rows: Answer<C>["rows"],
): Cell[][] {
  return rows.map((row) =>
    row.map((value, i) => {
      const column = columns[i];
      if (column) return engine.cell(value, column);
      return value === null || value === undefined ? null : String(value);
    }),
  );
}
