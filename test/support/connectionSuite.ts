/** What every connection must do, whatever the engine: the same tests for each. */
import assert from "node:assert/strict";
import type { Cell, Connection } from "../../server/src/warehouse/types.ts";
import { failure, never } from "./connections.ts";
import { leaveOut } from "./leftOut.ts";

export interface Engine {
  /** Opens a connection to a warehouse that holds `ordersRows` as the table shop.orders. */
  open(): Promise<Connection>;
  /** The table as the engine's SQL names it. */
  readonly table?: string;
  /** Types of the table's columns as the engine spells them: order_id, customer, total, ordered_at. */
  readonly types: readonly string[];
  /** One expression for each kind of cell; absent where the engine has no such type. */
  readonly cells: readonly (readonly [sql: string, cell: Cell])[];
  /** Would run for minutes. */
  readonly slow: string;
  /** How many queries the server works on now that hold this text, asked for without the connection. */
  running?(text: string): Promise<number>;
  /** Whether errors say where. */
  readonly places: boolean;
  /** What the engine can do and its stand-in here can't, so that it is not tested. */
  readonly untested?: readonly ("together" | "estimate" | "cancel")[];
  /** Where there is no time without a zone: it is read as UTC. */
  readonly onlyMoments?: true;
}

/** To be loaded by each engine in its own words. */
const ordersRows = [
  [1, "Ann", "12.50", "2026-01-05T10:00:00"],
  [2, 'Böb, "the" \\ 😀', "99.00", "2026-01-05T11:30:00.5"],
  [3, null, null, null],
] as const;

const options = { limit: 100, timeoutMs: 60_000 };

/** How soon after a cancellation the server must be seen idle, in milliseconds. */
const idleWithinMs = 10_000;

