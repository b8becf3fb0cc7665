import assert from "node:assert/strict";
import { parse } from "yaml";
import { exportDbt } from "../../../server/src/exporters/dbt/exportDbt.ts";
import { exampleScopes } from "../../../server/src/tasks/exportDbt.ts";
import { dbtManifest } from "../../support/dbtManifest.ts";
import { projectOf } from "../../support/memoryProject.ts";

const tables = { orders: "total", receipts: "amount", unheard: "total" };
const types = (columns: readonly string[]) =>
  columns.map((name) => ({ name, type: name === "at" ? "timestamp" : "bigint" }));

/** What `_events.yml` says of specs over models that dbt knows, and `unheard`, which it does not; and what it can't say. */
async function exported(spec: string) {
  const project = await projectOf({
    "eventspec.yml":
      "eventspec: 1\nname: p\ndbt: {project: .}\nentities: {customer: {type: integer}}\ndestinations: {mail: {}}\n",
    "a.events.yml": spec,
    "eventspec.catalog.json": JSON.stringify({
      version: 1,
      dialect: "duckdb",
      tables: Object.entries(tables).map(([name, value]) => ({
        name: name === "unheard" ? name : `ref('${name}')`,
        columns: types(["id", "customer", "at", value]),
      })),
    }),
    "target/manifest.json": dbtManifest("duckdb", [{ name: "orders" }, { name: "receipts" }]),
  });
  const examples = await exampleScopes(project, "duckdb");
  const { files, findings, losses } = exportDbt(project, { dialect: "duckdb", examples });
  assert.deepEqual(findings, []);
  return { said: parse(files.get("_events.yml") ?? ""), losses, files };
}

const document = (table: string, events: string, value = "total") =>
  `from: ${table}\nas: o\nkey: o.id\nentities: {customer: o.customer}\nproperties: {total: o.${value}}\nevents:\n${events}`;
const row = (more = "") => `{id: 1, customer: 7, at: 2026-01-01 10:00:00${more}}`;
const example = (name: string, table: string, value: string, expect = "{total: 5}") =>
  `      - {name: ${name}, given: {"${table}": [${row(`, ${value}: 5`)}]}, expect: [${expect}]}\n`;

describe("examples as unit tests of dbt", () => {
  const till = document(
    "ref('receipts')",
    `  order_placed:\n    also: true\n    at: o.at\n    send_to: [mail]\n    tests: [{not_null: [total]}, {not_null: [customer_id]}]\n    examples:\n${example("from the till", "ref('receipts')", "amount")}`,
    "amount",
  );
  const web = document(
    "ref('orders')",
    `  order_placed:\n    at: o.at\n    description: Somebody ordered.\n    tests: [{not_null: [customer_id]}, {not_null: [source_key]}]\n    examples:\n${example("from the web", "ref('orders')", "total")}`,
  );

  it("of an event that two documents give are those of both, and stand in for the tables of both", async () => {
    const { said, losses, files } = await exported(`${till}---\n${web}`);
    assert.deepEqual(losses, []);
    const shown = said.unit_tests.map(
      (one: { name: string; given: { input: string; rows: unknown[] }[]; expect: object }) => [
        one.name,
        one.given.map(({ input, rows }) => [input, rows.length]),
        one.expect,
      ],
    );
    assert.deepEqual(shown, [
      [
        "order_placed_from_the_web_1",
        [
          ["ref('orders')", 1],
          ["ref('receipts')", 0],
        ],
        { rows: [{ total: 5 }] },
      ],
      [
        "order_placed_from_the_till_2",
        [
          ["ref('receipts')", 1],
          ["ref('orders')", 0],
        ],
        { rows: [{ total: 5 }] },
      ],
    ]);
    const [{ description, columns }] = said.models;
    assert.equal(description, "Somebody ordered.");
    const tests = columns.flatMap((one: { name: string; data_tests?: unknown }) =>
      one.data_tests ? [[one.name, one.data_tests]] : [],
    );
    assert.deepEqual(
      tests,
      [
        ["event_id", ["unique", "not_null"]],
        ["customer_id", ["not_null"]],
      ],
      "what one of them alone promises does not hold for all rows",
    );
    assert.match(files.get("_exposures.yml") ?? "", /ref\('order_placed'\)/);
  });

  const ordered = (table: string, of: string) => document(table, `  order_placed:\n    at: o.at\n${of}`);
  const wanting = {
    "can't be run here": ordered("ref('orders')", `    examples:\n${example("it", "ref('orders')", "totl")}`),
    "has no form": ordered(
      "ref('orders')",
      `    examples:\n${example("it", "ref('orders')", "total", "{}")}`,
    ),
    "in a column `event`": ordered(
      "ref('orders')",
      `    variants: {by: o.customer, names: {7: order_paid, 8: order_sent}}\n    examples:\n${example("it", "ref('orders')", "total")}`,
    ),
    "Another document": `${web.replace("from the web", "it")}---\n${ordered("ref('orders')", "    also: true\n")}`,
    "doesn't know a table": ordered("unheard", `    examples:\n${example("it", "unheard", "total")}`),
  };

  for (const [why, spec] of Object.entries(wanting))
    it(`are told of where one is left out: ${why}`, async () => {
      const { said, losses } = await exported(spec);
      assert.equal(said.unit_tests, undefined);
      assert.deepEqual(
        losses.map(({ event, example: name }) => [event, name]),
        [["order_placed", "it"]],
      );
      assert.ok(losses[0]?.message.includes(why), losses[0]?.message);
    });
});
