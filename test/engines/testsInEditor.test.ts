import assert from "node:assert/strict";
import { temporaryFolder } from "../support/connections.ts";
import { type LanguageClient, startClient } from "../support/languageClient.ts";
import { onceMore } from "../support/onceMore.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";
import { type TestRuns, testRuns } from "../support/testRuns.ts";

const orders = `from: shop.orders
as: o
key: o.id
events:
  order_placed:
    at: o.at
    properties:
      total: {sql: o.total, required: true}
`;
const endless = `from: {sql: "select n as id, now() as at from generate_series(1, 100000000000) n where n < 0"}
as: q
key: q.id
events:
  thing_waited:
    at: q.at
`;

describe("tests, in the editor, on Postgres", function () {
  this.timeout(60_000);
  onceMore(this);
  let server: PostgresServer;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let client: LanguageClient;
  let tests: TestRuns;

  before(async () => {
    server = await startPostgres();
    await server.sql(`create schema shop; create table shop.orders (id int, at timestamptz, total int);
      insert into shop.orders values (1, '2025-01-01', 10), (2, '2025-01-02', null), (3, '2025-01-03', 30)`);
    const { host, port, user, database } = server;
    folder = await temporaryFolder({
      "eventspec.yml": `eventspec: 1\nname: p\nconnections: {pg: ${JSON.stringify({ type: "postgres", host, port, user, database })}}\n`,
      "orders.events.yml": orders,
      "endless.events.yml": endless,
    });
    client = await startClient({ folder: folder.path, trusted: true });
    tests = testRuns(client, client.uri("eventspec.yml"));
  });
  after(async () => {
    await client?.stop();
    await folder?.remove();
    await server?.stop();
  });

  /** How many queries of ours the server is at. */
  const atWork = async () =>
    Number(
      await server.sql(
        "select count(*) from pg_stat_activity where state = 'active' and query like '%generate_series(1%' and pid <> pg_backend_pid()",
      ),
    );
  const until = async (fits: (queries: number) => boolean) => {
    while (!fits(await atWork()));
  };

  it("are run once they are asked for", async () => {
    const { answer, results } = await tests.run([{ file: "orders.events.yml" }]);
    assert.deepEqual(answer, { status: "ended" });
    assert.deepEqual(
      results.map(({ check, status, failing }) => [check.split(":")[1], status, failing]),
      [
        ["unique_id", "passed", 0],
        ["no_future", "passed", 0],
        ["required", "failed", 1],
      ],
    );
  });

  it("stop within 200 ms, on the server too", async () => {
    const stopped = await tests.stopped([{ file: "endless.events.yml" }], () =>
      until((queries) => queries > 0),
    );
    assert.deepEqual(stopped.answer, { status: "cancelled" });
    assert.ok(stopped.ms < 200, `answered after ${stopped.ms} ms`);
    const began = performance.now();
    await until((queries) => queries === 0);
    const ms = performance.now() - began;
    assert.ok(stopped.ms + ms < 200, `at work for ${stopped.ms + ms} ms`);
    assert.deepEqual((await tests.run([{ file: "orders.events.yml" }])).answer, { status: "ended" });
  });
});
