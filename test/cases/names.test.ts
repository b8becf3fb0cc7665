import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { readCheck } from "../support/contracts.ts";

const projectFile = `eventspec: 1
connection: f
connections: {f: {type: duckdb, files: {raw.o: o.csv, raw.t: t.csv}}}
entities: {order: {type: integer}, customer: {type: integer}}
rules: {extends: minimal}
`;
const files = {
  "eventspec.yml": projectFile,
  "o.csv": "id,at,delivered,cust\n1,2025-01-01 10:00:00,2025-03-01 10:00:00,7\n",
  "t.csv": "id,at,cust\na,2025-01-01 10:00:05,7\n",
};
const spec = (proofs: string) => `from: raw.o
as: o
key: o.id
entities: {order: o.id, customer: o.cust}
events:
  order_placed:
    at: o.at
    properties: {total: o.cust}
${proofs}
  order_delivered: {at: o.delivered}
---
from: raw.t
as: t
key: t.id
origin: tracked
entities: {customer: t.cust}
events:
  order_tracked: {at: t.at}
`;

const findings = (proofs: string): Promise<string[]> => findingsIn(spec(proofs));

async function findingsIn(text: string): Promise<string[]> {
  const folder = await temporaryFolder({ ...files, "a.events.yml": text });
  try {
    const { stdout } = await runHere(["check", "--format", "json"], { cwd: folder.path });
    const lines = text.split("\n");
    return readCheck(stdout).findings.map(({ rule, range: { start, end } }) => {
      const line = lines[start.line - 1] ?? "";
      return `${rule}: ${line.slice(start.column - 1, start.line === end.line ? end.column - 1 : undefined)}`;
    });
  } finally {
    await folder.remove();
  }
}

describe("names in tests, examples, reconciliations and tracked twins", () => {
  const wrong: readonly (readonly [proofs: string, ...found: string[]])[] = [
    ["    tests: [not_null: custmer_id]", "unknown-column: custmer_id"],
    ["    tests: [unique: [order_id, order_idd]]", "unknown-column: order_idd"],
    ["    tests: [follows: {event: order_delivered, by: nonsense}]", "unknown-column: nonsense"],
    ["    tests: [follows: {event: order_tracked, by: order}]", "unknown-column: order"],
    ["    tests: [follows: {event: order_trackd, by: customer}]", "unknown-event: order_trackd"],
    ["    tests: [rows: {where: nonsense < 0}]", "unknown-column: nonsense"],
    ["    reconcile: [{sql: select 1, measure: {sum: nonsense}}]", "unknown-column: nonsense"],
    [
      "    reconcile: [{sql: select 1 as dayy, measure: count, per: day}]",
      "unknown-column: select 1 as dayy",
    ],
    [
      "    reconcile: [{sql: select 1 from r, tables: {r: raw.nonsense}, measure: count}]",
      "unknown-table: raw.nonsense",
    ],
    ["    examples: [{given: {raw.nonsense: [{id: 1}]}, expect: []}]", "unknown-table: raw.nonsense"],
    [
      "    examples: [{given: {raw.o: [{idd: 1, id: 1, at: 2025-01-01, cust: 7}]}, expect: []}]",
      "unknown-column: idd",
    ],
    ["    examples: [{given: {raw.o: []}, expect: [{nonsense: 1}]}]", "unknown-column: nonsense"],
    ["    tracked_as: {event: order_tracked, by: nonsense}", "unknown-column: nonsense"],
    ["    tracked_as: {event: order_tracked, by: order}", "unknown-column: order"],
  ];
  for (const [proofs, ...found] of wrong) {
    it(`are found where they do not exist: ${proofs.trim()}`, async () =>
      assert.deepEqual(await findings(proofs), found));
  }

  it("may be entities, columns of entities, properties and standard columns, whatever their case", async () =>
    assert.deepEqual(
      await findings(`    tests:
      - not_null: [customer, customer_id, TOTAL, event_id]
      - follows: {event: order_delivered}
      - follows: {event: order_delivered, by: key}
      - follows: {event: order_tracked, by: customer}
    tracked_as: {event: order_tracked, by: customer_id}
    reconcile: [{sql: 'select 1 as "Day", 2 as value', measure: {sum: total}, per: day}]
    examples: [{given: {raw.o: [{ID: 1, At: 2025-01-01, CUST: 7}]}, expect: [{occurred_at: 2025-01-01, order_id: 1}]}]`),
      [],
    ));

  it("are found in a partition, by its column's characters", async () => {
    const partitioned = (column: string) =>
      spec("").replace("events:", `partition: {column: ${column}}\nevents:`);
    assert.deepEqual(await findingsIn(partitioned("o.nonsense")), ["unknown-column: o.nonsense"]);
    assert.deepEqual(await findingsIn(partitioned("x.at")), ["unknown-column: x.at"]);
    assert.deepEqual(await findingsIn(partitioned("o.at")), []);
  });

  it("may call a reconciliation's only other column anything", async () => {
    const query = (outputs: string) =>
      findings(`    reconcile: [{sql: 'select ${outputs}', measure: count, per: day}]`);
    assert.deepEqual(await query("1 as day, 2 as orders"), []);
    assert.deepEqual(await query("1 as dayy, 2 as value"), [
      "unknown-column: 'select 1 as dayy, 2 as value'",
    ]);
    assert.equal((await query("1 as day, 2 as a, 3 as b")).length, 1);
    assert.equal((await query("1 as day")).length, 1);
  });

  it("are found where a reconciliation gives no number or no key", async () => {
    const query = (outputs: string, more = "") =>
      findings(`    reconcile: [{sql: 'select ${outputs}', measure: count${more}}]`);
    assert.deepEqual(await query("1 as orders"), []);
    assert.equal((await query("1 as a, 2 as b")).length, 1);
    assert.deepEqual(await query("1 as id", ", key: ID"), []);
    assert.deepEqual(await query("1 as id, 2 as total", ", key: id"), []);
    assert.equal((await query("1 as idd", ", key: id")).length, 1);
    assert.deepEqual(await query("1 as id, 2 as day, 3 as total", ", key: id, per: day"), []);
  });

  it("are found in streams: of events, by name or pattern, and of owners", async () => {
    const streams =
      "streams: {all: {events: {name: [order_*, order_placed, ordr_*], owner: [growth, grwth]}}}";
    const folder = await temporaryFolder({
      ...files,
      "eventspec.yml": `${projectFile.replace("minimal", "recommended")}teams: {growth: {}}\n${streams}\n`,
      "a.events.yml": spec(""),
    });
    try {
      const { stdout } = await runHere(["check", "--format", "json"], { cwd: folder.path });
      assert.deepEqual(
        readCheck(stdout)
          .findings.filter(({ file }) => file === "eventspec.yml")
          .map(({ rule, message }) => [rule, message]),
        [
          ["unknown-event", 'No event\'s name is like "ordr_*".'],
          ["unknown-owner", 'No team is called "grwth".'],
        ],
      );
    } finally {
      await folder.remove();
    }
  });
});
