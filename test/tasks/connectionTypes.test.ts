import assert from "node:assert/strict";
import { loadProject } from "../../server/src/project/loadProject.ts";
import { nodeFileSystem } from "../../server/src/project/nodeFileSystem.ts";
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
    const here = async (text: string, spec = "") => {
      const folder = await temporaryFolder({
        "eventspec.yml": "eventspec: 1\ndbt: {project: .}\n",
        "a.events.yml": spec,
        "dbt_project.yml": "name: shop\nprofile: shop\n",
        "profiles.yml": text,
      });
      const project = await loadProject(nodeFileSystem(), folder.path, { env: {} });
      return runsHere(connectionSettings("dbt", {}), project).finally(folder.remove);
    };
    assert.deepEqual(
      [await here(profiles("duckdb")), await here(profiles("postgres")), await here("shop: [")],
      [true, false, false],
    );
    // Without a manifest nobody can tell what its names mean there.
    const ofDbt = "from: ref('orders')\nkey: id\nevents: {seen: {at: at}}\n";
    assert.equal(await here(profiles("duckdb"), ofDbt), false);
    assert.equal(await here(profiles("duckdb"), ofDbt.replace("ref('orders')", "orders")), true);
  });
});
