import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { failure, never, open, temporaryFolder } from "../support/connections.ts";

const profiles = `
config: {send_anonymous_usage_stats: false}
shared: &shared {type: duckdb, path: "{{ env_var('NOWHERE', '') or env_var('WH') ~ '.duckdb' }}"}
shop:
  target: "{{ env_var('DBT_TARGET', 'dev') }}"
  outputs:
    dev:
      type: duckdb
      path: "{{ env_var('WH') }}.duckdb"
      threads: 4
      password: "{{ env_var('NEVER_SET') }}"
    prod:
      type: postgres
      host: "{{ env_var('PG_HOST', '127.0.0.1') }}"
      port: "{{ env_var('PG_PORT', '1') | int }}"
      user: reader
      pass: "{{ env_var('PG_PASSWORD') }}"
      dbname: shop
      schema: analytics
      threads: 8
    odd: {type: oracle}
    strange: {type: duckdb, path: "{{ var('x') }}"}
    empty: {type: duckdb}
    memory: {type: duckdb, path: ':memory:'}
    cloud: {type: duckdb, path: 'md:shop'}
    attached: {type: duckdb, path: wh.duckdb, attach: [{path: "{{ env_var('MORE', 'more') }}/raw.duckdb"}, {path: more/raw2.duckdb, alias: two}]}
    foreign: {type: duckdb, path: wh.duckdb, attach: [{path: shop.sqlite, type: sqlite, alias: shop}]}
    round: {type: postgres, host: &host [*host]}
    secret: {type: postgres, host: "{{ 'a secret' ~ }}"}
    merged: {<<: *shared, schema: "{{ 'own' if target.name == 'merged' else 'other' }}"}
other: {target: odd, outputs: {odd: {type: oracle}}}
`;

