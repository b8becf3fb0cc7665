import assert from "node:assert/strict";
import {
  answeringConnection,
  type QueryEngine,
  queryConnection,
} from "../../server/src/warehouse/queryConnection.ts";
import { sqlCatalog } from "../../server/src/warehouse/sqlCatalog.ts";
import { type Cell, WarehouseError } from "../../server/src/warehouse/types.ts";
import { failure, never, open } from "../support/connections.ts";

/** An engine of one column whose answers are given. */
function engineOf(given: Partial<QueryEngine>): QueryEngine {
  return {
    dialect: "postgres",
    capabilities: { bind: true, estimate: true },
    ask: async () => ({ columns: [{ name: "n", type: "integer" }], rows: [[1]] }),
    cell: (value) => value as Cell,
    catalog: sqlCatalog({
      tables: "select tables",
      columns: (name) => `select columns of ${name.join(" of ")}`,
      row: ["database", "schema", "table", "tableDescription", "column", "type", "nullable", "description"],
    }),
    estimate: async () => ({ billed: false, basis: "by nothing" }),
    ...given,
  };
}

const failing = (error: WarehouseError) => engineOf({ ask: () => Promise.reject(error) });
const refusal = new WarehouseError("sql", "No such column.", { offset: 12 });

describe("a connection made of an engine", () => {
  it("tells the places of errors in the user's query", async () => {
    const binding = { head: "describe ", tail: "" };
    const plain = queryConnection("dev", failing(refusal));
    const wrapped = queryConnection("dev", { ...failing(refusal), binding });
    assert.deepEqual(await plain.bind("select n", never()), {
      ok: false,
      message: "No such column.",
      offset: 12,
    });
    assert.deepEqual(await wrapped.bind("select n", never()), {
      ok: false,
      message: "No such column.",
      offset: 3,
    });
    const before = { ...failing(new WarehouseError("sql", "No such word.", { offset: 2 })), binding };
    assert.deepEqual(await queryConnection("dev", before).bind("select n", never()), {
      ok: false,
      message: "No such word.",
    });
  });

  it("tells no place in a statement of ours", async () => {
    const { columns } = queryConnection("dev", failing(refusal));
    const error = await columns(["orders"], never()).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof WarehouseError);
    assert.deepEqual([error.kind, error.message, error.offset], ["sql", "No such column.", undefined]);
  });

  it("says of a time limit what is said of it everywhere, and of the server's own what was waited", async () => {
    const own = new WarehouseError("timeout", "canceling statement due to statement timeout");
    const after = (ms: number): QueryEngine =>
      engineOf({ ask: () => new Promise((_, reject) => setTimeout(() => reject(own), ms)) });
    const run = (ms: number, timeoutMs: number) =>
      queryConnection("dev", { ...after(ms), graceMs: 1000 }).run(
        "select 1",
        { limit: 1, timeoutMs },
        never(),
      );
    await assert.rejects(
      run(60, 50),
      failure("timeout", /^The query was stopped after 50 ms, its time limit\.$/),
    );
    await assert.rejects(
      run(30, 60_000),
      failure("timeout", /^The server stopped the query after \d+ ms, by a time limit of its own\.$/),
    );
  });

  it("takes few sessions, and what waits for one can be cancelled", async () => {
    let [now, most] = [0, 0];
    const going: (() => void)[] = [];
    const engine = engineOf({
      async ask() {
        most = Math.max(most, ++now);
        await new Promise<void>((resolve) => going.push(resolve));
        now--;
        return { columns: [{ name: "n", type: "integer" }], rows: [[1]] };
      },
    });
    const connection = queryConnection("dev", engine);
    const stopping = new AbortController();
    const run = (signal: AbortSignal) => connection.run("select 1", { limit: 1, timeoutMs: 60_000 }, signal);
    const asked = Array.from({ length: 20 }, () => run(never()));
    const stopped = run(stopping.signal);
    stopping.abort();
    await assert.rejects(stopped, failure("cancelled"));
    let ended = 0;
    for (const each of asked) void each.then(() => ended++);
    while (ended < asked.length) {
      going.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(most, 4);
  });

  it("gives questions of its own a time limit, too", async () => {
    const seen: (number | undefined)[] = [];
    const engine = engineOf({
      async ask({ timeoutMs }) {
        seen.push(timeoutMs);
        return { columns: [{ name: "n", type: "integer" }], rows: [] };
      },
    });
    for (const given of [engine, { ...engine, questionMs: 5000 }]) {
      const connection = queryConnection("dev", given);
      await connection.bind("select 1", never());
      await connection.tables(never());
      await answeringConnection("dev", given, never());
    }
    assert.deepEqual(seen, [120_000, 120_000, 120_000, 5000, 5000, 5000]);
  });

  it("leaves an engine that keeps the time itself some time to say so", async () => {
    const cancelled: string[] = [];
    const engine = (graceMs: number): QueryEngine =>
      engineOf({
        graceMs,
        async ask({ timeoutMs = 0 }, running) {
          running.cancel = () => {
            cancelled.push(`after ${graceMs}`);
            return false;
          };
          return new Promise((_, reject) =>
            setTimeout(() => reject(new WarehouseError("timeout", "Too long.")), timeoutMs + 20),
          );
        },
      });
    for (const graceMs of [0, 60_000])
      await assert.rejects(
        queryConnection("dev", engine(graceMs)).run("select 1", { limit: 1, timeoutMs: 5 }, never()),
        failure("timeout", /5 ms/),
      );
    assert.deepEqual(cancelled, ["after 0"]);
  });

  it("takes only a refusal for an answer to binding", async () => {
    const lost = queryConnection("dev", failing(new WarehouseError("lost", "The server went away.")));
    await assert.rejects(lost.bind("select 1", never()), failure("lost"));
    const writing = await queryConnection("dev", engineOf({})).bind("delete from orders", never());
    assert.deepEqual(writing, {
      ok: false,
      message: "Only a query can be run; this statement is not a query.",
    });
  });

  it("estimates nothing but a query, also where the engine itself refuses the rest", async () => {
    const connection = await open("duckdb", {});
    const estimate = connection.estimate("create table a as select 1 as n", never());
    await assert.rejects(estimate, failure("refused", /Only a query can be run/));
    await connection.close();
  });

  it("asks at once when it is opened", async () => {
    const away = failing(new WarehouseError("unreachable", "No server answers."));
    await assert.rejects(answeringConnection("dev", away, never()), failure("unreachable"));
  });

  it("closes what the engine holds open", async () => {
    let closed = 0;
    const engine = engineOf({
      async close() {
        closed++;
      },
    });
    await queryConnection("dev", engine).close();
    assert.equal(closed, 1);
  });
});

