/** What only rows tell is looked at when a file is saved, and is gone when its text is another one. */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "../support/connections.ts";
import { startClient } from "../support/languageClient.ts";

const file = "orders.events.yml";
const spec = (above = "") => `${above}from: orders
as: o
key: o.id
join: [{from: customers, as: c, on: c.id = o.customer}]
events:
  order_placed:
    at: o.at
`;
const files = {
  "eventspec.yml":
    "eventspec: 1\nname: shop\nrules: {extends: minimal}\nconnections: {files: {type: duckdb, files: {orders: orders.csv, customers: customers.csv}}}\n",
  "orders.csv": "id,at,customer\n1,2026-01-01 10:00:00,7\n2,2026-01-02 10:00:00,8\n",
  "customers.csv": "id,country\n7,BE\n7,NL\n8,DE\n",
  [file]: spec(),
};

describe("what rows tell in the editor", function () {
  this.timeout(60_000);

  async function inProject(
    trusted: boolean,
    work: (client: Awaited<ReturnType<typeof startClient>>, folder: string) => Promise<void>,
  ): Promise<void> {
    const folder = await temporaryFolder(files);
    const client = await startClient({ folder: folder.path, trusted });
    try {
      await client.open(file, spec());
      await work(client, folder.path);
    } finally {
      await client.stop();
      await folder.remove();
    }
  }

  it("is asked when a file is saved, never while somebody types, and is gone with the text", () =>
    inProject(true, async (client, folder) => {
      const shown = (count: number) => client.diagnostics(file, (found) => found.length === count);
      await client.status(({ checked, busy }) => checked?.types === true && busy === undefined);
      await shown(0);
      await client.save(file);
      const [finding] = await shown(1);
      assert.equal(finding?.code, "join-multiplies-rows");
      assert.equal(finding?.range.start.line, 3);

      await client.change(file, spec("# a line more\n"));
      await shown(0);
      await writeFile(join(folder, file), spec("# a line more\n"));
      await client.save(file);
      assert.equal((await shown(1))[0]?.range.start.line, 4);
      assert.equal(await readFile(join(folder, file), "utf8"), spec("# a line more\n"));
    }));

  it("is not asked in an untrusted workspace", () =>
    inProject(false, async (client) => {
      await client.save(file);
      await client.status(({ unchecked }) => /not trusted/.test(unchecked ?? ""));
      await client.diagnostics(file, (found) => found.length === 0);
    }));
});
