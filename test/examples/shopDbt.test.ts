import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { dbtManifest } from "../support/dbtManifest.ts";
import { copyShopDbt } from "../support/shopDbt.ts";

const staging = ["stg_orders", "stg_customers", "stg_ticket_history"].map((name) => ({ name }));

describe("the example that dbt builds", () => {
  let folder: Awaited<ReturnType<typeof copyShopDbt>>;
  before(async () => {
    folder = await copyShopDbt();
    await mkdir(join(folder.path, "target"));
    await writeFile(join(folder.path, "target", "manifest.json"), dbtManifest("duckdb", staging, "shop"));
  });
  after(() => folder.remove());

  it("holds the models that its events give", async () => {
    const { code, stdout, stderr } = await runHere(["export", "dbt", "--check"], { cwd: folder.path });
    assert.equal(code, 0, stdout + stderr);
  });
});
