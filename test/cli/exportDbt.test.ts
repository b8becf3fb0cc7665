import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { dbtExportFiles } from "../support/dbtExportProject.ts";

describe("eventspec export dbt", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const models = (...name: string[]) => join(folder.path, "models", "events", ...name);
  const run = (...args: string[]) => runHere(["export", "dbt", ...args], { cwd: folder.path });
  const check = async () => {
    const { code, stdout, stderr } = await run("--check", "--format", "json");
    assert.notEqual(stdout, "", stderr);
    const { changes } = JSON.parse(stdout) as { changes: { file: string; kind: string }[] };
    return { code, changes: changes.map(({ file, kind }) => `${kind} ${file}`) };
  };
  const edit = async (name: string, change: (text: string) => string) =>
    writeFile(models(name), change(await readFile(models(name), "utf8")));

  beforeEach(async () => {
    folder = await temporaryFolder(dbtExportFiles());
    assert.equal((await run("--quiet")).code, 0);
  });
  afterEach(() => folder.remove());

  it("writes once, and finds that nothing is behind", async () => {
    assert.deepEqual(await check(), { code: 0, changes: [] });
    const { stdout, code } = await run();
    assert.match(stdout, /^\d+ files, all as they should be\.\n$/);
    assert.equal(code, 0);
  });

  it("says what is behind, and writes nothing when it is asked to check", async () => {
    await writeFile(
      join(folder.path, "orders.events.yml"),
      dbtExportFiles({ version: 2 })["orders.events.yml"] ?? "",
    );
    const { code, changes } = await check();
    assert.equal(code, 1);
    assert.ok(changes.includes("changed models/events/order_placed.sql"), changes.join());
    const { stdout } = await run("--check");
    assert.match(stdout, /^\+ models\/events\/order_placed\.sql$/m);
    assert.match(stdout, /The dbt project is behind: run `eventspec export dbt`\.\n$/);
    assert.equal((await check()).code, 1);
    assert.equal((await run()).code, 0);
    assert.equal((await check()).code, 0);
  });

  it("removes what it made of events that are gone, and leaves other files alone", async () => {
    await writeFile(models("own.sql"), "select 1 as one\n");
    await mkdir(models("below"));
    await writeFile(models("below", "other.sql"), "select 1 as one\n");
    const spec = await readFile(join(folder.path, "orders.events.yml"), "utf8");
    await writeFile(join(folder.path, "orders.events.yml"), spec.replace(/^---\n[\s\S]*/m, ""));
    assert.ok((await check()).changes.includes("stale models/events/parcel_arrived.sql"));
    const { stdout } = await run();
    assert.match(stdout, /^- models\/events\/parcel_arrived\.sql$/m);
    const left = await readdir(models());
    assert.ok(!left.includes("parcel_arrived.sql") && left.includes("own.sql") && left.includes("below"));
    assert.equal((await check()).code, 0);
  });

  it("removes tests of events that are gone, and keeps those that somebody edited", async () => {
    const tests = (...name: string[]) => join(folder.path, "tests", "events", ...name);
    await writeFile(tests("own.sql"), "select 1 as one\n");
    const before = await readdir(tests());
    assert.ok(before.includes("parcel_arrived_no_future.sql"), before.join());
    const edited = tests("order_due_unique_customer_id_yes.sql");
    await writeFile(edited, `${await readFile(edited, "utf8")}-- mine\n`);
    const spec = await readFile(join(folder.path, "orders.events.yml"), "utf8");
    await writeFile(join(folder.path, "orders.events.yml"), spec.replace(/^---\n[\s\S]*/m, ""));
    const { changes } = await check();
    assert.ok(changes.includes("stale tests/events/parcel_arrived_no_future.sql"), changes.join());
    const { code, stdout } = await run();
    assert.equal(code, 1);
    assert.match(stdout, /order_due_unique_customer_id_yes\.sql was edited after eventspec made it/);
    const left = await readdir(tests());
    assert.ok(left.includes("own.sql") && !left.includes("parcel_arrived_no_future.sql"), left.join());
    assert.match(await readFile(edited, "utf8"), /-- mine/);
  });

  it("takes an event that is gone out of its semantic models, and all of them where nobody wants metrics", async () => {
    const semantic = () => readFile(models("_semantic.yml"), "utf8");
    assert.match(await semantic(), /name: parcel_arrived_count/);
    const spec = await readFile(join(folder.path, "orders.events.yml"), "utf8");
    await writeFile(join(folder.path, "orders.events.yml"), spec.replace(/^---\n[\s\S]*/m, ""));
    assert.equal((await run()).code, 0);
    assert.doesNotMatch(await semantic(), /parcel_arrived/);
    const text = dbtExportFiles({ dbt: ", metrics: false" })["eventspec.yml"] ?? "";
    await writeFile(join(folder.path, "eventspec.yml"), text);
    const { stdout } = await run();
    assert.match(stdout, /^- models\/events\/_semantic\.yml$/m);
    assert.match(stdout, /^- models\/events\/eventspec_time_spine\.sql$/m);
    assert.equal((await check()).code, 0);
  });

  it("keeps semantic models that somebody edited", async () => {
    await edit("_semantic.yml", (text) => text.replace("agg: count", "agg: count_distinct"));
    assert.deepEqual(await check(), { code: 1, changes: ["kept models/events/_semantic.yml"] });
  });

  it("puts tests where the dbt project keeps them", async () => {
    const project = "name: shop\nmodel-paths: [transform]\ntest-paths: [./checks/, other]\n";
    await writeFile(join(folder.path, "dbt_project.yml"), project);
    const text = dbtExportFiles()["eventspec.yml"] ?? "";
    for (const [models, where] of [
      ["transform/events", "checks/events"],
      ["transform/a/b", "checks/a/b"],
      ["transform/generic", "checks/generic_events"],
      ["elsewhere", "checks/elsewhere"],
    ] as const) {
      await writeFile(join(folder.path, "eventspec.yml"), text.replace("models/events", models));
      assert.equal((await run()).code, 0);
      assert.ok((await readdir(join(folder.path, where))).includes("order_due_no_future.sql") === false);
      assert.ok((await readdir(join(folder.path, where))).includes("parcel_arrived_no_future.sql"), where);
    }
  });

  it("keeps a file that somebody edited, unless it is forced", async () => {
    await edit("order_due.sql", (text) => `${text}-- mine\n`);
    assert.deepEqual(await check(), { code: 1, changes: ["kept models/events/order_due.sql"] });
    const { code, stdout } = await run();
    assert.equal(code, 1);
    assert.match(
      stdout,
      /order_due\.sql was edited after eventspec made it, so it is kept\. --force writes it anew\./,
    );
    assert.match(await readFile(models("order_due.sql"), "utf8"), /-- mine/);
    assert.equal((await run("--force")).code, 0);
    assert.doesNotMatch(await readFile(models("order_due.sql"), "utf8"), /-- mine/);
  });

  it("keeps a file that it never made", async () => {
    await writeFile(models("order_due.sql"), "select 1 as one\n");
    const { code, stdout } = await run();
    assert.equal(code, 1);
    assert.match(stdout, /order_due\.sql was not made by eventspec, so it is kept/);
  });

  it("takes other line breaks for no edit", async () => {
    const tests = join(folder.path, "tests", "events");
    for (const name of await readdir(tests)) {
      const text = await readFile(join(tests, name), "utf8");
      await writeFile(join(tests, name), text.replaceAll("\n", "\r\n"));
    }
    for (const name of await readdir(models())) await edit(name, (text) => text.replaceAll("\n", "\r\n"));
    assert.deepEqual(await check(), { code: 0, changes: [] });
  });

  it("writes nothing where an event has no SQL", async () => {
    await rm(models(), { recursive: true });
    await rm(join(folder.path, "eventspec.catalog.json"));
    const { code, stderr } = await run();
    assert.equal(code, 1);
    assert.match(stderr, /unknown-key-type/);
    await assert.rejects(readdir(models()));
  });

  it("takes a file that can't be read for none whose events are gone", async () => {
    const before = await readdir(models());
    for (const text of [
      "<<<<<<< HEAD\nfrom: a\n=======\nfrom: b\n",
      "from: ref('stg_orders')\nevents: [\n",
    ]) {
      await writeFile(join(folder.path, "orders.events.yml"), text);
      const { code, stdout, stderr } = await run();
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, /orders\.events\.yml[\s\S]* yaml-syntax/);
      assert.deepEqual(await readdir(models()), before);
    }
  });

  it("says why there is no event, where there is none", async () => {
    await rename(join(folder.path, "orders.events.yml"), join(folder.path, "orders.event.yml"));
    const { code, stderr } = await run("--check");
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^0 events: .*orders\.event\.yml is meant as one: rename it to orders\.events\.yml\.\n$/,
    );
  });

  it("says which examples are no unit tests, and why", async () => {
    const spec = await readFile(join(folder.path, "orders.events.yml"), "utf8");
    await writeFile(
      join(folder.path, "orders.events.yml"),
      spec.replace("expect: [{source_key: 1}]", "expect: [{}]"),
    );
    const { code, stderr } = await run();
    assert.equal(code, 0);
    assert.equal(
      stderr,
      "Not kept:\n  An example that expects a row of which it says nothing has no form in dbt. (order_lately · it was yesterday)\n  A check that only tells what is left out, and never fails, is no test. (order_converted · rows without a once_per key)\n",
    );
    const { stdout, stderr: quiet } = await run("--format", "json");
    const { losses } = JSON.parse(stdout) as { losses: { example?: string; check?: string }[] };
    assert.deepEqual(
      [losses.map(({ example, check: test }) => example ?? test), quiet],
      [["it was yesterday", "rows without a once_per key"], ""],
    );
  });

  it("never leaves the dbt project and the repository", async () => {
    const outside = await temporaryFolder();
    try {
      await symlink(outside.path, join(folder.path, "away"));
      for (const place of ["../..", ".", "/tmp/events", "away", "away/events"]) {
        const text = dbtExportFiles()["eventspec.yml"]?.replace("models/events", place) ?? "";
        await writeFile(join(folder.path, "eventspec.yml"), text);
        const { code, stderr } = await run();
        assert.equal(code, 2, place);
        assert.match(stderr, /does not lie in the dbt project and the repository/);
      }
      assert.deepEqual(await readdir(outside.path), []);
    } finally {
      await outside.remove();
    }
  });

  it("says how to come by a dbt project", async () => {
    const text = dbtExportFiles()["eventspec.yml"]?.replace(/^dbt: .*\n/m, "") ?? "";
    await writeFile(join(folder.path, "eventspec.yml"), text);
    const { code, stderr } = await run();
    assert.equal(code, 2);
    assert.match(stderr, /names no dbt project[\s\S]*dbt: \{project: /);
  });
});
