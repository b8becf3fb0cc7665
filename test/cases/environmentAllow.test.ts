/** What a project's files may name of the environment and of the disk, where a build says so. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { type Outcome, runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const spec = "from: t\nkey: id\nevents:\n  order_placed: {at: t.at}\n";
const project = (settings: string): string =>
  `eventspec: 1\nconnection: dev\nconnections:\n  dev: ${settings}\n`;

async function check(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const folder = await temporaryFolder({ "shop/a.events.yml": spec, ...files });
  try {
    const named = Object.fromEntries(
      Object.entries(env).map(([name, value]) => [name, value.replace("ROOT", folder.path)]),
    );
    return await runHere(["check", "--quiet"], { cwd: join(folder.path, "shop"), env: named });
  } finally {
    await folder.remove();
  }
}

describe("what a project's files may name", () => {
  const postgres = {
    "shop/eventspec.yml": project("{type: postgres, host: {env: AWS_SECRET}, database: shop}"),
  };

  it("is any variable where nobody says otherwise", async () => {
    assert.doesNotMatch((await check(postgres, { AWS_SECRET: "x" })).stdout, /AWS_SECRET/);
  });

  it("is a declared variable in a build, with the remedy at the place", async () => {
    const { code, stdout } = await check(postgres, {
      AWS_SECRET: "x",
      EVENTSPEC_ENV_ALLOW: "PG*, SHOP_HOST",
    });
    assert.equal(code, 1);
    assert.match(stdout, /4:\d+.*The environment variable AWS_SECRET is none of those .*\(PG\*, SHOP_HOST\)/);
    assert.match(stdout, /Add it to EVENTSPEC_ENV_ALLOW/);
    assert.doesNotMatch((await check(postgres, { EVENTSPEC_ENV_ALLOW: "AWS_*" })).stdout, /AWS_SECRET/);
  });

  it("is never said by the project itself", async () => {
    const files = { ...postgres, "shop/.env": "EVENTSPEC_ENV_ALLOW=*\n" };
    assert.match((await check(files, { EVENTSPEC_ENV_ALLOW: "PG*" })).stdout, /AWS_SECRET is none/);
  });

  const database = project("{type: duckdb, path: ../other/x.duckdb}");
  it("is no database outside of it, unless the user's own file or environment says so", async () => {
    const outside = await check({ "shop/eventspec.yml": database });
    assert.match(outside.stdout, /"\.\.\/other\/x\.duckdb" lies outside of the project/);
    assert.match(outside.stdout, /Name it in eventspec\.local\.yml/);
    const allowed = await check(
      { "shop/eventspec.yml": database },
      { EVENTSPEC_FOLDERS_ALLOW: "ROOT/other" },
    );
    assert.doesNotMatch(allowed.stdout, /lies outside/);
    const own = await check({
      "shop/eventspec.yml": project("{type: duckdb}"),
      "shop/eventspec.local.yml": "connections: {dev: {path: ../other/x.duckdb}}\n",
    });
    assert.doesNotMatch(own.stdout, /outside/);
    assert.match(own.stdout, /the database file does not exist: \.\.\/other/);
  });
});
