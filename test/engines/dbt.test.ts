import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { dbt, dbtProjectFiles, dbtPython } from "../support/dbtProject.ts";

const projectFile = (more = "") => `eventspec: 1
dbt: {project: warehouse}
rules: {extends: minimal}
connection: dev
connections:
  dev: {type: dbt, project: warehouse}
  prod: {type: dbt, project: warehouse, target: prod${more}}
`;

/** What each name leads to: the values of `target` in its rows. */
const names: Readonly<Record<string, string>> = {
  order_seen: "ref('orders')",
  order_renamed: "ref('renamed')",
  order_totalled: "ref('totals')",
  plan_seen: "ref('plans')",
  plan_outdated: "ref('shop', 'plans', v=1)",
  order_kept: "ref('orders_snapshot')",
  day_begun: "ref('calendar', 'days')",
  payment_made: "ref('payments')",
};

const event = (name: string, from: string, value = "o.target") =>
  `from: ${from}\nas: o\nkey: o.id\nevents:\n  ${name}: {description: It happened., at: o.happened_at, properties: {target: ${value}}}\n`;

const specs = Object.fromEntries([
  ...Object.entries(names).map(([name, from]) => [`${name}.events.yml`, event(name, from)]),
  ["order_loaded.events.yml", event("order_loaded", "source('raw', 'orders')", "o.status")],
  ["order_seeded.events.yml", event("order_seeded", "ref('raw_orders')", "o.status")],
]);