export function connectionSuite(engine: () => Engine): void {
  describe("as a connection", function () {
    let connection: Connection;
    let table: string;
    before(async () => {
      connection = await engine().open();
      table = engine().table ?? "shop.orders";
    });
    after(() => connection?.close());

    /** A test of what the stand-in of an engine may not be able to do. */
    const itWhere = (
      what: "together" | "estimate" | "cancel",
      title: string,
      test: (this: Mocha.Context) => Promise<void>,
    ): unknown =>
      engine().untested?.includes(what)
        ? leaveOut(`${this.fullTitle()} ${title}`, "the engine's stand-in can't")
        : it(title, test);
    const run = (sql: string, limit = options.limit) => connection.run(sql, { ...options, limit }, never());

    it("lists tables", async () => {
      const names = (await connection.tables(never())).map(({ parts }) =>
        parts.slice(-2).join(".").toLowerCase(),
      );
      assert.ok(names.includes("shop.orders"), names.join(", "));
    });

    it("lists columns", async () => {
      const columns = (await connection.columns(["shop", "orders"], never())) ?? [];
      assert.deepEqual(
        columns.map((column) => [column.name.toLowerCase(), column.type]),
        ["order_id", "customer", "total", "ordered_at"].map((column, i) => [column, engine().types[i]]),
      );
      assert.equal(await connection.columns(["shop", "no_such_table"], never()), undefined);
    });

    it("describes every table at once as it does one by one", async function () {
      if (!connection.describe) return unable(this);
      const all = await connection.describe(never());
      const orders = all.find(({ parts }) => parts.slice(-2).join(".").toLowerCase() === "shop.orders");
      assert.deepEqual(orders?.columns, await connection.columns(["shop", "orders"], never()));
    });

    it("runs a query", async () => {
      const result = await run(
        `select order_id, customer, total, ordered_at from ${table} order by order_id`,
      );
      assert.deepEqual(
        result.columns.map((column) => column.name.toLowerCase()),
        ["order_id", "customer", "total", "ordered_at"],
      );
      const rows = ordersRows.map(([id, customer, total, at]) => [
        id,
        customer,
        total,
        at && engine().onlyMoments ? `${at}Z` : at,
      ]);
      assert.deepEqual(result.rows, rows);
      assert.equal(result.truncated, false);
      assert.ok(result.elapsedMs > 0);
    });

    it("takes no more rows than wanted, and says so", async () => {
      const cut = await run(`select order_id from ${table} order by order_id`, 2);
      assert.deepEqual([cut.rows, cut.truncated], [[[1], [2]], true]);
      const whole = await run(`select order_id from ${table} order by order_id`, 3);
      assert.deepEqual([whole.rows.length, whole.truncated], [3, false]);
    });

    it("gives cells as plain JSON", async () => {
      const { cells } = engine();
      const { rows } = await run(`select ${cells.map(([sql], i) => `${sql} as c${i}`).join(", ")}`);
      for (const [i, [sql, cell]] of cells.entries()) assert.deepEqual(rows[0]?.[i], cell, sql);
    });

    it("runs what ends in a semicolon and a comment", async () => {
      assert.deepEqual((await run("/* first */ select 1 as a; -- last")).rows, [[1]]);
    });

    itWhere("together", "runs queries at the same time", async () => {
      const numbers = [1, 2, 3, 4, 5, 6];
      const results = await Promise.all(numbers.map((number) => run(`select ${number} as n`)));
      assert.deepEqual(
        results.map(({ rows }) => rows),
        numbers.map((number) => [[number]]),
      );
    });

    it("binds without running", async function () {
      if (!connection.capabilities.bind) return unable(this);
      const bound = await connection.bind(`select order_id, total as "Total" from ${table}`, never());
      assert.deepEqual(bound.ok && bound.columns.map(({ name, type }) => [name.toLowerCase(), type]), [
        ["order_id", engine().types[0]],
        ["total", engine().types[2]],
      ]);
    });

    for (const [what, sql] of [
      ["a column", "select ⟦no_such_column from TABLE"],
      ["a column after what is longer in bytes", "select 'ü😀' as a,\n ⟦no_such_column from TABLE"],
      ["a table", "select 1 as a from ⟦shop.no_such_table"],
      ["a word", "select 1 as a ⟦fromm TABLE t"],
    ] as const)
      it(`says what is wrong with ${what}, and where`, async () => {
        const marked = sql.replace("TABLE", table);
        const text = marked.replace("⟦", "");
        const found = connection.capabilities.bind ? await connection.bind(text, never()) : undefined;
        const thrown = await run(text).then(
          () => undefined,
          (error: unknown) => error as { offset?: number; kind: string; message: string },
        );
        assert.equal(thrown?.kind, "sql", thrown?.message);
        assert.notEqual(thrown?.message, "");
        if (found) assert.equal(found.ok, false);
        // Engines differ in which end of a syntax error they name.
        if (!engine().places || what === "a word") return;
        assert.equal(thrown?.offset, marked.indexOf("⟦"));
        if (found && !found.ok) assert.equal(found.offset, marked.indexOf("⟦"));
      });

    for (const [what, sql] of [
      ["two statements", "select 1; select 2"],
      ["a table made", "create table shop.made as select 1 as a"],
      ["rows written", "insert into TABLE select * from TABLE"],
      ["rows removed", "delete from TABLE"],
      ["a table removed", "drop table TABLE"],
      ["a write behind a query", "with a as (select 1 as x) delete from TABLE"],
      ["nothing", " -- nothing"],
    ] as const)
      it(`refuses ${what}`, async () => {
        const text = sql.replaceAll("TABLE", table);
        const error = await run(text).then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        assert.ok(error instanceof Error && "kind" in error, `it was run: ${text}`);
        assert.ok(error.kind === "refused" || error.kind === "sql", `${error.kind}: ${error.message}`);
        assert.equal((await run(`select count(*) as n from ${table}`)).rows[0]?.[0], 3);
        assert.equal(await connection.columns(["shop", "made"], never()), undefined);
      });

    itWhere("estimate", "estimates", async function () {
      if (!connection.capabilities.estimate) return unable(this);
      const estimate = await connection.estimate(`select * from ${table}`, never());
      assert.ok(estimate.basis.length > 5);
      assert.ok(estimate.rows !== undefined || estimate.bytes !== undefined);
    });

    const idle = async (mark: string): Promise<void> => {
      const { running } = engine();
      if (!connection.capabilities.cancel || !running) return;
      const until = Date.now() + idleWithinMs;
      while ((await running(mark)) > 0) assert.ok(Date.now() < until, "the server still works on it");
    };

    itWhere("cancel", "cancels, and the server stops", async () => {
      const { slow, running } = engine();
      const stop = new AbortController();
      const query = connection.run(`/* cancelled */ ${slow}`, options, stop.signal);
      const told = assert.rejects(query, failure("cancelled"));
      if (running) while ((await running("/* cancelled */")) === 0) await new Promise(setImmediate);
      else await run("select 1 as a");
      stop.abort();
      await told;
      await idle("/* cancelled */");
      assert.deepEqual((await run("select 2 as a")).rows, [[2]]);
    });

    itWhere("cancel", "stops at the time limit, and the server stops", async () => {
      const query = connection.run(`/* timed */ ${engine().slow}`, { limit: 1, timeoutMs: 700 }, never());
      await assert.rejects(query, failure("timeout", /700 ms/));
      await idle("/* timed */");
      assert.deepEqual((await run("select 3 as a")).rows, [[3]]);
    });

    it("does not begin what is cancelled already", () =>
      assert.rejects(connection.run("select 1 as a", options, AbortSignal.abort()), failure("cancelled")));
  });
}

function unable({ test }: Mocha.Context): void {
  leaveOut(test?.fullTitle() ?? "", "the connection can't, as its capabilities say");
}