describe("a catalog that is read by queries", () => {
  const rows = [
    ["memory", "shop", "orders", "What was bought", "id", "bigint", "NO", "Its number"],
    ["memory", "shop", "orders", "What was bought", "total", "double", "YES", null],
    ["other", "shop", "orders", null, "id", "bigint", false, ""],
    ["other", "shop", "orders", null, "note", "varchar", true, null],
  ];
  const asked: string[] = [];
  const connection = queryConnection(
    "dev",
    engineOf({
      ask: async ({ sql }) => {
        asked.push(sql);
        const columns = Array.from({ length: 8 }, (_, i) => ({ name: `c${i}`, type: "varchar" }));
        return { columns, rows: /nothing/.test(sql) ? [] : rows };
      },
    }),
  );

  it("tells tables of the same name apart", async () => {
    const parts = ["shop", "orders"];
    assert.deepEqual(await connection.describe?.(never()), [
      {
        parts,
        description: "What was bought",
        columns: [
          { name: "id", type: "bigint", description: "Its number", nullable: false },
          { name: "total", type: "double" },
        ],
      },
      {
        parts,
        columns: [
          { name: "id", type: "bigint", nullable: false },
          { name: "note", type: "varchar" },
        ],
      },
    ]);
  });

  it("has the columns of the table that is likeliest meant, asked for from the end of its name", async () => {
    const columns = await connection.columns(["shop", "orders"], never());
    assert.deepEqual(
      columns?.map(({ name }) => name),
      ["id", "total"],
    );
    assert.equal(asked.at(-1), "select columns of orders of shop");
    assert.equal(await connection.columns(["nothing"], never()), undefined);
  });
});
