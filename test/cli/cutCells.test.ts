import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const files = {
  "eventspec.yml": `eventspec: 1
name: long
connection: files
connections: {files: {type: duckdb, files: {letters: letters.csv}}}
entities: {customer: {type: integer}}
rules: {extends: minimal}
`,
  "letters.events.yml": `from: letters
as: l
key: l.id
entities: {customer: l.id}
events:
  letter_sent:
    at: l.at
    properties:
      body: {sql: "repeat(l.body, 100001)"}
`,
  "letters.csv": "id,at,body\n1,2025-01-05 10:00:00,a\n2,2025-01-06 10:00:00,b\n",
};

describe("a preview of values that are too long", () => {
  it("cuts them, and counts them in the text and in JSON", async () => {
    const folder = await temporaryFolder(files);
    try {
      const preview = (...args: string[]) =>
        runHere(["preview", "letter_sent", ...args], { cwd: folder.path });
      const { cut_cells, rows } = JSON.parse((await preview("--format", "json")).stdout);
      assert.equal(cut_cells, 2);
      for (const { body } of rows) assert.ok(body.length > 100_000 && body.length < 100_100);
      assert.match((await preview()).stdout, /, 2 too long cells cut\n/);
    } finally {
      await folder.remove();
    }
  });
});
