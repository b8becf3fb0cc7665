import assert from "node:assert/strict";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { WarehouseError } from "../../server/src/warehouse/types.ts";
import { open } from "../support/connections.ts";
import { projectOf } from "../support/memoryProject.ts";
import { proofFiles } from "../support/proofCases.ts";
import { prove } from "../support/prove.ts";

const projectFile = "eventspec: 1\nname: p\n";
const quick = `from: {sql: "select 1 as id, timestamp '2026-01-01' as at"}
as: q
key: q.id
events:
  quick_one: {at: q.at, tests: [{rows: {name: none, where: event = 'x'}}]}
`;
/** Hours of work, of which each row is looked at. */
const endless = `from: {sql: "select a.range as id, timestamp '2026-01-01' as at from range(1000000) as a, range(1000000) as b where (a.range * b.range) % 7 = 3"}
as: s
key: s.id
events:
  slow_one: {at: s.at, tests: [{rows: {name: none, where: event = 'x'}}]}
`;

describe("a run of tests", () => {
  let connection: Connection;
  before(async () => {
    connection = await open("duckdb", {});
  });
  after(() => connection?.close());

  it("ends within 200 ms of being stopped, with what it has", async function () {
    this.timeout(60_000);
    const project = await projectOf({
      "eventspec.yml": projectFile,
      "a.events.yml": quick,
      "b.events.yml": endless,
    });
    // The best of three: a busy machine may be late by itself.
    const waited: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const stop = new AbortController();
      let stopped = 0;
      const results = await prove(project, connection, {
        signal: stop.signal,
        onResult: ({ check }) => {
          if (check.event.name !== "quick_one" || stopped > 0) return;
          stopped = performance.now();
          stop.abort();
        },
      });
      waited.push(performance.now() - stopped);
      const events = new Set([...results.values()].map(({ check }) => check.event.name));
      assert.ok(!events.has("slow_one"), "what was stopped has no result");
    }
    assert.ok(Math.min(...waited) <= 200, `${waited.map(Math.round).join(", ")} ms`);
  });

  it("runs each check once", async () => {
    const told: string[] = [];
    const results = await prove(await projectOf(proofFiles), connection, {
      onResult: ({ check }) => told.push(check.id),
    });
    assert.deepEqual(told.sort(), [...new Set([...results.values()].map(({ check }) => check.id))].sort());
    assert.deepEqual(
      [...results.values()].filter(({ message }) => /Nothing runs|no result/.test(message)),
      [],
    );
  });

  it("tells a time-out as an error of the checks that it ends, and of no other", async () => {
    const project = await projectOf({
      "eventspec.yml": projectFile,
      "a.events.yml": quick,
      "b.events.yml": endless,
    });
    const results = await prove(project, connection, { timeoutMs: 500 });
    const statuses = [...results].map(([name, { status, message }]) => [
      name,
      status,
      status === "error" ? message : "",
    ]);
    assert.deepEqual(
      statuses.filter(([name]) => name?.startsWith("quick_one")).map(([, status]) => status),
      ["passed", "passed", "passed"],
    );
    for (const [name, status, message] of statuses.filter(([one]) => one?.startsWith("slow_one"))) {
      assert.equal(status, "error", name);
      assert.match(message ?? "", /0\.5 s|500 ms|longer/);
    }
  });

  it("tells what would read more than allowed as an error, before it runs", async () => {
    const project = await projectOf({ "eventspec.yml": projectFile, "a.events.yml": quick });
    const ran: string[] = [];
    const metered: Connection = {
      ...connection,
      capabilities: { estimate: true, bind: true },
      estimate: async () => ({ bytes: 5_000_000, billed: true, basis: "told" }),
      run(sql, options, signal) {
        ran.push(sql);
        return connection.run(sql, options, signal);
      },
    };
    const results = await prove(project, metered, { maxBytes: 1_000_000 });
    for (const { status, message } of results.values()) {
      assert.equal(status, "error");
      assert.match(message, /would read 5 MB/);
    }
    assert.equal(results.size, 3);
    assert.deepEqual(ran, []);
  });

  it("tells a lost connection as an error of each check", async () => {
    const project = await projectOf({ "eventspec.yml": projectFile, "a.events.yml": quick });
    const lost: Connection = {
      ...connection,
      run: () => Promise.reject(new WarehouseError("lost", "The connection was lost.")),
    };
    const results = await prove(project, lost);
    assert.deepEqual(
      [...results.values()].map(({ status, message }) => [status, message]),
      Array.from({ length: 3 }, () => ["error", "The connection was lost."]),
    );
  });
});
