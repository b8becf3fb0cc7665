/** Reconciliations, tracked twins and profiles on engines of other dialects. */
import assert from "node:assert/strict";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { startClickHouse } from "../support/clickhouse.ts";
import { open } from "../support/connections.ts";
import { projectOf } from "../support/memoryProject.ts";
import { profiled } from "../support/profiled.ts";
import { prove } from "../support/prove.ts";
import { startTrino } from "../support/trino.ts";

/** Ten orders of as many days; the tracker lacks one, has one twice, and spells keys in capitals. */
const days = Array.from({ length: 10 }, (_, at) => at + 1);
const time = (day: number, second = 0) => `2026-01-${String(day).padStart(2, "0")} 10:00:0${second}`;

const spec = (schema: string) => `
from: ${schema}.orders
as: o
key: o.id
entities: {order: o.id}
properties:
  method: {sql: o.method, type: string}
  amount: {sql: o.amount, type: 'decimal(12,2)'}
events:
  paid:
    at: o.at_time
    tracked_as: {event: paid_tracked, by: order, coverage: 80%}
    reconcile:
      - {name: count, sql: 'select count(*) from r', tables: {r: ${schema}.orders}}
      - {name: wrong sum, sql: 'select sum(amount) + 1 as value from r', tables: {r: ${schema}.orders}, measure: {sum: amount}}
      - {name: days, sql: 'select cast(at_time as date) as day, amount as value from r', tables: {r: ${schema}.orders}, measure: {sum: amount}, per: day}
      - {name: keys, sql: 'select id from r where amount > 2', tables: {r: ${schema}.orders}, key: id, tolerance: 2}
---
from: ${schema}.tracked
as: o
key: o.id
origin: tracked
entities: {order: o.id}
properties:
  amount: {sql: o.amount, type: float}
events:
  paid_tracked: {at: o.at_time}
`;

interface Types {
  readonly text: string;
  readonly time: string;
  readonly decimal: string;
  readonly float: string;
  readonly suffix?: string;
}

function statements(schema: string, { text, time: moment, decimal, float, suffix = "" }: Types): string[] {
  const row = (day: number, id: string, second: number, more: string) =>
    `('${id}', timestamp '${time(day, second)}', ${day}${more})`;
  const tracked = [...days.filter((day) => day !== 4), 6];
  return [
    `create table ${schema}.orders (id ${text}, at_time ${moment}, amount ${decimal}, method ${text})${suffix}`,
    `create table ${schema}.tracked (id ${text}, at_time ${moment}, amount ${float})${suffix}`,
    `insert into ${schema}.orders values ${days.map((day) => row(day, `o${day}`, 0, `, '${day % 2 === 0 ? "card" : "ideal"}'`)).join(", ")}`,
    `insert into ${schema}.tracked values ${tracked.map((day) => row(day, `O${day}`, 5, "")).join(", ")}`,
  ];
}

async function proves(connection: Connection, schema: string): Promise<void> {
  const files = { "eventspec.yml": "eventspec: 1\nname: p\n", "a.events.yml": spec(schema) };
  const results = await prove(await projectOf(files), connection, {
    isWanted: ({ part }) => part === "reconcile" || part === "tracked_as",
  });
  const told = Object.fromEntries(
    [...results].map(([name, { status, message }]) => [name, `${status}: ${message}`]),
  );
  assert.deepEqual(told, {
    "paid reconcile count": "passed: The event has 10, as the query says.",
    "paid reconcile wrong sum": "failed: The event has 55 and the query 56: 1 less (1.8 %).",
    "paid reconcile days": "passed: Each of 10 days agrees: 55 in all.",
    "paid reconcile keys":
      "passed: The event has 10 and the query 8: 2 more (25 %), which the tolerance allows.",
    "paid tracked_as paid_tracked":
      "passed: 9 of 10 events were tracked, 90 % (95 % certain: 59.6 % to 98.2 %), at least 80 %.",
  });
  assert.deepEqual(results.get("paid reconcile keys")?.shown?.rows, [
    ["o1", "event"],
    ["o2", "event"],
  ]);
  const lines = results.get("paid tracked_as paid_tracked")?.details?.join("\n") ?? "";
  assert.match(lines, /without regard to case/);
  assert.match(lines, /Duplicates: 1 tracked event\./);
  assert.match(lines, /amount agrees in 100 % of 9 pairs/);
  assert.match(lines, /5 seconds later \(median\)/);
  const { profile } = await profiled({ "a.events.yml": spec(schema) }, "paid", connection);
  assert.deepEqual([profile.events, profile.days.length], [10, 10]);
  const [, method, amount] = profile.columns;
  assert.deepEqual(method?.top[0], { value: "card", events: 5 });
  assert.deepEqual([Number(amount?.min), Number(amount?.max)], [1, 10]);
}

describe("proof on other engines", function () {
  this.timeout(300_000);

  it("holds on ClickHouse", async () => {
    const server = await startClickHouse();
    try {
      await server.setup("create database shop");
      const types = {
        ...{ text: "Nullable(String)", time: "Nullable(DateTime64(6, 'UTC'))" },
        ...{ decimal: "Nullable(Decimal(12, 2))", float: "Nullable(Float64)" },
        suffix: " engine = MergeTree order by tuple()",
      };
      for (const sql of statements("shop", types)) await server.setup(sql.replaceAll("timestamp '", "'"));
      const connection = await open("clickhouse", { host: server.host, port: server.port });
      await proves(connection, "shop").finally(() => connection.close());
    } finally {
      await server.stop();
    }
  });

  it("holds on Trino", async () => {
    const server = await startTrino();
    try {
      await server.sql("create schema memory.shop");
      const types = { text: "varchar", time: "timestamp(6)", decimal: "decimal(12,2)", float: "double" };
      for (const sql of statements("memory.shop", types)) await server.sql(sql);
      const { host, port } = server;
      const connection = await open("trino", { host, port, catalog: "memory", schema: "shop", user: "test" });
      await proves(connection, "shop").finally(() => connection.close());
    } finally {
      await server.stop();
    }
  });
});
