import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { projectFindings } from "../../../server/src/project/findings.ts";
import { loadProject, projectFileName } from "../../../server/src/project/loadProject.ts";
import { overlayFileSystem } from "../../../server/src/project/nodeFileSystem.ts";
import { stateOf } from "../../../server/src/project/tableState.ts";
import { tablesOfProject } from "../../../server/src/project/tablesOf.ts";
import type { Project } from "../../../server/src/project/types.ts";

const manifest = (schema: string, more: object = {}) =>
  JSON.stringify({
    metadata: { generated_at: "2026-01-02T00:00:00Z" },
    nodes: {
      m: {
        resource_type: "model",
        package_name: "shop",
        name: "orders",
        schema,
        columns: { id: { data_type: "int" } },
        ...more,
      },
    },
  });
const catalog = (day: string) =>
  JSON.stringify({
    metadata: { generated_at: `2026-01-${day}T00:00:00Z` },
    nodes: { m: { columns: { ID: { type: "INTEGER", index: 1 }, AT: { type: "DATE", index: 2 } } } },
  });

const spec = "from: ref('orders')\nkey: id\nevents: {order_placed: {at: at}}\n";
const projectText = "eventspec: 1\ndbt: {project: wh}\n";

async function load(
  files: Readonly<Record<string, string>>,
  options: Parameters<typeof loadProject>[2] = {},
): Promise<Project> {
  const all = { "a.events.yml": spec, [projectFileName]: projectText, ...files };
  const texts = new Map(Object.entries(all).map(([name, text]) => [`/p/${name}`, text]));
  const none = { readText: async () => undefined, listFiles: async () => [] };
  return loadProject(overlayFileSystem(none, texts), "/p", options);
}

const relation = (project: Project) => {
  const [reference] = tablesOfProject(project);
  assert.ok(reference);
  return project.resolveTable(reference)?.join(".");
};
const state = (project: Project) => {
  const [reference] = tablesOfProject(project);
  assert.ok(reference);
  return stateOf(reference, project).kind;
};

