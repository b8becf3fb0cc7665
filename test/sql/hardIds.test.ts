import assert from "node:assert/strict";
import { expectedId } from "../support/golden.ts";
import { duckDbSession } from "../support/goldenDuckDb.ts";
import { hardIdsSql, hardKeys } from "../support/hardIds.ts";

describe("ids of values at the ends of their types, on DuckDB", () => {
  for (const keys of hardKeys.duckdb ?? [])
    it(`stay apart: ${keys.type}`, async () => {
      const { rows, sql } = await hardIdsSql(keys, "duckdb");
      const session = await duckDbSession();
      try {
        await session.run(`create table hard as ${rows}`);
        const found = await session.rows(sql);
        const texts = Object.values(keys.values);
        assert.deepEqual(found.map(({ source_key }) => source_key).sort(), [...texts].sort());
        assert.deepEqual(found.map(({ thing_id }) => thing_id).sort(), [...texts].sort());
        assert.deepEqual(
          found.map(({ event_id }) => event_id).sort(),
          texts.map((text) => expectedId("seen", text)).sort(),
        );
        assert.equal(new Set(texts).size, texts.length);
      } finally {
        session.close();
      }
    });
});
