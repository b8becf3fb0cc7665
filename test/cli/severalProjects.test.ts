import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const project = (name: string) => `eventspec: 1
name: ${name}
rules: {extends: minimal}
connections: {dev: {type: duckdb, files: {orders: orders.csv}}}
`;
const events = (column: string) => `from: orders
as: o
key: o.id
events:
  order_placed: {at: o.${column}}
`;
const files = {
  "shop/eventspec.yml": project("shop"),
  "shop/orders.csv": "id,at\n1,2026-01-05 10:00:00\n",
  "shop/orders.events.yml": events("at"),
  "shop/wrong.events.yml": events("att").replace("order_placed", "order_paid"),
  "crm/eventspec.yml": project("crm"),
  "crm/orders.csv": "id,at\n1,2026-01-05 10:00:00\n",
  "crm/a/orders.events.yml": events("ad"),
  "empty/eventspec.yml": "eventspec: 1\nname: empty\n",
};

describe("eventspec check of several projects", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    folder = await temporaryFolder(files);
    await mkdir(join(folder.path, ".git"));
  });
  after(() => folder?.remove());

  const check = (...args: string[]) => runHere(["check", ...args], { cwd: folder.path });

  it("is one report for people, by paths from where they are", async () => {
    const { code, stdout } = await check("shop", "crm");
    assert.equal(code, 1);
    assert.match(stdout, /^shop\/wrong\.events\.yml\n {2}5:20 {2}error /);
    assert.match(stdout, /\ncrm\/a\/orders\.events\.yml\n {2}5:22 {2}error /);
    assert.match(stdout, /\n2 errors in 2 of 5 files\.\n$/);
  });

  it("takes files, and checks of each project those that are named", async () => {
    const { code, stdout } = await check("shop/orders.events.yml", "crm/eventspec.yml");
    assert.deepEqual([code, stdout], [0, "No findings in 2 files.\n"]);
    const inner = await runHere(["check", "orders.events.yml", "../crm"], { cwd: join(folder.path, "shop") });
    assert.match(inner.stdout, /^\.\.\/crm\/a\/orders\.events\.yml\n/);
  });

  it("is one document in every format", async () => {
    const json = JSON.parse((await check("shop", "crm", "--format", "json")).stdout);
    assert.equal(json.root, folder.path);
    assert.deepEqual([json.files, json.events, json.counts.error], [5, 3, 2]);
    const places = json.findings.map(
      ({ file, range }: { file: string; range: { start: { line: number } } }) => [file, range.start.line],
    );
    assert.deepEqual(places, [
      ["shop/wrong.events.yml", 5],
      ["crm/a/orders.events.yml", 5],
    ]);
    const sarif = JSON.parse((await check("shop", "crm", "--format", "sarif")).stdout);
    assert.equal(sarif.runs.length, 1);
    assert.deepEqual(
      sarif.runs[0].results.map(
        (result: { locations: [{ physicalLocation: { artifactLocation: { uri: string } } }] }) =>
          result.locations[0].physicalLocation.artifactLocation.uri,
      ),
      ["shop/wrong.events.yml", "crm/a/orders.events.yml"],
    );
    assert.equal(JSON.parse((await check("shop", "crm", "--format", "gitlab")).stdout).length, 2);
    assert.match(
      (await check("shop", "crm", "--format", "github")).stdout,
      /file=crm\/a\/orders\.events\.yml/,
    );
    const junit = (await check("shop", "crm", "--format", "junit")).stdout;
    assert.match(junit, /<testsuites name="eventspec check" tests="5" failures="2">/);
    assert.match((await check("shop", "crm", "--format", "markdown")).stdout, /2 errors in 5 files/);
  });

  it("says of which project it could not check what", async () => {
    const { code, stdout } = await check("shop/orders.events.yml", "empty");
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^No findings in 2 files\.\nempty: 0 events: no file of the project .* Columns of 1 of 1 table /,
    );
    assert.match(stdout, / empty: The project has no connection\.\n$/);
    assert.equal((await check("shop/orders.events.yml", "empty", "--require-warehouse")).code, 3);
  });

  it("keeps to the project that is named", async () => {
    const { code, stderr } = await check("crm", "--project", "shop");
    assert.equal(code, 2);
    assert.match(stderr, /crm holds nothing of the project in shop/);
  });
});
