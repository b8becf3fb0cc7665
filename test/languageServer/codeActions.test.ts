import assert from "node:assert/strict";
import type { CodeAction } from "vscode-languageserver";
import { applied } from "../support/applied.ts";
import { temporaryFolder } from "../support/connections.ts";
import { startClient } from "../support/languageClient.ts";
import { overFiles } from "../support/previews.ts";

const file = "orders.events.yml";
const projectFile = overFiles("teams: {growth: {}}\n").replace("minimal", "recommended");
const spec = `from: orders
as: o
key: o.id
owner: sales
events:
  order_placed:
    at: o.at
    properties:
      total: o.total
`;

describe("code actions of the server", function () {
  this.timeout(60_000);

  it("write types that the warehouse tells, and what is missing in the project file; of the kinds that are asked for", async () => {
    const folder = await temporaryFolder({
      "eventspec.yml": projectFile,
      "data/orders.csv": "id,at,total\n1,2025-01-01 10:00:00,12.50\n",
    });
    const client = await startClient({ folder: folder.path, trusted: true });
    const actions = (line: number, only?: string[]) =>
      client.request<CodeAction[]>("textDocument/codeAction", {
        textDocument: { uri: client.uri(file) },
        range: { start: { line, character: 9 }, end: { line, character: 9 } },
        context: { diagnostics: [], ...(only && { only }) },
      });
    const changes = (all: readonly CodeAction[], title: string, in_: string, text: string) => {
      const found = all.find((each) => each.title === title);
      assert.ok(found, all.map((each) => each.title).join());
      return applied(text, found.edit?.changes?.[client.uri(in_)] ?? []);
    };
    try {
      await client.open(file, spec);
      await client.status(({ checked }) => checked?.types === true);
      const rewrites = await actions(8, ["refactor"]);
      assert.deepEqual([...new Set(rewrites.map(({ kind }) => kind))], ["refactor.rewrite"]);
      assert.equal(
        changes(rewrites, "Write the type of total: decimal(18,2)", file, spec),
        spec.replace("total: o.total\n", "total:\n        sql: o.total\n        type: decimal(18,2)\n"),
      );
      await client.diagnostics(file, (found) => found.some(({ code }) => code === "unknown-owner"));
      const fixes = await actions(3, ["quickfix"]);
      assert.equal(
        changes(fixes, 'Declare team "sales" in eventspec.yml', "eventspec.yml", projectFile),
        projectFile.replace("{growth: {}}", "{growth: {}, sales: {}}"),
      );
    } finally {
      await client.stop();
      await folder.remove();
    }
  });
});
