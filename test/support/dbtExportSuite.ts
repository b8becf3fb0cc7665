/** What is proved of an exported project wherever dbt builds it. */
import assert from "node:assert/strict";
import { temporaryFolder } from "./connections.ts";
import { beginBuilds, build, buildLoad, exportEdited, loads, rowsOfModels } from "./dbtBuilds.ts";
import { dbt } from "./dbtProject.ts";
import type { DbtWarehouse } from "./dbtWarehouse.ts";

export function dbtExportSuite(open: (folder: string) => Promise<DbtWarehouse>): void {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let warehouse: DbtWarehouse;
  before(async function () {
    this.timeout(900_000);
    folder = await temporaryFolder();
    warehouse = await open(folder.path);
    await beginBuilds(folder.path, warehouse);
  });
  after(async () => {
    await warehouse?.stop();
    await folder.remove();
  });

  for (const [number, load] of loads.entries())
    it(`builds the rows that the events' own SQL gives, at ${load.now}`, async function () {
      this.timeout(300_000);
      await buildLoad(folder.path, warehouse, load, number);
      const { built, own } = await rowsOfModels(folder.path, warehouse, load);
      assert.deepEqual(built, own);
      assert.ok(Object.values(own).some((rows) => rows.length > 0));
    });

  it("comes to the same when it runs again, and when all is made anew", async function () {
    this.timeout(300_000);
    const last = loads.at(-1) ?? assert.fail();
    const { built } = await rowsOfModels(folder.path, warehouse, last);
    await build(folder.path, warehouse, last);
    assert.deepEqual((await rowsOfModels(folder.path, warehouse, last)).built, built);
    await build(folder.path, warehouse, last, "--full-refresh");
    assert.deepEqual((await rowsOfModels(folder.path, warehouse, last)).built, built);
  });

  it("is parsed without a warning", async function () {
    this.timeout(120_000);
    await dbt(warehouse.python, folder.path, "--warn-error", "parse", "--no-partial-parse");
  });

  it("fails the unit test of an example when the filter is dropped, and no other", async function () {
    this.timeout(120_000);
    const test = () => dbt(warehouse.python, folder.path, "test", "--select", "test_type:unit");
    await test();
    await exportEdited(folder.path, (spec) => spec.replace(/where: "o\.status not in \(.*?\)", /, ""));
    await assert.rejects(test(), (error: Error) => {
      assert.match(error.message, /Failure in unit_test order_braced_braces_none_of_them_is_an_event_1/);
      assert.match(error.message, /PASS=\d+ WARN=0 ERROR=1 /);
      return true;
    });
  });
}
