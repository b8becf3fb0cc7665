import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";

const project = `
eventspec: 1
name: guarded
connection: pg
connections:
  pg: {type: postgres, host: {env: PGHOST}, port: {env: PGPORT}, database: {env: PGDATABASE}, user: {env: PGUSER}, max_bytes: 1000}
`;
const spec = `
from: orders
key: order_id
events:
  order_placed:
    at: ordered_at
`;

describe("a preview that would read more than max_bytes", function () {
  this.timeout(60_000);
  let server: PostgresServer;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    server = await startPostgres();
    await server.sql(
      "create table orders as select n as order_id, timestamptz '2026-01-01' as ordered_at from generate_series(1, 5000) n; analyze orders",
    );
    folder = await temporaryFolder({ "eventspec.yml": project, "orders.events.yml": spec });
  });
  after(async () => {
    await folder?.remove();
    await server?.stop();
  });

  const preview = (...more: string[]) => {
    const { host, port, database, user } = server;
    const env = { PGHOST: host, PGPORT: String(port), PGDATABASE: database, PGUSER: user };
    return runHere(["preview", "order_placed", "--format", "json", ...more], { cwd: folder.path, env });
  };

  it("runs nothing, and says how much it is and how to go on", async () => {
    const { code, stdout, stderr } = await preview();
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /would read \d.* kB; the connection "pg" allows 1 kB \(max_bytes\)/);
    assert.match(stderr, /--yes/);
  });

  it("runs once it is confirmed", async () => {
    const { code, stdout } = await preview("--yes", "--limit", "3");
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).rows.length, 3);
  });
});
