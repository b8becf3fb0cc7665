import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";

const spec = `from: public.orders
as: o
key: o.id
join: [{from: public.people, as: p, on: p.id = o.person}]
entities: {person: o.person}
properties:
  email: {sql: "lower(p.email)", privacy: personal}
  lines: {sql: o.lines, type: json}
  total: {sql: o.total, values: [12.50]}
events:
  ordered: {at: o.at}
`;

describe("an example of a row on Postgres", function () {
  this.timeout(60_000);
  let server: PostgresServer;
  before(async () => {
    server = await startPostgres();
    await server.sql(`
      create table people (id int, email text);
      insert into people values (7, 'Ann@x.example');
      create table orders (id bigint, person int, at timestamptz, total numeric(10,2), lines jsonb, note text);
      insert into orders values
        (9007199254740993, 7, '2026-03-29 02:30:00.123456+02', 12.50, '[{"sku": "a, \\"b\\""}]', 'it''s'),
        (2, null, '2026-03-30 10:00:00+02', 7, null, null)`);
  });
  after(() => server?.stop());

  it("is run against the server, passes, and has other values where they are private", async () => {
    const { host, port, user, database } = server;
    const connection = JSON.stringify({ type: "postgres", host, port, user, database });
    const folder = await temporaryFolder({
      "eventspec.yml": `eventspec: 1\nname: p\nentities: {person: {}}\nconnections: {db: ${connection}}\n`,
      "a.events.yml": spec,
    });
    const run = (...args: string[]) => runHere(args, { cwd: folder.path });
    try {
      const preview = await run("preview", "ordered", "--format", "json");
      assert.equal(preview.code, 0, preview.stderr);
      const { rows } = JSON.parse(preview.stdout);
      for (const { event_id } of rows) {
        const { code, stdout, stderr } = await run("test", "ordered", "--example-from", event_id);
        assert.equal(code, 0, stdout + stderr);
        assert.match(stdout, /^The example ".*" was added to a\.events\.yml, and passes\./);
      }
      const text = await readFile(join(folder.path, "a.events.yml"), "utf8");
      assert.doesNotMatch(text, /ann@/i);
      assert.match(text, /id: 9007199254740993/);
      const { code, stdout } = await run("test", "ordered", "--only", "examples");
      assert.equal(code, 0, stdout);
      assert.match(stdout, /\n2 passed, 0 failed in /);
    } finally {
      await folder.remove();
    }
  });
});
