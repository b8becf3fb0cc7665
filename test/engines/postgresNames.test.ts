import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";

describe("Names of tables on Postgres", () => {
  let server: PostgresServer;
  before(async function () {
    this.timeout(60_000);
    server = await startPostgres();
    await server.sql(`
      create schema shop; create schema copy;
      create table shop.orders (id bigint, at timestamp, of_shop text);
      create table copy.orders (id bigint, at timestamp, of_copy text);
      insert into shop.orders values (1, '2026-01-01', 'shop');
      insert into copy.orders values (1, '2026-01-01', 'copy');
      create table shop.secrets (id bigint, at timestamp);
      create schema closed; create table closed.orders (id bigint, at timestamp);
      create role reader login;
      grant usage on schema shop, copy to reader;
      grant select on shop.orders, copy.orders to reader`);
  });
  after(() => server?.stop());

  async function run(from: string, value: string, schema: string | undefined, ...args: readonly string[]) {
    const settings = {
      type: "postgres",
      host: server.host,
      port: server.port,
      user: "reader",
      database: server.database,
    };
    const connection = JSON.stringify({ ...settings, ...(schema && { schema }) });
    const folder = await temporaryFolder({
      "eventspec.yml": `eventspec: 1\nrules: {extends: minimal}\nconnections: {db: ${connection}}\n`,
      "a.events.yml": `from: ${from}\nas: o\nkey: o.id\nevents: {it_happened: {at: o.at, properties: {value: ${value}}}}\n`,
    });
    const outcome = await runHere(args, { cwd: folder.path });
    await folder.remove();
    return outcome;
  }
  const check = async (from: string, value: string, schema?: string) => {
    const { stdout, stderr } = await run(
      from,
      value,
      schema,
      "check",
      "--connection",
      "db",
      "--format",
      "json",
    );
    assert.notEqual(stdout, "", stderr);
    const { findings } = JSON.parse(stdout) as {
      findings: { rule: string; severity: string; message: string }[];
    };
    return findings
      .filter(({ severity }) => severity === "error")
      .map(({ rule, message }) => `${rule}: ${message}`);
  };

  it("are looked for where the connection looks", async () => {
    assert.deepEqual(await check("orders", "o.of_copy", "copy"), []);
    assert.deepEqual(await check("orders", "o.of_shop", "shop"), []);
    assert.match(
      (await check("orders", "o.of_copy", "shop")).join(),
      /unknown-column: There is no column "of_copy"/,
    );
    const { stdout } = await run("orders", "o.of_copy", "copy", "preview", "it_happened", "--format", "json");
    assert.equal(JSON.parse(stdout).rows[0].value, "copy");
  });

  it("are none where only another schema has them, for the engine says so", async () => {
    const found = await check("orders", "o.id");
    assert.match(found.join("\n"), /unknown-table: .*"orders"/);
  });

  it("that may not be read are told as such, table or schema", async () => {
    assert.match(
      (await check("shop.secrets", "o.id")).join("\n"),
      /unreadable-table: .*permission denied for table secrets/,
    );
    assert.match(
      (await check("closed.orders", "o.id")).join("\n"),
      /unreadable-table: .*permission denied for schema closed/,
    );
    assert.match((await check("shop.nothing", "o.id")).join("\n"), /unknown-table: .*"shop.nothing"/);
  });

  it("of the engine's own that its catalog does not list are known by asking it", async () => {
    assert.deepEqual(await check("information_schema.tables", "o.table_name"), [
      'unknown-column: There is no column "id" in "o".',
      'unknown-column: There is no column "at" in "o".',
    ]);
  });
});
