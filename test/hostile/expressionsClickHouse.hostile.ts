import { startClickHouse } from "../support/clickhouse.ts";
import { open } from "../support/connections.ts";
import { type Arena, asked, changes, secretPlace, tableStatements } from "./expressions/arena.ts";
import { attacksOnClickHouse } from "./expressions/attacks/clickhouse.ts";
import { missing } from "./expressions/missing.ts";
import { expressionSuite } from "./expressions/suite.ts";

export const suite = expressionSuite({
  title: "Hostile expressions on ClickHouse (chDB)",
  missing: () => missing("clickhouse"),
  open: arena,
  full: 1_200,
});

async function arena(): Promise<Arena> {
  const place = await secretPlace();
  const server = await startClickHouse();
  const types = {
    integer: "Int64",
    text: "String",
    decimal: "Decimal(12, 2)",
    timestamp: "DateTime64(6, 'UTC')",
  };
  const inWords = (sql: string) => sql.replaceAll("timestamp '", "'");
  for (const sql of [
    "create database shop",
    ...tableStatements(types, (key) => ` engine = MergeTree order by ${key}`),
  ])
    await server.setup(inWords(sql));
  const connection = await open("clickhouse", { host: server.host, port: server.port });
  const differs = changes();
  return {
    connection,
    attacks: attacksOnClickHouse(place),
    secrets: [place.sentinel],
    async damage() {
      return (
        (await place.written()) ??
        differs({ orders: JSON.stringify(await asked(connection, "select count() from shop.orders")) })
      );
    },
    controls: [
      `select a from file('${place.file}', 'LineAsString', 'a String')`,
      `select 1 into outfile '${place.out}/x'`,
      `insert into function file('${place.out}/y.csv', 'CSV', 'a Int8') select 1`,
    ],
    async unguarded(sql) {
      const answer = await fetch(`http://${server.host}:${server.port}/`, { method: "POST", body: sql });
      return answer.text();
    },
    async close() {
      await connection.close();
      await server.stop();
      await place.remove();
    },
  };
}
