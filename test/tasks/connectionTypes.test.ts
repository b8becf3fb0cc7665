import assert from "node:assert/strict";
import { environmentOf } from "../../server/src/project/environment.ts";
import { createSecrets } from "../../server/src/project/secrets.ts";
import { connectionDialect, isEmbedded, runsHere } from "../../server/src/tasks/connectionTypes.ts";
import { connectionSettings, temporaryFolder } from "../support/connections.ts";

describe("what a connection's type tells", () => {
  it("is its dialect, as far as one can know without opening it", () => {
    assert.equal(connectionDialect(connectionSettings("redshift", {})), "redshift");
    assert.equal(connectionDialect(connectionSettings("dbt", {})), "duckdb");
    assert.equal(connectionDialect(connectionSettings("ducksdb", {})), "duckdb");
    assert.equal(connectionDialect(undefined), "duckdb");
  });

  it("is whether it runs inside this process", () => {
    assert.deepEqual(
      ["duckdb", "postgres", "dbt", "ducksdb"].map((type) => isEmbedded(connectionSettings(type, {}))),
      [true, false, false, false],
    );
  });

  it("is whether dbt's profile leads to a database on this machine", async () => {
    const profiles = (type: string) =>
      `shop: {target: dev, outputs: {dev: {type: ${type}, path: dev.duckdb}}}`;
    const here = async (text: string) => {
      const folder = await temporaryFolder({
        "dbt_project.yml": "name: shop\nprofile: shop\n",
        "profiles.yml": text,
      });
      const context = { projectRoot: folder.path, ...environmentOf(new Map(), {}, createSecrets()) };
      return runsHere(connectionSettings("dbt", {}), context).finally(folder.remove);
    };
    assert.deepEqual(
      [await here(profiles("duckdb")), await here(profiles("postgres")), await here("shop: [")],
      [true, false, false],
    );
  });
});
