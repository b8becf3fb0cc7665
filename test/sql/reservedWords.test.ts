import assert from "node:assert/strict";
import { DuckDBInstance } from "@duckdb/node-api";
import { reservedSomewhere } from "../../server/src/sql/reservedWords.ts";

describe("words that need quotes", () => {
  it("are all that DuckDB reads as no name of a table or column", async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const session = await instance.connect();
    const keywords = (await session.runAndReadAll("select keyword_name from duckdb_keywords()")).getRows();
    const refused: string[] = [];
    for (const [word] of keywords as [string][]) {
      const statement = `select ${word}.${word} from (select 1 as ${word}) as ${word} order by ${word}`;
      await session.run(statement).catch(() => refused.push(word));
    }
    session.closeSync();
    instance.closeSync();
    assert.ok(refused.length > 50, `${refused.length} words`);
    assert.deepEqual(
      refused.filter((word) => !reservedSomewhere.has(word)),
      [],
    );
  });
});
