/** What tools import: the SQL in every dialect, and the rows that it gives. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { destinationTools } from "../../../server/src/spec/destinationTools.ts";
import { dialectNames } from "../../../server/src/sql/types.ts";
import { destinationCase, expectedPayload, payloadRows, payloadText } from "../../support/destinationCase.ts";
import { goldenConnection } from "../../support/goldenDuckDb.ts";

const update = process.env.UPDATE_GOLDEN === "1";

describe("payloads of destinations", () => {
  const { folder } = destinationCase();
  for (const tool of destinationTools) {
    for (const dialect of dialectNames)
      it(`of ${tool} are this text in ${dialect}`, async () => {
        const text = await payloadText(tool, dialect);
        const path = join(folder, `${tool}.${dialect}.sql`);
        if (update) writeFileSync(path, text);
        assert.equal(text, readFileSync(path, "utf8"));
      });

    it(`of ${tool} are these rows on DuckDB`, async () => {
      const { connection, remove } = await goldenConnection(destinationCase());
      try {
        const rows = await payloadRows(tool, connection);
        const path = join(folder, `${tool}.expected.json`);
        if (update && !existsSync(path)) writeFileSync(path, `${JSON.stringify(rows, null, 1)}\n`);
        assert.deepEqual(rows, expectedPayload(tool));
      } finally {
        await connection.close();
        await remove();
      }
    });
  }
});
