import assert from "node:assert/strict";
import { open } from "../support/connections.ts";
import { projectOf } from "../support/memoryProject.ts";
import { prove } from "../support/prove.ts";

/** Whatever a check calls it, the address is a key, an entity, a variant's value and what two events share. */
const spec = `
from: {sql: "select * from (values ('ann@x.y', timestamp '2026-01-02', null), ('ann@x.y', timestamp '2026-01-03', null)) as t(email, seen_at, done)"}
as: o
key: o.email
join:
  - {from: {sql: "select * from (values ('ann@x.y'), ('ann@x.y')) as t(email)"}, as: c, on: c.email = o.email}
entities: {customer: o.email}
properties:
  email: {sql: o.email, privacy: personal, values: [bo@x.y]}
events:
  seen:
    at: o.seen_at
    tests:
      - follows: {event: done, by: customer}
      - follows: {event: done, by: email}
      - follows: {event: done}
      - unique: [customer]
      - not_null: [event_version]
      - rows: {name: none, where: event = 'seen'}
  done: {at: "cast(o.done as timestamp)"}
  named:
    at: o.seen_at
    variants: {by: o.email, names: {bo@x.y: seen_bo}}
`;

describe("rows of what failed", () => {
  it("show no private value, whatever it is called", async () => {
    const connection = await open("duckdb", {});
    try {
      const project = await projectOf({ "eventspec.yml": "eventspec: 1\nname: p\n", "a.events.yml": spec });
      const results = [...(await prove(project, connection)).values()];
      const failed = results.filter(
        ({ status, shown }) => status === "failed" && (shown?.rows.length ?? 0) > 0,
      );
      assert.deepEqual([...new Set(failed.map(({ check }) => check.subject.kind))].sort(), [
        "follows",
        "one_row_per_join",
        "rows",
        "unique",
        "unique_id",
        "values",
        "variant_without_name",
      ]);
      for (const { check, message, actual = "", expected = "", details = [], shown } of failed) {
        const told = JSON.stringify([message, actual, expected, details, shown?.rows]);
        assert.ok(!told.includes("ann@x.y"), `${check.id}: ${told}`);
        assert.ok((shown?.masked.length ?? 0) > 0, check.id);
      }
    } finally {
      await connection.close();
    }
  });
});
