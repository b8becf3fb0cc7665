import assert from "node:assert/strict";
import { remembering } from "../../../server/src/sql/reader/remembering.ts";
import type { DialectName } from "../../../server/src/sql/types.ts";

function noting(kept?: number) {
  const read: string[] = [];
  const reader = remembering((text: string, dialect: DialectName) => {
    read.push(`${dialect} ${text}`);
    return { text };
  }, kept);
  return { read, reader };
}

describe("a reader that remembers", () => {
  it("reads a text once for each dialect", () => {
    const { read, reader } = noting();
    const first = reader("o.total", "duckdb");
    assert.equal(reader(["o", "total"].join("."), "duckdb"), first);
    reader("o.total", "postgres");
    reader("", "duckdb");
    reader("", "duckdb");
    assert.deepEqual(read, ["duckdb o.total", "postgres o.total", "duckdb "]);
  });

  it("forgets the oldest when there are too many", () => {
    const { read, reader } = noting(2);
    for (const text of ["a", "b", "c", "b", "c", "a"]) reader(text, "duckdb");
    assert.deepEqual(read, ["duckdb a", "duckdb b", "duckdb c", "duckdb a"]);
  });
});
