import assert from "node:assert/strict";
import { type PreviewResult, requests } from "../../server/src/editor/lsp/protocol.ts";
import { temporaryFolder } from "../support/connections.ts";
import { type LanguageClient, startClient } from "../support/languageClient.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";
import { type TestRuns, testRuns } from "../support/testRuns.ts";

const file = "orders.events.yml";
const spec = `from: shop.orders
as: o
key: o.id
events:
  order_placed:
    at: o.at
  order_paid:
    at: o.at
`;
const project = ({ host, port, user, database }: PostgresServer): string =>
  `eventspec: 1\nname: p\nrules: {extends: minimal}\nconnections: {pg: ${JSON.stringify({ type: "postgres", host, port, user, database })}}\n`;

describe("a server that goes and comes back, in the editor", function () {
  this.timeout(60_000);
  let server: PostgresServer;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let client: LanguageClient;
  let tests: TestRuns;

  before(async () => {
    server = await startPostgres();
    await server.sql(`create schema shop; create table shop.orders (id int, at timestamptz);
      insert into shop.orders values (1, '2025-01-01'), (2, '2025-01-02')`);

    folder = await temporaryFolder({
      "eventspec.yml": project(server),
      [file]: spec,
    });
    client = await startClient({ folder: folder.path, trusted: true });
    tests = testRuns(client, client.uri("eventspec.yml"));
    await client.open(file, spec);
  });
  after(async () => {
    await client?.stop();
    await folder?.remove();
    await server?.stop();
  });

  const preview = async () =>
    (await client.request<PreviewResult>(requests.preview, { uri: client.uri(file), event: "order_placed" }))
      .status;
  const failures = (of: string, count: number) =>
    client.diagnostics(
      of,
      (found) => found.filter(({ code }) => code === "unreadable-table").length === count,
    );

  it("leaves a finding at the event whose preview failed, which leads to the connection, until it answers", async () => {
    assert.equal(await preview(), "rows");
    await server.kill();
    assert.equal(await preview(), "failed");
    const [finding] = await failures(file, 1);
    assert.match(
      String(finding?.message),
      /^The last preview of order_placed failed: .+\nCheck that the database of "pg" exists and runs, /,
    );
    assert.deepEqual(finding?.range.start, { line: 4, character: 2 });
    const [place] = finding?.relatedInformation ?? [];
    assert.equal(place?.location.uri, client.uri("eventspec.yml"));
    assert.deepEqual(place?.location.range.start, { line: 3, character: 14 });
    assert.equal(await preview(), "failed");
    await failures(file, 1);
    await server.restart();
    assert.equal(await preview(), "rows");
    await failures(file, 0);
  });

  it("leaves one finding of tests of several events, at the connection itself", async () => {
    await client.open("eventspec.yml", project(server));
    const one = { file, event: "order_paid" };
    await server.kill();
    await tests.run([one]);
    const [atEvent] = await failures(file, 1);
    assert.match(String(atEvent?.message), /^The last run of order_paid's tests failed: /);
    assert.deepEqual(atEvent?.range.start, { line: 6, character: 2 });
    await tests.run([{ file }]);
    const [atConnection] = await failures("eventspec.yml", 1);
    assert.match(String(atConnection?.message), /^The last run of tests failed: /);
    assert.deepEqual(atConnection?.range.start, { line: 3, character: 14 });
    await server.restart();
    assert.deepEqual((await tests.run([one])).answer, { status: "ended" });
    await failures("eventspec.yml", 0);
    await failures(file, 0);
  });
});
