import assert from "node:assert/strict";
import { createPool } from "../../../server/src/editor/session/connectionPool.ts";
import { environmentOf } from "../../../server/src/project/environment.ts";
import { createSecrets } from "../../../server/src/project/secrets.ts";
import { openConnection } from "../../../server/src/warehouse/open.ts";
import type { Connection } from "../../../server/src/warehouse/types.ts";
import { WarehouseError } from "../../../server/src/warehouse/types.ts";
import { connectionSettings, failure } from "../../support/connections.ts";

/** Connections to DuckDB in memory that tell when they are opened and closed. */
function openings() {
  const log: string[] = [];
  let closed: () => void = () => undefined;
  const open = async (signal: AbortSignal): Promise<Connection> => {
    const context = { projectRoot: "/", ...environmentOf(new Map(), {}, createSecrets()) };
    const connection = await openConnection(connectionSettings("duckdb", {}), context, signal);
    log.push("open");
    return {
      ...connection,
      close: async () => {
        await connection.close();
        log.push("close");
        closed();
      },
    };
  };
  const whenClosed = (): Promise<void> =>
    new Promise((resolve) => {
      closed = resolve;
    });
  return { log, open, whenClosed };
}

const never = new AbortController().signal;
const one = async (connection: Connection): Promise<unknown> =>
  (await connection.run("select 1 as n", { limit: 1, timeoutMs: 5000 }, never)).rows;

describe("createPool", () => {
  it("opens once for all who ask, and closes when nobody has for a while", async () => {
    const { log, open, whenClosed } = openings();
    const pool = createPool({ idleMs: () => 1 });
    const idle = whenClosed();
    const answers = await Promise.all([pool.use("a", open, one, never), pool.use("a", open, one, never)]);
    assert.deepEqual(answers, [[[1]], [[1]]]);
    // The pool's own timer does not keep a process alive; here it has to.
    const alive = setInterval(() => undefined, 10);
    await idle;
    clearInterval(alive);
    assert.deepEqual(log, ["open", "close"]);
  });

  it("keeps keys apart and closes all at the end", async () => {
    const { log, open } = openings();
    const pool = createPool({ idleMs: () => 60_000 });
    await pool.use("a", open, one, never);
    await pool.use("b", open, one, never);
    await pool.close();
    assert.deepEqual(log, ["open", "open", "close", "close"]);
  });

  it("drops a connection that is lost, and opens another", async () => {
    const { log, open } = openings();
    const pool = createPool({ idleMs: () => 60_000 });
    const lost = async (): Promise<never> => {
      throw new WarehouseError("lost", "The connection was lost.");
    };
    await assert.rejects(pool.use("a", open, lost, never), failure("lost"));
    assert.deepEqual(await pool.use("a", open, one, never), [[1]]);
    assert.equal(log.filter((entry) => entry === "open").length, 2);
    await pool.close();
  });

  it("tells all who use a lost connection, and lends them another at once", async () => {
    const { log, open } = openings();
    const pool = createPool({ idleMs: () => 60_000 });
    let breakDown: (error: Error) => void = () => undefined;
    const other = pool.use("a", open, () => new Promise<never>((_, reject) => (breakDown = reject)), never);
    const lost = async (): Promise<never> => {
      throw new WarehouseError("lost", "The server went away.");
    };
    await assert.rejects(pool.use("a", open, lost, never), failure("lost"));
    // The other one is still at it, on a connection that will not answer any more.
    assert.deepEqual(await pool.use("a", open, one, never), [[1]]);
    assert.equal(log.filter((entry) => entry === "open").length, 2);
    breakDown(new Error("read ECONNRESET"));
    await assert.rejects(other, failure("lost", /The server went away/));
    assert.deepEqual(await pool.use("a", open, one, never), [[1]]);
    assert.equal(log.filter((entry) => entry === "open").length, 2, "the fresh one is kept");
    await pool.close();
  });

  it("tries again after a failure to open", async () => {
    const { open } = openings();
    const pool = createPool({ idleMs: () => 60_000 });
    const unreachable = async (): Promise<Connection> => {
      throw new WarehouseError("unreachable", "Nobody is there.");
    };
    await assert.rejects(pool.use("a", unreachable, one, never), failure("unreachable"));
    assert.deepEqual(await pool.use("a", open, one, never), [[1]]);
    await pool.close();
  });

  it("does not wait for a connection once it is told to stop", async () => {
    const pool = createPool({ idleMs: () => 60_000 });
    const stop = new AbortController();
    const waiting = pool.use("a", () => new Promise<Connection>(() => undefined), one, stop.signal);
    stop.abort();
    await assert.rejects(waiting, failure("cancelled"));
  });
});
