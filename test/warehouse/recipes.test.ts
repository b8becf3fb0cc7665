/** CONTRIBUTING's "Add a connection", as far as a test can follow it: whatever a type still lacks is named. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { connectionSchema, withSettingsTables } from "../../scripts/connectionSettings.ts";
import { adapters } from "../../server/src/warehouse/connections/dbt/adapters.ts";
import { connectionKinds } from "../../server/src/warehouse/open.ts";
import { assertFindings, findingsIn } from "../support/findings.ts";

const root = new URL("../../", import.meta.url);
const text = (path: string) => readFile(new URL(path, root), "utf8");
const names = async (folder: string) => (await readdir(new URL(folder, root))).sort();

/** Shared by connections that speak HTTP or load a driver: no types of their own. */
const helpers = ["driver.ts", "http.ts"];

/** Fails with all that is missing, each named. */
function nothingMissing(missing: readonly string[]): void {
  assert.deepEqual(missing, []);
}

const eachKind = (missing: (kind: (typeof connectionKinds)[number]) => readonly string[]): void =>
  nothingMissing(connectionKinds.flatMap((kind) => missing(kind).map((what) => `${kind.type}: ${what}`)));

describe("a type of connection", () => {
  it("has a file of its own and stands in the registry", async () => {
    const files = (await names("server/src/warehouse/connections")).filter(
      (name) => name.endsWith(".ts") && !helpers.includes(name),
    );
    const types = connectionKinds.map(({ type }) => `${type}.ts`);
    assert.deepEqual(files, types.sort());
  });

  it("says what it is and what each of its settings is for", () => {
    eachKind(({ title, description, settings }) => [
      ...(/^\S.*\.$/s.test(description) ? [] : ["a description, as a sentence"]),
      ...(title === "" ? ["a title"] : []),
      ...settings.flatMap((setting) =>
        /^[A-Z].{8,}[.`)]$/s.test(setting.description) ? [] : [`a description of ${setting.name}`],
      ),
      ...settings.flatMap(({ name, secret }) =>
        /password|passphrase|secret|^token$|^private_key$|_json$/.test(name) && !secret
          ? [`whether ${name} is secret`]
          : [],
      ),
    ]);
  });

  it("is in the schema as it is in the registry; `npm run generate` writes it", async () => {
    const { definitions } = JSON.parse(await text("schemas/project.schema.json"));
    assert.deepEqual(definitions.connection, JSON.parse(JSON.stringify(connectionSchema())));
  });

  it("is in docs/connections.md, and its settings as `npm run generate` writes them", async () => {
    const page = await text("docs/connections.md");
    eachKind(({ type }) =>
      page.includes(`\n| \`${type}\` |`) ? [] : ['a row of "What each can do" in docs/connections.md'],
    );
    assert.equal(withSettingsTables(page), page);
  });

  it("has a test of its own", async () => {
    const tests = [...(await names("test/warehouse")), ...(await names("test/engines"))];
    eachKind(({ type }) =>
      tests.includes(`${type}.test.ts`) ? [] : [`${type}.test.ts in test/warehouse/ or test/engines/`],
    );
  });

  it("is one that a dbt target may be, unless dbt itself tells its dialect", () => {
    eachKind(({ type, dialect }) =>
      dialect !== undefined && adapters[type]?.type !== type ? ["an adapter in dbt/adapters.ts"] : [],
    );
    eachKind(({ settings, namespace, leadsTo }) => [
      ...(settings.some(({ name }) => name === "artifacts") ? [] : ["the setting artifacts"]),
      ...((namespace ?? leadsTo) ? [] : ["which settings are its namespace"]),
    ]);
    nothingMissing(
      Object.values(adapters).flatMap(({ type, settings }) => {
        const known = connectionKinds.find((kind) => kind.type === type)?.settings ?? [];
        return Object.keys(settings).flatMap((name) =>
          known.some((setting) => setting.name === name) ? [] : [`${type}: the setting ${name}`],
        );
      }),
    );
  });

  it("is asked about by no name but its own", async () => {
    const files = (await readdir(new URL("server/src", root), { recursive: true })).filter(
      (name) => name.endsWith(".ts") && !/warehouse.connections|sql.dialects|spec.generated/.test(name),
    );
    const asking = await Promise.all(
      files.map(async (name) => ((await text(`server/src/${name}`)).includes('== "duckdb"') ? [name] : [])),
    );
    nothingMissing(asking.flat());
  });
});

describe("a connection in the project file", () => {
  const lines = (...connections: string[]): string =>
    ["eventspec: 1", "connections:", ...connections.map((line) => `  ${line}`), ""].join("\n");

  it("knows the settings of its type, and no other", () => {
    assertFindings(
      lines(
        "files: {type: duckdb, ⟦pth⟧: shop.duckdb}",
        "server: {type: postgres, ⟦path⟧: shop.duckdb}",
        "lake: {type: databricks, host: h, http_path: /sql/1.0/warehouses/a, token: {env: T}, max_bytes: 1 GB}",
      ),
      [
        'unknown-key: The connection "files" has no key "pth".',
        'unknown-key: The connection "server" has no key "path".',
      ],
      "project",
    );
  });

  it("has what its type can't do without", () => {
    assertFindings(
      lines("⟦lake⟧: {type: snowflake, account: a}"),
      ['missing-key: The connection "lake" has no "database".'],
      "project",
    );
  });

  it("of no known type is found by its type alone", () => {
    const [finding, ...more] = findingsIn(lines("dev: {type: ducksdb, pth: x}"), "project");
    assert.equal(finding?.hint, 'Did you mean "duckdb"?');
    assert.deepEqual(more, []);
  });
});
