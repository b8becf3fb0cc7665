import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChild } from "../../server/src/warehouse/engineProcess/child.ts";
import { createEmbeddedEngine } from "../../server/src/warehouse/engineProcess/connection.ts";
import { memoryLimit } from "../../server/src/warehouse/engineProcess/memory.ts";
import type { Connection, EmbeddedEngine } from "../../server/src/warehouse/types.ts";
import { failure, never, open } from "../support/connections.ts";
import { enginesOf } from "../support/processTree.ts";

const options = { limit: 100, timeoutMs: 20_000 };
const mib = 1024 ** 2;
const bomb = "list_sum(range(3000000000))";
const endless = "select count(*) from range(100000000) a, range(100000) b where a.range + b.range = 7";

describe("the engine's process", function () {
  this.timeout(60_000);
  let engine: EmbeddedEngine;
  let connection: Connection;
  before(async () => {
    engine = createEmbeddedEngine(512 * mib);
    connection = await open("duckdb", {}, { engine });
  });
  after(() => engine.close());

  const one = async (): Promise<unknown> => (await connection.run("select 1", options, never())).rows;
  const run = (sql: string) => connection.run(sql, options, never());

  for (const what of ["bind", "estimate"] as const)
    it(`ends over its memory when asked to ${what}, and serves the next question`, async () => {
      await assert.rejects(
        connection[what](`select ${bomb}`, never()),
        failure("limit", /more than 512 MiB of memory/),
      );
      assert.deepEqual(await one(), [[1]]);
    });

  it("ends over the time of a question that no interruption reaches", async () => {
    const sql = "select levenshtein(repeat('a', 200000), repeat('b', 200000)) as distance";
    const began = performance.now();
    await assert.rejects(connection.bind(sql, never()), failure("timeout", /after 5 s, its time limit/));
    assert.ok(performance.now() - began < 10_000);
    assert.deepEqual(await one(), [[1]]);
  });

  it("answers what else was under way, and blames the question alone", async () => {
    const [blamed, ...others] = await Promise.allSettled([
      run(`select ${bomb}`),
      run("select 2"),
      run("select count(*) from range(300000000)"),
      connection.bind("select 3 as three", never()),
    ]);
    assert.equal(blamed.status, "rejected");
    assert.ok(failure("limit")(blamed.reason));
    assert.deepEqual(
      others.map(({ status }) => status),
      ["fulfilled", "fulfilled", "fulfilled"],
    );
  });

  it("is started again when it was killed, and asks again", async () => {
    const asked = run("select count(*) from range(500000000) where range % 3 = 1");
    const engines = await enginesOf(process.pid);
    assert.ok(engines.length > 0);
    for (const { pid } of engines) process.kill(pid, "SIGKILL");
    assert.equal((await asked).rows.length, 1);
  });

  it("stops what is cancelled, and takes no other with it", async () => {
    const stopping = new AbortController();
    const stopped = connection.run(endless, { limit: 1, timeoutMs: 60_000 }, stopping.signal);
    const other = run("select count(*) from range(300000000)");
    setTimeout(() => stopping.abort(), 300);
    await assert.rejects(stopped, failure("cancelled"));
    assert.equal((await other).rows.length, 1);
  });

  it("rejects what waits when it is closed", async () => {
    const own = createEmbeddedEngine(512 * mib);
    const lone = await open("duckdb", {}, { engine: own });
    const asked = lone.run(endless, options, never());
    own.close();
    await assert.rejects(asked, failure("cancelled"));
  });

  it("cuts long texts and lists, nested ones too, and says so", async () => {
    const { rows, cutCells } = await run(
      "select repeat('ä😀', 60000) as t, range(20000) as l, {'a': repeat('x', 100001)} as s, 'short' as o",
    );
    const [text, list, struct, short] = rows[0] ?? [];
    assert.equal(cutCells, 3);
    const said = "… (cut at 100,000 characters)";
    assert.ok(
      typeof text === "string" && text.endsWith(said) && !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(text),
    );
    assert.ok(Array.isArray(list) && list.length === 10_001);
    assert.equal(list.at(-1), "… (cut at 10,000 items)");
    assert.deepEqual(struct, { a: "x".repeat(100_000) + said });
    assert.equal(short, "short");
  });

  it("gives up an answer that is too large", async () => {
    const sql = "select repeat('x', 90000) as t from range(1000)";
    await assert.rejects(
      connection.run(sql, { limit: 1000, timeoutMs: 20_000 }, never()),
      failure("limit", /larger than 16 MiB/),
    );
  });

  it("ends by itself when the process that started it was gone before it was there", async () => {
    const gone = spawnSync(process.execPath, ["--version"]).pid;
    const limits = {
      memoryBytes: 512 * mib,
      temporary: join(tmpdir(), "eventspec-test-orphan"),
      parent: gone,
    };
    const said = await new Promise((resolve) => {
      startChild(limits, { message: () => undefined, ended: ({ said }) => resolve(said) });
    });
    assert.match(String(said), /SIGKILL|code/);
  });

  it("knows nothing of the environment", async () => {
    process.env.EVENTSPEC_TEST_SECRET = "hunter2-very-secret";
    const own = createEmbeddedEngine(512 * mib);
    try {
      const lone = await open("duckdb", {}, { engine: own });
      await assert.rejects(lone.run("select getenv('EVENTSPEC_TEST_SECRET')", options, never()));
    } finally {
      own.close();
      delete process.env.EVENTSPEC_TEST_SECRET;
    }
  });
});

describe("the memory of the engine's process", () => {
  it("is what the environment says, or at least a part of the machine's", () => {
    assert.equal(memoryLimit("512 MiB"), 512 * mib);
    for (const said of [undefined, ""]) {
      const usual = memoryLimit(said);
      assert.ok(usual >= 1024 * mib && usual <= 4096 * mib);
    }
  });

  for (const said of ["lots", "1 MB", "-1"])
    it(`is told to be wrong where it says ${said}`, () => {
      assert.throws(
        () => memoryLimit(said),
        failure("settings", /EVENTSPEC_ENGINE_MEMORY must be .* 256 MiB/),
      );
    });
});
