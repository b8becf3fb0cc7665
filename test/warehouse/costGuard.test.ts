import assert from "node:assert/strict";
import { costGuard } from "../../server/src/warehouse/costGuard.ts";
import type { Capabilities, Connection, Estimate } from "../../server/src/warehouse/types.ts";
import { never, open, temporaryFolder } from "../support/connections.ts";

/** A connection of which only the estimate is asked. */
function priced(estimate: Estimate, capabilities: Capabilities = { estimate: true }): Connection {
  const notAsked = (): never => {
    throw new Error("nothing but the estimate may be asked");
  };
  return {
    name: "prod",
    dialect: "bigquery",
    capabilities,
    tables: notAsked,
    columns: notAsked,
    bind: notAsked,
    run: notAsked,
    estimate: async () => estimate,
    close: async () => undefined,
  };
}

describe("the cost guard", () => {
  const guard = (connection: Connection, maxBytes?: number) =>
    costGuard(connection, "select 1", maxBytes, never());

  it("lets through what reads no more than allowed", async () => {
    const estimate = { bytes: 1000, billed: true, basis: "dry run" };
    assert.deepEqual(await guard(priced(estimate), 1000), { allowed: true, estimate });
  });

  it("stops what reads more, and says how much", async () => {
    const verdict = await guard(priced({ bytes: 2_500_000_000, billed: true, basis: "dry run" }), 1_000_000);
    assert.equal(verdict.allowed, false);
    assert.match(verdict.reason ?? "", /would read 2\.5 GB; the connection "prod" allows 1 MB/);
  });

  it("stops what is billed and can't be told, and lets through what costs nothing", async () => {
    assert.equal((await guard(priced({ billed: true, basis: "none" }), 10)).allowed, false);
    assert.equal((await guard(priced({ billed: false, basis: "none" }), 10)).allowed, true);
  });

  it("asks nothing where there is no limit, or no way to ask", async () => {
    const dear = { bytes: 1e15, billed: true, basis: "dry run" };
    assert.deepEqual(await guard(priced(dear)), { allowed: true });
    assert.deepEqual(await guard(priced(dear, {}), 1), { allowed: true });
  });

  it("does not ask DuckDB over files, which cost nothing", async () => {
    const folder = await temporaryFolder({ "t.csv": "a\n1\n" });
    const connection = await open("duckdb", { files: { t: "t.csv" } }, { projectRoot: folder.path });
    assert.deepEqual(await costGuard(connection, "select * from t", 1, never()), { allowed: true });
    await connection.close();
    await folder.remove();
  });
});
