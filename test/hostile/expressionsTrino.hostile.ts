import { open } from "../support/connections.ts";
import { startTrino } from "../support/trino.ts";
import { type Arena, asked, changes, tableStatements } from "./expressions/arena.ts";
import { attacksOnTrino } from "./expressions/attacks/trino.ts";
import { missing } from "./expressions/missing.ts";
import { expressionSuite } from "./expressions/suite.ts";

export const suite = expressionSuite({
  title: "Hostile expressions on Trino",
  missing: () => missing("trino"),
  open: arena,
});

async function arena(): Promise<Arena> {
  const server = await startTrino();
  const types = { integer: "bigint", text: "varchar", decimal: "decimal(12,2)", timestamp: "timestamp(6)" };
  for (const sql of ["create schema memory.shop", ...tableStatements(types)]) await server.sql(sql);
  // What others ask stands in system.runtime.queries.
  const secret = `asked${process.pid}x`;
  await server.sql(`select '${secret}'`);
  const connection = await open("trino", {
    host: server.host,
    port: server.port,
    user: "attacker",
    catalog: "memory",
    schema: "shop",
  });
  const differs = changes();
  return {
    connection,
    attacks: attacksOnTrino(),
    secrets: [secret],
    async damage() {
      return differs({
        orders: JSON.stringify(await asked(connection, "select count(*) from memory.shop.orders")),
        tables: JSON.stringify(await server.sql("show tables from memory.shop")),
      });
    },
    controls: [
      "select query from system.runtime.queries",
      "create table memory.shop.more (a bigint)",
      "insert into memory.shop.orders select * from memory.shop.orders",
    ],
    unguarded: async (sql) => JSON.stringify(await server.sql(sql)),
    async close() {
      await connection.close();
      await server.stop();
    },
  };
}
