import assert from "node:assert/strict";
import fc from "fast-check";
import { Client } from "pg";
import { loadSqlParser } from "../../server/src/sql/reader/parser.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";

const fragments = [
  ..."1 'a' ' '' \" E' e'\\' \\ $$ $t$ $1$ U&' -- /* */ ( ) [ ] ; , + || null x'0' \"a\" select from 😀 \r \t / * - :: int u& #".split(
    " ",
  ),
  "\n",
  " ",
  " ",
  "-- x\n",
  "1) as x, (2",
];

describe("SQL that was found safe, on Postgres itself", function () {
  this.timeout(120_000);
  let server: PostgresServer;
  let client: Client;
  before(async () => {
    server = await startPostgres();
    const { host, port, user, database } = server;
    client = new Client({ host, port, user, database });
    await client.connect();
    await client.query("set default_transaction_read_only = on");
  });
  after(async () => {
    await client?.end();
    await server?.stop();
  });

  it("stays inside its parentheses", async () => {
    const parser = await loadSqlParser();
    const texts = fc.array(fc.constantFrom(...fragments), { maxLength: 12 }).map((parts) => parts.join(""));
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(texts, async (sql) => {
        if (!parser.expression(sql, "postgres").safe) return;
        const names = await columns(`select 'a' as before, (${sql}\n) as it, 'b' as after_it`);
        if (!names) return;
        accepted++;
        assert.deepEqual(names, ["before", "it", "after_it"]);
      }),
      { numRuns: 5000 },
    );
    assert.ok(accepted > 20, `only ${accepted} texts were accepted by both`);
  });

  /** The simple protocol, which would run several statements. */
  async function columns(sql: string): Promise<string[] | undefined> {
    const result: unknown = await client.query(sql).catch(() => undefined);
    assert.ok(!Array.isArray(result), `several statements: ${sql}`);
    const fields = (result as { fields: { name: string }[] } | undefined)?.fields;
    return fields?.map(({ name }) => name);
  }
});
