/** Both versions of an event's rows, on engines of other dialects. */
import assert from "node:assert/strict";
import type { DialectName } from "../../server/src/sql/types.ts";
import { reviewRows } from "../../server/src/tasks/review/reviewRows.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { changesOf } from "../review/support.ts";
import { startClickHouse } from "../support/clickhouse.ts";
import { open } from "../support/connections.ts";
import { projectOf } from "../support/memoryProject.ts";
import { startPostgres } from "../support/postgres.ts";
import { startTrino } from "../support/trino.ts";

const rows = [1, 2, 3, 4, 5, 6]
  .map(
    (id) =>
      `select ${id} as id, ${id % 2} as who, ${id === 6 ? "null" : `'s${id}'`} as status, ${id}.50 as amount, ` +
      `cast('2026-01-0${(id % 3) + 1} 10:00:0${id}' as timestamp) as at_time`,
  )
  .join(" union all ");

const spec = ({ where = "o.id > 0", status = "o.status", key = "o.id", type = "decimal(12,2)" } = {}) =>
  `from: {sql: ${JSON.stringify(rows)}}
as: o
key: ${key}
where: ${where}
entities: {person: o.who}
events:
  thing_made:
    at: o.at_time
    send_to: [mixpanel]
    properties:
      status: {sql: ${JSON.stringify(status)}, type: string}
      amount: {sql: o.amount, type: '${type}'}
`;

const project = (text: string) =>
  projectOf({
    "eventspec.yml":
      "eventspec: 1\nname: p\nentities: {person: {type: integer}}\ndestinations: {mixpanel: {type: mixpanel}}\n",
    "a.events.yml": text,
  });

async function compared(connection: Connection, dialect: DialectName, before: string, after: string) {
  const [base, head] = [await project(before), await project(after)];
  const outcomes = await reviewRows({
    ...{ before: base, after: head, changes: await changesOf(base, head, { dialect }), connection },
    ...{ now: "2026-02-01T00:00:00.000Z", window: {}, timeoutMs: 60_000, maxBytes: undefined },
    signal: new AbortController().signal,
  });
  const outcome = outcomes.get("thing_made");
  assert.ok(outcome);
  return outcome;
}

async function compares(connection: Connection, dialect: DialectName): Promise<void> {
  const moved = await compared(
    connection,
    dialect,
    spec({ where: "o.id > 1" }),
    spec({
      where: "o.id < 6",
      status: "case when o.id = 3 then null else o.status end",
      type: "decimal(14,3)",
    }),
  );
  assert.ok(moved.kind === "compared", JSON.stringify(moved));
  const { gained, lost, changed, same, columns, days } = moved.diff;
  assert.deepEqual([gained, lost, changed, same], [1, 1, 1, 3]);
  assert.deepEqual([...columns], [["status", 1]]);
  assert.deepEqual(
    days.map((day) => [day.day.slice(0, 10), day.gained, day.lost, day.changed, day.same]),
    [
      ["2026-01-01", 0, 1, 1, 0],
      ["2026-01-02", 1, 0, 0, 1],
      ["2026-01-03", 0, 0, 0, 2],
    ],
  );
  assert.deepEqual(moved.examples.changed[0]?.values, { status: { before: "s3", after: null } });
  assert.equal(moved.examples.gained[0]?.key, "1");
  const rekeyed = await compared(connection, dialect, spec(), spec({ key: "o.status" }));
  assert.ok(rekeyed.kind === "compared", JSON.stringify(rekeyed));
  assert.deepEqual(rekeyed.key, { kind: "entity", entity: "person" });
  assert.equal(rekeyed.diff.columns.get("event_id"), rekeyed.after.rows === 6 ? 6 : 5);
  const repeats = await compared(
    connection,
    dialect,
    spec({ key: "o.who" }),
    spec({ key: "o.who", where: "o.id > 2" }),
  );
  assert.ok(repeats.kind === "compared", JSON.stringify(repeats));
  assert.match(repeats.note ?? "", /^The key repeats before \(2 of them\)/);
}

describe("both versions of rows", function () {
  this.timeout(300_000);

  it("are compared on Postgres", async () => {
    const server = await startPostgres();
    const { host, port, user, database } = server;
    const connection = await open("postgres", { host, port, user, database });
    try {
      await compares(connection, "postgres");
    } finally {
      await connection.close();
      await server.stop();
    }
  });

  it("are compared on ClickHouse", async () => {
    const server = await startClickHouse();
    const connection = await open("clickhouse", { host: server.host, port: server.port });
    try {
      await compares(connection, "clickhouse");
    } finally {
      await connection.close();
      await server.stop();
    }
  });

  it("are compared on Trino", async () => {
    const server = await startTrino();
    const { host, port } = server;
    const connection = await open("trino", {
      host,
      port,
      catalog: "memory",
      schema: "default",
      user: "test",
    });
    try {
      await compares(connection, "trino");
    } finally {
      await connection.close();
      await server.stop();
    }
  });
});
