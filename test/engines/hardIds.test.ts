import assert from "node:assert/strict";
import pg from "pg";
import type { DialectName } from "../../server/src/sql/types.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { startClickHouse } from "../support/clickhouse.ts";
import { never, open } from "../support/connections.ts";
import { expectedId } from "../support/golden.ts";
import { hardIdsSql, hardKeys } from "../support/hardIds.ts";
import { startPostgres } from "../support/postgres.ts";
import { startTrino } from "../support/trino.ts";

interface Engine {
  readonly connection: Connection;
  run(statement: string): Promise<unknown>;
  stop(): Promise<unknown>;
}

async function postgres(): Promise<Engine> {
  const server = await startPostgres();
  const { host, port, user, database } = server;
  const client = new pg.Client({ host, port, user, database });
  await client.connect();
  return {
    connection: await open("postgres", { host, port, user, database }),
    run: (statement) => client.query(statement),
    stop: () => client.end().then(() => server.stop()),
  };
}

async function clickhouse(): Promise<Engine> {
  const server = await startClickHouse();
  const { host, port } = server;
  return {
    connection: await open("clickhouse", { host, port }),
    run: (statement) =>
      server.setup(statement.replace("create table hard as", "create table hard engine = Memory as")),
    stop: () => server.stop(),
  };
}

async function trino(): Promise<Engine> {
  const server = await startTrino();
  const { host, port } = server;
  return {
    connection: await open("trino", { host, port, catalog: "memory", schema: "default", user: "test" }),
    async run(statement) {
      const rows = /^create table hard as (.*)$/s.exec(statement)?.[1];
      if (rows === undefined) return await server.sql(statement);
      // Its memory has rows only of tables that are made empty.
      await server.sql(`create table hard as ${rows} with no data`);
      return await server.sql(`insert into hard ${rows}`);
    },
    stop: async () => server.stop(),
  };
}

const engines: Readonly<Partial<Record<DialectName, () => Promise<Engine>>>> = {
  postgres,
  clickhouse,
  trino,
};

describe("ids of values at the ends of their types", function () {
  this.timeout(600_000);
  for (const [name, start] of Object.entries(engines)) {
    const dialect = name as DialectName;
    it(`stay apart on ${dialect}, with the texts of every engine`, async () => {
      const engine = await start();
      try {
        for (const keys of hardKeys[dialect] ?? []) {
          const { rows, sql } = await hardIdsSql(keys, dialect);
          await engine.run(`create table hard as ${rows}`);
          const result = await engine.connection.run(sql, { limit: 100, timeoutMs: 60_000 }, never());
          const column = (wanted: string) => {
            const at = result.columns.findIndex((one) => one.name === wanted);
            return result.rows.map((row) => row[at]).sort();
          };
          const texts = Object.values(keys.values);
          assert.deepEqual(column("source_key"), [...texts].sort(), keys.type);
          assert.deepEqual(column("thing_id"), [...texts].sort(), keys.type);
          assert.deepEqual(
            column("event_id"),
            texts.map((text) => expectedId("seen", text)).sort(),
            keys.type,
          );
          await engine.run("drop table hard");
        }
      } finally {
        await engine.connection.close();
        await engine.stop();
      }
    });
  }
});