describe("dbt's artefacts", () => {
  it("say so where a model that is read was changed since, and not of others", async () => {
    const sql = "select 1 as id\n";
    const node = (text: string) => ({
      original_file_path: "models/orders.sql",
      checksum: { name: "sha256", checksum: createHash("sha256").update(text).digest("hex") },
    });
    const found = async (
      files: Readonly<Record<string, string>>,
      made = manifest("s", node("select 1 as id")),
    ) =>
      projectFindings(await load({ "wh/target/manifest.json": made, ...files })).flatMap(
        ({ message, hint, severity }) =>
          message.includes("changed") ? [`${severity}: ${message} ${hint}`] : [],
      );
    assert.deepEqual(await found({ "wh/models/orders.sql": sql }), []);
    assert.deepEqual(await found({ "wh/models/orders.sql": `${sql}where true` }), [
      "info: models/orders.sql was changed after dbt wrote its manifest: what it says of ref('orders') may not hold any more. " +
        "Run `dbt parse` in wh; `dbt build` and `dbt docs generate` where columns changed.",
    ]);
    assert.deepEqual(await found({}), [], "a package that is not installed");
    assert.deepEqual(await found({ "wh/models/orders.sql": "x", "a.events.yml": "" }), [], "nobody reads it");
    const large = { original_file_path: "models/orders.sql", checksum: { name: "path", checksum: "x" } };
    assert.deepEqual(await found({ "wh/models/orders.sql": "x" }, manifest("s", large)), []);
  });

  it("lie where dbt puts them", async () => {
    const files = {
      "wh/target/manifest.json": manifest("usual"),
      "wh/made/manifest.json": manifest("of_project"),
      "wh/else/manifest.json": manifest("of_environment"),
      "wh/own/manifest.json": manifest("of_setting"),
      "wh/prod/manifest.json": manifest("of_connection"),
    };
    const project = { "wh/dbt_project.yml": "name: wh\ntarget-path: made\n" };
    assert.equal(relation(await load(files)), "usual.orders");
    assert.equal(relation(await load({ ...files, ...project })), "of_project.orders");
    const rendered = { "wh/dbt_project.yml": `target-path: "{{ env_var('WHERE', 'else') }}"\n` };
    assert.equal(relation(await load({ ...files, ...rendered })), "of_environment.orders");
    assert.equal(
      relation(await load({ ...files, ...rendered }, { env: { WHERE: "made" } })),
      "of_project.orders",
    );
    const env = { DBT_TARGET_PATH: "else" };
    assert.equal(relation(await load({ ...files, ...project }, { env })), "of_environment.orders");
    const setting = { [projectFileName]: "eventspec: 1\ndbt: {project: wh, artifacts: own}\n" };
    assert.equal(relation(await load({ ...files, ...project, ...setting }, { env })), "of_setting.orders");
    const connections =
      "connection: dev\nconnections: {dev: {type: duckdb}, prod: {type: duckdb, artifacts: prod}}\n";
    const two = { ...files, [projectFileName]: projectText + connections };
    assert.equal(relation(await load(two)), "usual.orders");
    assert.equal(relation(await load(two, { connection: "prod" })), "of_connection.orders");
  });

  it("tell all columns only where dbt asked the warehouse since, or a contract is enforced", async () => {
    const of = async (more: Readonly<Record<string, string>>, node = {}) =>
      state(await load({ "wh/target/manifest.json": manifest("s", node), ...more }));
    assert.equal(await of({}), "partly");
    assert.equal(await of({ "wh/target/catalog.json": catalog("03") }), "known");
    assert.equal(await of({ "wh/target/catalog.json": catalog("01") }), "partly");
    assert.equal(await of({ "wh/target/catalog.json": "{" }), "partly");
    assert.equal(await of({}, { config: { contract: { enforced: true } } }), "known");
    assert.equal(
      await of({ "wh/target/catalog.json": catalog("01") }, { contract: { enforced: true } }),
      "known",
    );
    assert.equal(
      await of({ "wh/target/catalog.json": catalog("03") }, { config: { materialized: "ephemeral" } }),
      "unknown",
    );
  });

  it("say which command makes them where they are missing or half-written, and keep what was read", async () => {
    const problem = (project: Project) =>
      projectFindings(project).map(({ severity, message, hint }) => `${severity}: ${message} ${hint}`);
    const before = await load({
      "wh/target/manifest.json": manifest("s"),
      "wh/target/catalog.json": catalog("03"),
    });
    assert.deepEqual(problem(before), []);
    const missing = await load({});
    assert.match(
      problem(missing).join(),
      /^warning: There is no dbt manifest in wh\/target\. Run `dbt parse` in wh/,
    );
    assert.equal(state(missing), "unknown");
    for (const files of [
      {},
      { "wh/target/manifest.json": '{"nodes": {"m"', "wh/target/catalog.json": "{" },
    ]) {
      const kept = await load(files, { before });
      assert.match(problem(kept).join(), /What it said last is used/);
      assert.equal(relation(kept), "s.orders");
    }
    const moved = { [projectFileName]: "eventspec: 1\ndbt: {project: elsewhere}\n" };
    assert.equal(relation(await load(moved, { before })), undefined);
  });

  it("hold for the committed catalog's names, whatever they resolve to", async () => {
    const tables = [{ name: "ref('orders')", columns: [{ name: "id", type: "INTEGER" }] }];
    const committed = { "eventspec.catalog.json": JSON.stringify({ version: 1, tables }) };
    assert.equal(state(await load(committed)), "known");
    assert.equal(state(await load({ ...committed, "wh/target/manifest.json": manifest("s") })), "known");
    assert.equal(state(await load({ ...committed, "wh/target/manifest.json": manifest("t") })), "known");
  });
});
