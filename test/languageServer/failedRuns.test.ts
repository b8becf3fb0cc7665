/** A preview that fails leaves its reason where its cause stands, a line in the log, and a door out. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { type PreviewResult, requests } from "../../server/src/editor/lsp/protocol.ts";
import { temporaryFolder } from "../support/connections.ts";
import { writeDatabase } from "../support/duckdbFile.ts";
import { type LanguageClient, startClient } from "../support/languageClient.ts";

const file = "orders.events.yml";
const spec = (total = "cast(o.total as integer)", above = "") =>
  `${above}from: orders
as: o
key: o.id
events:
  order_placed:
    at: o.at
    properties:
      total: ${total}
`;
const csv = "id,at,total\n1,2026-01-01 10:00:00,12\n2,2026-01-02 10:00:00,secret-ish\n";
const connections = "connections: {files: {type: duckdb, files: {orders: orders.csv}}}\n";

async function inProject(
  files: Readonly<Record<string, string>>,
  work: (client: LanguageClient) => Promise<void>,
  trusted = true,
): Promise<void> {
  const folder = await temporaryFolder({ "orders.csv": csv, ...files });
  const client = await startClient({ folder: folder.path, trusted });
  try {
    await client.open(file, spec());
    await work(client);
  } finally {
    await client.stop();
    await folder.remove();
  }
}

const preview = (client: LanguageClient) =>
  client.request<PreviewResult>(requests.preview, { uri: client.uri(file), event: "order_placed" });

const head = "eventspec: 1\nname: shop\nrules: {extends: minimal}\n";

describe("a preview that fails", function () {
  this.timeout(60_000);

  it("stays marked at its cause until that is edited or runs again, and stands in the log", () =>
    inProject({ "eventspec.yml": `${head}${connections}` }, async (client) => {
      const shown = (count: number) => client.diagnostics(file, (found) => found.length === count);
      await client.status(({ checked, busy }) => checked?.types === true && busy === undefined);
      await shown(0);
      assert.equal((await preview(client)).status, "failed");
      const [finding] = await shown(1);
      assert.match(String(finding?.message), /^The last preview of order_placed failed: .*secret-ish/);
      assert.deepEqual(finding?.range.start, { line: 7, character: 13 });
      assert.ok(
        client.log.some((line) => /^Preview of order_placed failed: /.test(line)),
        client.log.join("\n"),
      );

      await client.change(file, spec("cast(o.total as integer)", "# a line above\n"));
      assert.deepEqual((await shown(1))[0]?.range.start, { line: 8, character: 13 });
      await client.change(file, spec("try_cast(o.total as integer)"));
      await shown(0);
      await client.change(file, spec());
      await shown(0);

      await preview(client);
      await shown(1);
      await client.change(file, spec("o.total"));
      await shown(0);
      assert.equal((await preview(client)).status, "rows");
      await shown(0);
    }));

  it("says what helps: a project, its file, another connection, trust", async () => {
    const doors = async (files: Readonly<Record<string, string>>, trusted = true) => {
      let found: readonly string[] | undefined;
      await inProject(
        files,
        async (client) => {
          const result = await preview(client);
          assert.ok(result.status === "failed");
          found = result.doors;
        },
        trusted,
      );
      return found;
    };
    const two =
      "connections: {a: {type: duckdb, path: none.duckdb}, b: {type: duckdb, files: {orders: orders.csv}}}\n";
    assert.deepEqual(await doors({}), ["createProject"]);
    assert.deepEqual(await doors({ "eventspec.yml": head }), ["openProjectFile"]);
    assert.deepEqual(await doors({ "eventspec.yml": `${head}${two}` }), [
      "switchConnection",
      "openProjectFile",
    ]);
    assert.deepEqual(await doors({ "eventspec.yml": `${head}connection: a\n${two}` }), [
      "openProjectFile",
      "switchConnection",
    ]);
    assert.deepEqual(await doors({ "eventspec.yml": `${head}${connections}` }, false), ["manageTrust"]);
  });
});

describe("a connection that can't be had", function () {
  this.timeout(60_000);

  const two = "{type: duckdb, path: shop.duckdb}, other: {type: duckdb, files: {orders: orders.csv}}}\n";

  it("is a finding at the event that needed it, which leads to where it is declared, until it is there", () =>
    inProject({ "eventspec.yml": `${head}connection: db\nconnections: {db: ${two}` }, async (client) => {
      const shown = (count: number) => client.diagnostics(file, (found) => found.length === count);
      await client.status(({ problem, busy }) => problem !== undefined && busy === undefined);
      await shown(0);
      for (const _ of ["once", "again"]) {
        assert.equal((await preview(client)).status, "failed");
        const [finding] = await shown(1);
        assert.match(
          String(finding?.message),
          /^The last preview of order_placed failed: .*shop\.duckdb.*\n.*"db".* This finding goes away once it answers again\.$/,
        );
        assert.equal(finding?.code, "unreadable-table");
        assert.deepEqual(finding?.range.start, { line: 4, character: 2 });
        const [place] = finding?.relatedInformation ?? [];
        assert.equal(place?.location.uri, client.uri("eventspec.yml"));
        assert.deepEqual(place?.location.range.start, { line: 4, character: 14 });
      }
      await client.change(file, spec(undefined, "# a line above\n"));
      assert.deepEqual((await shown(1))[0]?.range.start, { line: 5, character: 2 });

      const path = fileURLToPath(client.uri("shop.duckdb"));
      const rows = "select 1 as id, timestamp '2026-01-01' as at, 12 as total";
      await writeDatabase(path, `create table orders as ${rows}`);
      assert.equal((await preview(client)).status, "rows");
      await shown(0);
    }));

  it("is none any more once another connection is used", () =>
    inProject({ "eventspec.yml": `${head}connection: db\nconnections: {db: ${two}` }, async (client) => {
      const shown = (count: number) => client.diagnostics(file, (found) => found.length === count);
      assert.equal((await preview(client)).status, "failed");
      await shown(1);
      await client.request(requests.useConnection, { uri: client.uri(file), connection: "other" });
      await shown(0);
    }));
});

describe("the log", function () {
  this.timeout(60_000);

  it("tells what was started, found and read", () =>
    inProject({ "eventspec.yml": `${head}${connections}` }, async (client) => {
      await client.status(({ checked, busy }) => checked?.types === true && busy === undefined);
      const told = client.log.join("\n");
      assert.match(
        told,
        /^EventSpec \d+\.\d+\.\d+ has started \(\S+, Node v\d+.*process \d+\); the workspace is trusted\.$/m,
      );
      assert.match(told, /^Project shop in .*: 1 spec files, 1 events; connections: files \(duckdb\)\.$/m);
      assert.match(told, /^Read 1 tables of files in \d+ ms\.$/m);
    }));
});
