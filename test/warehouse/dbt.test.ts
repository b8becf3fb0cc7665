import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { failure, never, open, temporaryFolder } from "../support/connections.ts";

const profiles = `
config: {send_anonymous_usage_stats: false}
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
`;

describe("dbt's profiles", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    folder = await temporaryFolder({
      "analytics/profiles.yml": profiles,
      "analytics/dbt_project.yml": "name: shop\nprofile: 'shop' # the only one\n",
      "elsewhere/profiles.yml": "other: {target: x, outputs: {x: {type: duckdb, path: none.duckdb}}}",
      "broken/profiles.yml": "shop: [",
    });
    const program = `const { DuckDBInstance } = require("@duckdb/node-api");
      DuckDBInstance.create(process.argv[1]).then(async (i) => { const c = await i.connect(); await c.run("create table t as select 1 as a"); c.closeSync(); i.closeSync(); });`;
    await promisify(execFile)(process.execPath, ["-e", program, join(folder.path, "analytics", "wh.duckdb")]);
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

  it("opens another target by the adapter's own settings", () =>
    assert.rejects(
      openDbt({ target: "prod" }, { PG_PASSWORD: "a secret" }),
      (error) => failure("unreachable", /127\.0\.0\.1:1\b/)(error) && !String(error).includes("a secret"),
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
      /`shop.outputs.strange.path` in .*profiles.yml holds {{ var\('x'\) }}, which can't be read/,
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
