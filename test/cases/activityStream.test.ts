import assert from "node:assert/strict";
import { overFiles, previewIn } from "../support/previews.ts";

const files = {
  "eventspec.yml": overFiles(
    `entities: {customer: {}, visitor: {anonymous: true}}
streams:
  act: {layout: activity_schema, entity: customer, anonymous: visitor, occurrence: entity_and_event}
  journey: {layout: activity_schema, entity: customer, anonymous: visitor, occurrence: entity}
  plain: {layout: activity_schema, entity: customer, occurrence: none}
`,
  ),
  "a.events.yml": `from: o
key: o.id
entities: {customer: o.customer, visitor: o.visitor}
events:
  order_placed: {at: o.at}
  order_first: {at: o.at, once_per: o.id}
---
from: o
key: o.id
entities: {visitor: o.visitor}
events:
  page_seen: {at: o.at, where: o.id > 3}
`,
  "data/o.csv": `id,customer,visitor,at
1,7,v1,2025-01-01 10:00:00
2,7,,2025-01-02 10:00:00
3,,v2,2025-01-01 10:00:00
4,,v2,2025-01-03 10:00:00
5,,,2025-01-02 10:00:00
6,,7,2025-01-04 10:00:00
`,
};

interface Activity {
  readonly activity: string;
  readonly customer: string | null;
  readonly anonymous_customer_id: string | null;
  readonly activity_occurrence?: number;
  readonly activity_repeated_at?: string | null;
}

async function stream(name: string) {
  const { stdout } = await previewIn(files, ["--stream", name, "--format", "json"]);
  const { rows, why } = JSON.parse(stdout) as {
    rows: Activity[];
    why: { notes: { kind: string; rows: number; file: string }[] };
  };
  return { rows, notes: why.notes.map(({ kind, rows }) => `${kind} ${rows}`) };
}

const shown = ({ activity, customer, anonymous_customer_id: visitor, ...rest }: Activity) =>
  `${activity} ${customer ?? visitor} ${rest.activity_occurrence} ${rest.activity_repeated_at?.slice(0, 10) ?? "never"}`;

describe("streams of activities", () => {
  it("number the activities of who is anonymous, and leave out those of nobody", async () => {
    const { rows, notes } = await stream("act");
    assert.deepEqual(rows.map(shown).sort(), [
      "order_first 7 1 2025-01-02",
      // The visitor that is called as the customer.
      "order_first 7 1 never",
      "order_first 7 2 never",
      "order_first v2 1 2025-01-03",
      "order_first v2 2 never",
      "order_placed 7 1 2025-01-02",
      "order_placed 7 1 never",
      "order_placed 7 2 never",
      "order_placed v2 1 2025-01-03",
      "order_placed v2 2 never",
      "page_seen 7 1 never",
      "page_seen v2 1 never",
    ]);
    assert.deepEqual(notes, ["no_customer 3"]);
  });

  it("number them across activities, too", async () => {
    const { rows } = await stream("journey");
    const visitors = rows.filter(({ customer }) => customer === null).map(shown);
    assert.deepEqual(visitors.map((text) => text.split(" ")[2]).sort(), [
      "1",
      "1",
      "2",
      "2",
      "3",
      "3",
      "4",
      "5",
    ]);
  });

  it("hold customers alone where nobody stands for them", async () => {
    const { rows, notes } = await stream("plain");
    assert.deepEqual(
      rows.map(({ customer }) => customer),
      ["7", "7", "7", "7"],
    );
    assert.deepEqual(notes, ["no_customer 8"]);
  });
});
