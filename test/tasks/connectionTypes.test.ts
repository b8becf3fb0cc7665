import assert from "node:assert/strict";
import { dialectOf, isEmbedded } from "../../server/src/tasks/connectionTypes.ts";
import { connectionSettings } from "../support/connections.ts";

describe("what a connection's type tells", () => {
  it("is its dialect, as far as one can know without opening it", () => {
    assert.equal(dialectOf(connectionSettings("redshift", {})), "redshift");
    assert.equal(dialectOf(connectionSettings("dbt", {})), "duckdb");
    assert.equal(dialectOf(connectionSettings("ducksdb", {})), "duckdb");
    assert.equal(dialectOf(undefined), "duckdb");
  });

  it("is whether it runs inside this process", () => {
    assert.deepEqual(
      ["duckdb", "postgres", "dbt", "ducksdb"].map((type) => isEmbedded(connectionSettings(type, {}))),
      [true, false, false, false],
    );
  });
});
