import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { overFiles } from "../support/previews.ts";

const files = {
  "eventspec.yml": overFiles(),
  "data/orders.csv": 'id,placed_at,total,"Odd \u001b[31mname"\n1,2026-01-05 10:00:00,12.50,x\n',
};

/** Runs `columns` in a project of these files. */
async function columns(args: readonly string[], own: Readonly<Record<string, string>> = files) {
  const folder = await temporaryFolder(own);
  try {
    return await runHere(["columns", ...args, "--project", folder.path], { cwd: folder.path, columns: 120 });
  } finally {
    await folder.remove();
  }
}

const catalog = JSON.stringify({
  version: 1,
  dialect: "postgres",
  tables: [
    {
      name: "ref('orders')",
      description: "What was bought.",
      columns: [
        { name: "id", type: "bigint", nullable: false, description: "Tells orders apart." },
        { name: "paid_at", type: "timestamp with time zone", nullable: true },
        { name: "place", type: "geography" },
        { name: "loose" },
      ],
    },
  ],
});
const offline = { "eventspec.yml": "eventspec: 1\nname: shop\n", "eventspec.catalog.json": catalog };

describe("eventspec columns", () => {
  it("asks an embedded warehouse, and writes types as the language does", async () => {
    const { code, stdout, stderr } = await columns(["orders", "--format", "json"]);
    assert.equal(code, 0, stderr);
    const { table, from, complete, columns: all } = JSON.parse(stdout);
    assert.deepEqual([table, from, complete], ["main.orders", "files", true]);
    const types = all.map(({ name, type }: { name: string; type: string }) => [name, type]);
    assert.deepEqual(types.slice(0, 3), [
      ["id", "integer"],
      ["placed_at", "timestamp"],
      ["total", "decimal(18,2)"],
    ]);
  });

  it("lets no name colour the terminal", async () => {
    const { stdout } = await columns(["ORDERS"]);
    assert.match(stdout, /Odd .*name/);
    assert.ok(!stdout.includes("\u001b[31m"), stdout);
  });

  it("knows from the catalog alone what it says: types, nulls, descriptions, and no more", async () => {
    const { code, stdout, stderr } = await columns(["ref('orders')"], offline);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^ref\('orders'\)\nWhat was bought\.\nFrom eventspec\.catalog\.json\.\n/);
    assert.match(stdout, /\nid +integer +no +Tells orders apart\.\n/);
    assert.match(stdout, /\npaid_at +timestamp +yes\n/);
    assert.match(stdout, /\nplace +geography +\?\n/);
    assert.match(stdout, /\nloose +unknown +\?\n/);
  });

  it("names the table that was meant", async () => {
    const { code, stderr } = await columns(["shop.ordrs"]);
    assert.equal(code, 2);
    assert.match(stderr, /There is no table shop\.ordrs\.\nDid you mean main\.orders\?/);
    const other = await columns(["ref('order')"], offline);
    assert.match(other.stderr, /`ref\(\)` asks dbt, and no dbt project is named/);
  });

  it("lists what there is where nothing is near, and says where nothing is known", async () => {
    const { stderr } = await columns(["warehouse_of_things"]);
    assert.match(stderr, /Its tables: main\.orders\./);
    const unknown = await columns(["orders"], { "eventspec.yml": "eventspec: 1\nname: shop\n" });
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /nothing is known of the warehouse.*\nName a connection/);
  });

  it("says what is no name of a table", async () => {
    const { code, stderr } = await columns(["a b c"]);
    assert.equal(code, 2);
    assert.match(stderr, /"a b c" is not the name of a table\.\nWrite it as specs do/);
  });

  it("says why a table that is there can't be read", async () => {
    const { code, stderr } = await columns(["orders"], { ...files, "data/orders.csv": "" });
    assert.equal(code, 2);
    assert.match(stderr, /orders can't be read: /);
  });
});
