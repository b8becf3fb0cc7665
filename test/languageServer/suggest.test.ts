import assert from "node:assert/strict";
import { requests, type SuggestibleTable, type SuggestResult } from "../../server/src/editor/lsp/protocol.ts";
import { applied } from "../support/applied.ts";
import { temporaryFolder } from "../support/connections.ts";
import { startClient } from "../support/languageClient.ts";
import { overFiles } from "../support/previews.ts";

const projectFile = overFiles("teams: {data: {}}\n");

describe("suggesting events in the editor", function () {
  this.timeout(60_000);

  it("lists the tables, and gives a spec with what the project file lacks for it, or the reasons why not", async () => {
    const folder = await temporaryFolder({
      "eventspec.yml": projectFile,
      "data/orders.csv":
        "order_id,customer_id,placed_at,required_at,updated_at\n1,7,2025-01-05 10:00:00,2030-01-01 00:00:00,2025-02-01 10:00:00\n2,8,2025-01-06 10:00:00,2030-01-01 00:00:00,2025-02-01 10:00:00\n",
      "data/countries.csv": "code,name\nBE,Belgium\n",
    });
    const client = await startClient({ folder: folder.path, trusted: true });
    const uri = client.uri("eventspec.yml");
    try {
      await client.open("eventspec.yml", projectFile);
      await client.status(({ checked }) => checked !== undefined);
      let tables: SuggestibleTable[] = [];
      while (tables.length === 0) tables = await client.request(requests.tables, { uri });
      assert.deepEqual(tables, [
        { name: "main.countries", columns: 2 },
        { name: "main.orders", columns: 5 },
      ]);
      const suggest = (table: string) => client.request<SuggestResult>(requests.suggest, { uri, table });
      const spec = await suggest("main.orders");
      assert.ok(spec.status === "suggested", JSON.stringify(spec));
      assert.deepEqual(spec.events, ["order_placed"]);
      assert.equal(spec.uri, client.uri("events/orders.events.yml"));
      assert.match(spec.text, /^from: (main\.)?orders$/m);
      assert.match(applied(projectFile, [...(spec.project?.edits ?? [])]), /entities:(.|\n)*order/);
      const nothing = await suggest("main.countries");
      assert.ok(nothing.status === "none", JSON.stringify(nothing));
      assert.match(nothing.why, /countries/);
      assert.equal((await suggest("gone")).status, "none");
    } finally {
      await client.stop();
      await folder.remove();
    }
  });
});
