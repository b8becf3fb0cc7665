import assert from "node:assert/strict";
import { connectionDialect, isEmbedded } from "../../server/src/tasks/connectionTypes.ts";
import { connectionSettings } from "../support/connections.ts";

describe("what a connection's type tells", () => {
  it("is its dialect, as far as one can know without opening it", () => {
    assert.equal(connectionDialect(connectionSettings("redshift", {})), "redshift");
    assert.equal(connectionDialect(connectionSettings("dbt", {})), "duckdb");
    assert.equal(connectionDialect(connectionSettings("ducksdb", {})), "duckdb");
    assert.equal(connectionDialect(undefined), "duckdb");
  });

  it("is whether it runs inside this process", () => {
    assert.deepEqual(
      ["duckdb", "postgres", "dbt", "ducksdb"].map((type) => isEmbedded(connectionSettings(type, {}))),
      [true, false, false, false],
    );
  });
});
