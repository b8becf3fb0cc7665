import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

/** A table of the very name is there: who guesses finds it. */
const files = {
  "eventspec.yml": `eventspec: 1
rules: {extends: minimal}
switches: {later: false}
dbt: {project: wh}
connection: dev
connections: {dev: {type: duckdb, files: {orders: orders.csv, names: orders.csv}}}
lookups: {names: {join: [{from: "ref('names')", as: n, on: n.id = o.id}]}}
`,
  "orders.csv": "id,at\n1,2026-01-01 10:00:00\n",
};

const event = (from: string, more = "") =>
  `from: ${from}\nas: o\nkey: cast(o.id as varchar)\n${more}events: {order_placed: {at: o.at}}\n`;

async function run(spec: string, args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder({ ...files, "a.events.yml": spec, ...more });
  const outcome = await runHere(args, { cwd: folder.path });
  await folder.remove();
  return outcome;
}

describe("a table that dbt does not resolve", () => {
  const commands = [
    ["compile", "order_placed"],
    ["compile"],
    ["compile", "order_placed", "--dialect", "snowflake"],
    ["preview", "order_placed"],
  ];
  for (const [what, spec] of [
    ["a source", event("ref('orders')")],
    ["a join", event("orders", "join: [{from: \"ref('names')\", as: n, on: n.id = o.id}]\n")],
    ["a query's table", event("{sql: select * from t, tables: {t: ref('orders')}}")],
    ["a lookup's join", event("orders", "lookups: {names: {}}\n")],
  ] as const)
    for (const command of commands)
      it(`is never guessed: ${what}, by ${command.join(" ")}`, async () => {
        const { code, stdout, stderr } = await run(spec, command);
        assert.equal(code, 1, stdout + stderr);
        assert.equal(stdout, "");
        assert.match(stderr, /There is no dbt manifest in wh\/target/);
        assert.match(stderr, /dbt parse/);
      });

  it("is refused where no dbt project is named", async () => {
    const project = files["eventspec.yml"].replace("dbt: {project: wh}\n", "");
    const { code, stderr } = await run(event("ref('orders')"), ["compile"], { "eventspec.yml": project });
    assert.equal(code, 1);
    assert.match(stderr, /asks dbt, and no dbt project is named/);
  });

  it("is no error of check as long as nothing is known, but is said", async () => {
    const { code, stdout } = await run(event("ref('orders')"), ["check"]);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /2 not known.*There is no dbt manifest in wh\/target\. Run `dbt parse` in wh/s);
  });

  it("does not matter to what is switched off", async () => {
    const { code, stdout, stderr } = await run(event("ref('orders')", "enabled: later\n"), [
      "compile",
      "order_placed",
    ]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /select/i);
  });
});