describe("a dbt project made by dbt", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let python: string;
  const warehouse = () => join(folder.path, "warehouse");
  const write = (name: string, text: string) => writeFile(join(folder.path, name), text);
  const run = (...args: string[]) => runHere(args, { cwd: folder.path });
  const check = async (...args: string[]) => {
    const { stdout, stderr, code } = await run("check", "--format", "json", ...args);
    assert.notEqual(stdout, "", stderr);
    const { findings, checked } = JSON.parse(stdout);
    type Found = { rule: string; severity: string; message: string; hint?: string };
    return {
      code,
      checked,
      errors: (findings as Found[])
        .filter(({ severity }) => severity === "error")
        .map(({ message }) => message),
      all: findings as Found[],
    };
  };
  /** What is known without asking: of two connections, none is chosen. */
  const checkUnasked = async () => {
    await write("eventspec.yml", projectFile().replace("connection: dev\n", ""));
    return check().finally(() => write("eventspec.yml", projectFile()));
  };
  const targets = async (name: string, ...args: string[]) => {
    const { code, stdout, stderr } = await run("preview", name, "--format", "json", ...args);
    assert.equal(code, 0, stderr);
    return [...new Set((JSON.parse(stdout).rows as { target: string }[]).map(({ target }) => target))].sort();
  };

  before(async function () {
    this.timeout(900_000);
    python = await dbtPython();
    folder = await temporaryFolder({
      ...dbtProjectFiles("warehouse"),
      "eventspec.yml": projectFile(),
      ...specs,
    });
    await dbt(python, warehouse(), "deps");
    await dbt(python, warehouse(), "build", "--target", "prod", "--target-path", "target-prod");
    await dbt(python, warehouse(), "build", "--target", "dev");
    await rm(join(warehouse(), "target", "catalog.json"), { force: true });
  });
  after(() => folder.remove());

  it("gives no false finding where only its manifest is known, and says that columns are not", async () => {
    const { errors, checked } = await checkUnasked();
    assert.deepEqual(errors, []);
    assert.equal(checked.tables, 9);
    assert.equal(checked.known, 1);
    assert.equal(checked.partly, 8);
    assert.match(checked.reason, /no catalog\.json in warehouse\/target.*dbt docs generate/);
  });

  it("finds every name in the target of the connection", async () => {
    assert.deepEqual((await check("--connection", "dev")).errors, []);
    for (const name of Object.keys(names)) {
      const expected = { plan_seen: "dev v2", plan_outdated: "dev v1" }[name] ?? "dev";
      assert.deepEqual(await targets(name), [expected], name);
    }
    assert.deepEqual(await targets("order_loaded"), ["open", "paid"]);
    assert.deepEqual(await targets("order_seeded"), ["open", "paid"]);
  });

  it("never reads one target's relations for another", async () => {
    const { code, stderr } = await run("preview", "order_seen", "--connection", "prod");
    assert.equal(code, 1);
    assert.match(
      stderr,
      /artefacts in warehouse\/target are of schema dbt_dev, and the connection "prod" leads to schema analytics/,
    );
    const { all } = await check("--connection", "prod");
    assert.ok(
      all.some(
        ({ severity, message }) => severity === "warning" && /leads to schema analytics/.test(message),
      ),
    );
    const { stdout } = await run("compile", "--connection", "prod");
    assert.doesNotMatch(stdout, /dbt_dev/);
  });

  it("reads the artefacts that a connection names", async () => {
    await write("eventspec.yml", projectFile(", artifacts: target-prod"));
    for (const name of Object.keys(names)) {
      const expected = { plan_seen: "prod v2", plan_outdated: "prod v1" }[name] ?? "prod";
      assert.deepEqual(await targets(name, "--connection", "prod"), [expected], name);
    }
    assert.deepEqual(await targets("order_seen"), ["dev"]);
    assert.deepEqual((await check("--connection", "prod")).errors, []);
    await write("eventspec.yml", projectFile(", artifacts: target"));
    const { stderr, code } = await run("preview", "order_seen", "--connection", "prod");
    assert.equal(code, 1);
    assert.match(stderr, /leads to schema analytics/);
    await write("eventspec.yml", projectFile());
  });

  for (const [what, from, message, hint] of [
    ["ephemeral", "ref('inlined')", /"inlined" is ephemeral/, /materialise/],
    ["disabled", "ref('off')", /"off" is disabled/, /Enable it/],
    ["another version", "ref('plans', v=3)", /"plans" has no version 3/, /It has 1, 2; the latest is 2/],
    ["a version of none", "ref('orders', v=1)", /"orders" has no version 1/, /no versions/],
    [
      "another package",
      "ref('shop', 'days')",
      /"shop" has no model "days"; "calendar" has/,
      /ref\('calendar', 'days'\)/,
    ],
    ["misspelt", "ref('ordrs')", /knows no model "ordrs"/, /Did you mean ref\('orders'\)/],
    ["a source's table", "ref('raw')", /knows no model "raw"/, /Models: /],
    [
      "a table that its source has not",
      "source('raw', 'ordrs')",
      /"raw" has no table "ordrs"/,
      /source\('raw', 'orders'\)/,
    ],
    [
      "a source that is a model",
      "source('shop', 'payments')",
      /knows no source "shop.payments"/,
      /ref\('payments'\)/,
    ],
  ] as const)
    it(`refuses ${what}, and says why`, async () => {
      await write("wrong.events.yml", event("wrong_happened", from, "o.id"));
      const { all } = await check("wrong.events.yml");
      const [finding, ...others] = all.filter(({ rule }) => rule === "unknown-table");
      assert.deepEqual(others, []);
      assert.match(finding?.message ?? "", message);
      assert.match(finding?.hint ?? "", hint);
      for (const command of ["preview", "compile"]) {
        const { code, stderr, stdout } = await run(command, "wrong_happened");
        assert.equal(code, 1, command);
        assert.match(stderr, message);
        assert.doesNotMatch(stdout, /select/i);
      }
      await rm(join(folder.path, "wrong.events.yml"));
    });

  it("knows all columns once dbt has asked the warehouse", async function () {
    this.timeout(120_000);
    await dbt(python, warehouse(), "docs", "generate", "--target", "dev");
    const { errors, checked } = await check();
    assert.deepEqual(errors, []);
    assert.deepEqual([checked.known, checked.partly], [9, 0]);
    await write("wrong.events.yml", event("wrong_happened", "ref('orders')", "o.nothing"));
    assert.match((await check("wrong.events.yml")).errors.join(), /no column "nothing"/);
    await rm(join(folder.path, "wrong.events.yml"));
  });

  it("takes columns for partly known again once the manifest is newer", async function () {
    this.timeout(120_000);
    await dbt(python, warehouse(), "parse", "--target", "dev", "--no-partial-parse");
    const { errors, checked } = await checkUnasked();
    assert.deepEqual(errors, []);
    assert.deepEqual([checked.known, checked.partly], [1, 8]);
    assert.match(checked.reason, /older than the manifest.*dbt docs generate/);
  });

  it("keeps a committed catalog by dbt's names, which hold for every target", async () => {
    assert.equal((await run("catalog", "refresh", "--connection", "dev")).code, 0);
    await write("eventspec.yml", projectFile(", artifacts: target-prod"));
    const { code, stdout, stderr } = await run("catalog", "check", "--connection", "prod");
    assert.equal(code, 0, stdout + stderr);
    const catalogFile = join(folder.path, "eventspec.catalog.json");
    const committed = await readFile(catalogFile, "utf8");
    await write("eventspec.yml", projectFile());
    const refreshed = await run("catalog", "refresh", "--connection", "prod");
    assert.match(refreshed.stderr, /ref\('orders'\) was not looked at\..*leads to schema analytics/);
    assert.equal(await readFile(catalogFile, "utf8"), committed);
    await write("eventspec.yml", projectFile(", artifacts: target-prod"));
    await rm(join(warehouse(), "target"), { recursive: true });
    const { checked, errors, all } = await check();
    assert.deepEqual(errors, []);
    assert.equal(checked.known, checked.tables);
    assert.match(
      all.map(({ message, hint }) => `${message} ${hint}`).join(),
      /no dbt manifest in warehouse\/target.*dbt parse/,
    );
    assert.match((await run("preview", "order_seen")).stderr, /no dbt manifest in warehouse\/target/);
  });
});