describe("dbt's profiles", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    folder = await temporaryFolder({
      "analytics/profiles.yml": profiles,
      "analytics/dbt_project.yml": "name: shop\nprofile: 'shop' # the only one\n",
      "beside/dbt_project.yml": "profile: \"{{ env_var('PROFILE', 'beside') }}\"\n",
      "profiles.yml":
        "beside: {target: x, outputs: {x: {type: duckdb, path: ../analytics/wh.duckdb}}}\nelse: {}\n",
      "elsewhere/profiles.yml": "other: {target: x, outputs: {x: {type: duckdb, path: none.duckdb}}}",
      "analytics/more/README": "",
      "broken/profiles.yml": "shop: [",
    });
    const program = `const { DuckDBInstance } = require("@duckdb/node-api");
      DuckDBInstance.create(process.argv[1]).then(async (i) => { const c = await i.connect(); await c.run(process.argv[2]); c.closeSync(); i.closeSync(); });`;
    const make = (name: string, sql: string) =>
      promisify(execFile)(process.execPath, ["-e", program, join(folder.path, "analytics", name), sql]);
    await make(
      "wh.duckdb",
      "create table t as select 1 as a; create schema own; create table own.t as select 2 as a; create schema wh; create table wh.wh.u as select 3 as a",
    );
    await make("more/raw.duckdb", "create table t as select 4 as a");
    await make("more/raw2.duckdb", "create table t as select 5 as a");
  });
  after(() => folder.remove());

  const openDbt = (
    values: Readonly<Record<string, unknown>> = {},
    env: Readonly<Record<string, string>> = {},
  ): Promise<Connection> =>
    open("dbt", { project: "analytics", ...values }, { projectRoot: folder.path, env: { WH: "wh", ...env } });

  it("opens the project's profile and its target, with variables read", async () => {
    const connection = await openDbt();
    assert.deepEqual([connection.name, connection.dialect], ["dev", "duckdb"]);
    const { rows } = await connection.run("select a from t", { limit: 5, timeoutMs: 5000 }, never());
    assert.deepEqual(rows, [[1]]);
    await connection.close();
  });

  const only = async (connection: Connection, sql: string) => {
    const { rows } = await connection.run(sql, { limit: 5, timeoutMs: 5000 }, never());
    await connection.close();
    return rows[0]?.[0];
  };

  it("reads merge keys, and finds names in the target's own schema first", async () => {
    assert.equal(await only(await openDbt({ target: "merged" }), "select a from t"), 2);
    assert.equal(await only(await openDbt(), "select a from t"), 1);
  });

  it("calls the database as dbt does, also where a schema bears its name", async () => {
    assert.equal(await only(await openDbt(), 'select a from "wh"."main"."t"'), 1);
    assert.equal(await only(await openDbt(), 'select a from "wh"."wh"."u"'), 3);
  });

  it("attaches what the target attaches, under the names that dbt uses", async () => {
    assert.equal(await only(await openDbt({ target: "attached" }), "select a from raw.main.t"), 4);
    assert.equal(await only(await openDbt({ target: "attached" }), "select a from two.main.t"), 5);
    assert.equal(await only(await openDbt({ target: "attached" }), "select a from t"), 1);
  });

  it("never shows what stands in a setting", () =>
    assert.rejects(
      openDbt({ target: "secret" }),
      (error) =>
        failure("settings", /`shop.outputs.secret.host` in/)(error) && !String(error).includes("a secret"),
    ));

  it("looks for profiles.yml beside the project file, too, and for paths from the dbt project", async () => {
    assert.equal(await only(await openDbt({ project: "beside" }), "select a from t"), 1);
    await assert.rejects(
      openDbt({ project: "beside" }, { PROFILE: "els" }),
      failure("settings", /did you mean `else`/),
    );
  });

  it("takes profile and target from dbt's variables, unless it is told others", async () => {
    const oracle = failure("settings", /adapter `oracle` is not supported/);
    await assert.rejects(openDbt({}, { DBT_PROFILE: "other" }), oracle);
    const env = { DBT_TARGET: "odd", DBT_PROFILE: "other" };
    assert.equal(await only(await openDbt({ target: "dev", profile: "shop" }, env), "select a from t"), 1);
  });

  for (const [target, message] of [
    ["empty", /target `empty` is a DuckDB in memory, which is empty whenever it is opened/],
    ["memory", /target `memory` is a DuckDB in memory/],
    ["round", /`shop\.outputs\.round\.host.*` in .* is nested too deeply/],
    ["cloud", /target `cloud` is at MotherDuck \(`md:`\), which is not supported/],
    ["foreign", /target `foreign` attaches `shop` \(`attach`\), which is no DuckDB file/],
  ] as const)
    it(`refuses the target ${target} with a sentence`, () =>
      assert.rejects(openDbt({ target }), failure("settings", message)));

  it("opens another target by the adapter's own settings", () =>
    assert.rejects(
      openDbt({ target: "prod" }, { PG_PASSWORD: "a secret" }),
      (error) =>
        failure("unreachable", /No server answers at \*\*\*:1\b/)(error) &&
        !String(error).includes("a secret"),
    ));

  it("takes the target from the environment as the profile says", () =>
    assert.rejects(
      openDbt({}, { DBT_TARGET: "odd" }),
      failure("settings", /adapter `oracle` is not supported/),
    ));

  for (const [what, values, env, message] of [
    ["the variable that is not set", { target: "prod" }, {}, /PG_PASSWORD, which is not set/],
    ["the profile that is meant", { profile: "shopp" }, {}, /no profile `shopp`; did you mean `shop`/],
    ["the target that is meant", { target: "prd" }, {}, /no target `prd`; did you mean `prod`/],
    [
      "the expression that it can't read",
      { target: "strange" },
      {},
      /`shop.outputs.strange.path` in .*profiles.yml holds Jinja that can't be read/,
    ],
    [
      "a profile elsewhere",
      { profiles_dir: "elsewhere" },
      {},
      /elsewhere\/profiles\.yml has no profile `shop`; it has other/,
    ],
    [
      "where DBT_PROFILES_DIR leads to nothing",
      {},
      { DBT_PROFILES_DIR: "nowhere" },
      /no profiles\.yml in .*nowhere/,
    ],
    ["a file that is no YAML", { profiles_dir: "broken" }, {}, /no YAML that can be read/],
    ["a project without a profile", { project: "elsewhere" }, {}, /name the `profile`/],
  ] as const)
    it(`names ${what}`, () => assert.rejects(openDbt(values, env), failure("settings", message)));
});
