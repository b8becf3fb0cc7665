import assert from "node:assert/strict";
import { overFiles, previewIn, previewJson } from "../support/previews.ts";

/** Notes as `kind rows line`, steps as `label rows line`. */
async function told(files: Readonly<Record<string, string>>, args: readonly string[]) {
  const { why } = await previewJson(files, args);
  const at = ({ range }: { range: { start: { line: number } } }) => `:${range.start.line}`;
  return {
    steps: why?.steps.map((step) => `${step.label} ${step.rows} ${at(step)}`),
    notes: why?.notes.map((note) => `${note.kind} ${note.rows} ${at(note)}`),
    messages: why?.notes.map(({ message }) => message) ?? [],
  };
}

describe("where the rows of a preview went", () => {
  const orders = {
    "eventspec.yml": overFiles(),
    "a.events.yml": `from: orders
as: o
key: o.id
join:
  - {from: customers, as: c, on: c.id = o.customer}
  - {from: staff, as: s, on: s.id = o.customer, type: inner}
where: not o.test
entities: {customer: c.id}
events:
  order_placed:
    at: o.at
    where: o.total > 0
    link: o.note
    properties: {total: o.total, note: o.note, country: c.country}
  order_lost: {at: o.at, where: o.total < 0}
`,
    "data/orders.csv": `id,customer,test,total,at,note
1,7,false,10,2025-01-01 10:00:00,
2,7,true,10,2025-01-01 10:00:00,
3,8,false,0,2025-01-01 10:00:00,
4,9,false,10,,
5,9,false,10,2999-01-01 10:00:00,
6,10,false,10,2025-01-02 10:00:00,
`,
    "data/customers.csv": "id,country\n7,BE\n8,BE\n10,\n",
    "data/staff.csv": "id\n7\n8\n9\n",
  };

  it("is told step by step, each with its line", async () => {
    assert.deepEqual(await told(orders, ["order_placed"]), {
      steps: [
        "source 6 :1",
        "join c 6 :5",
        "join s 5 :6",
        "where 4 :7",
        "event's where 3 :12",
        "at 1 :11",
        "events 1 :10",
      ],
      notes: [
        "join_without_match 2 :5",
        "join_without_match 1 :6",
        "where_drops 1 :7",
        "where_drops 1 :12",
        "no_time 1 :11",
        "in_future 1 :11",
        "all_null 1 :14",
        "all_null 1 :13",
      ],
      messages: [
        "join `c` matched 4 of 6",
        "join `s` matched 5 of 6",
        "where drops 1 of 5",
        "event's where drops 1 of 4",
        "`at` is null: 1",
        "`at` is in the future: 1",
        "`note` is null in all 1",
        "`link` is null in all 1",
      ],
    });
  });

  it("stands below the rows, short, and where there are none", async () => {
    const { stdout } = await previewIn(orders, ["order_lost"]);
    assert.match(
      stdout,
      /^order_lost: no rows \(\d+ ms\)\.\nsource 6 → join c 6 → join s 5 → where 4 → event's where 0 → events 0\n/,
    );
    assert.match(stdout, /\n {2}event's where drops 4 of 4 {2}a\.events\.yml:15\n/);
  });

  it("tells a value without a variant, and shows the other rows", async () => {
    const files = {
      "eventspec.yml": overFiles(),
      "a.events.yml":
        "from: t\nkey: t.id\nevents:\n  tracked_event: {at: t.at, variants: {by: t.name, names: {Order Placed: order_placed}}}\n",
      "data/t.csv":
        "id,name,at\n1,Order Placed,2024-01-01 00:00:00\n2,Weird!,2024-01-02 00:00:00\n3,,2024-01-02 00:00:00\n",
    };
    const { rows } = await previewJson(files, ["tracked_event"]);
    assert.deepEqual(
      rows.map(({ source_key: key }) => key),
      ["1"],
    );
    const { notes, messages, steps } = await told(files, ["tracked_event"]);
    assert.deepEqual(steps, ["source 3 :1", "variants 1 :4", "events 1 :4"]);
    assert.deepEqual(notes, ["no_variant 2 :4"]);
    assert.deepEqual(messages, ["no variant: 2 (`Weird!`)"]);
  });

  it("leaves rows without a variant out of a stream, and counts them", async () => {
    const files = {
      "eventspec.yml": overFiles("streams: {all: {}}\n"),
      "a.events.yml":
        "from: t\nkey: t.id\nevents:\n  tracked_event: {at: t.at, variants: {by: t.name, names: {Order Placed: order_placed}}}\n",
      "data/t.csv": "id,name,at\n1,Order Placed,2024-01-01 00:00:00\n2,Weird!,2024-01-02 00:00:00\n",
    };
    const { stdout } = await previewIn(files, ["--stream", "all"]);
    assert.match(
      stdout,
      /\nevents 1\n {2}no variant: 1 of `tracked_event`; a preview of it tells which values {2}a\.events\.yml:4\n$/,
    );
  });

  it("tells repeated ids, with the key and the join that make them", async () => {
    const files = {
      "eventspec.yml": overFiles(
        "lookups:\n  user:\n    parameters: [id]\n    join: [{from: u, as: who, on: who.uid = param.id}]\n    properties: {name: who.name}\n",
      ),
      "a.events.yml": `from: t
key: t.id
lookups: {user: {id: t.author}}
events:
  closed: {at: t.at}
---
from: t
key: t.id
events:
  opened: {at: t.at}
---
from: t
key: [t.id, t.place]
for_each: {item: name, in: "[t.id, t.id + 1]"}
events:
  listed: {at: t.at}
`,
      "data/t.csv": "id,place,author,at\n1,1,10,2024-01-01 00:00:00\n1,2,10,2024-01-01 00:00:00\n",
      "data/u.csv": "uid,name\n10,Ann\n10,Anna\n",
    };
    const closed = await told(files, ["closed"]);
    assert.deepEqual(closed.messages, [
      "join `who` finds 4 for 2",
      "4 rows share an id (key `1`): join `who` finds 4 for 2; the key repeats in the source",
    ]);
    const { why } = await previewJson(files, ["closed"]);
    assert.deepEqual(
      why?.notes.map(({ file }) => file),
      ["eventspec.yml", "eventspec.yml"],
    );
    const opened = await told(files, ["opened"]);
    assert.deepEqual(opened.messages, ["2 rows share an id (key `1`): the key repeats in the source"]);
    assert.deepEqual(opened.notes, ["repeated_ids 2 :8"]);
    const listed = await told(files, ["listed"]);
    assert.deepEqual(listed.messages, [
      "4 rows share 2 ids, up to 2 each (such as key `1|1`): for_each name makes 4 of 2",
    ]);
    assert.deepEqual(listed.notes, ["repeated_ids 4 :14"]);
  });

  it("tells no value that is classified as personal", async () => {
    const files = {
      "eventspec.yml": overFiles(),
      "a.events.yml": `from: t
key: t.mail
events:
  person_seen:
    at: t.at
    variants: {by: t.town, names: {Ghent: person_seen_here}}
    properties: {mail: {sql: t.mail, privacy: personal}, town: {sql: t.town, privacy: sensitive}}
`,
      "data/t.csv":
        "mail,town,at\nada@x,Ghent,2024-01-01 00:00:00\nada@x,Ghent,2024-01-01 00:00:00\nbo@x,Bruges,2024-01-01 00:00:00\n",
    };
    const { messages } = await told(files, ["person_seen"]);
    assert.deepEqual(messages, ["no variant: 1", "2 rows share an id: the key repeats in the source"]);
  });

  it("tells rows without a key, and those that once_per leaves out for it", async () => {
    const files = {
      "eventspec.yml": overFiles(),
      "a.events.yml":
        "from: o\nkey: o.id\nevents:\n  order_placed: {at: o.at}\n  order_named: {at: o.at, once_per: o.k}\n---\nfrom: o\nkey: [o.id, o.k]\nevents:\n  order_kept: {at: o.at}\n",
      "data/o.csv":
        "id,at,k\n1,2025-01-01 10:00:00,a\n,2025-01-02 10:00:00,\n,2025-01-03 10:00:00,b\n1,2025-01-04 10:00:00,\n",
    };
    const placed = await told(files, ["order_placed"]);
    assert.deepEqual(placed.notes, ["no_key 2 :2", "repeated_ids 4 :2"]);
    assert.equal(placed.messages[0], "no key: 2 of 4; they share an id");
    const named = await told(files, ["order_named"]);
    assert.deepEqual(named.steps, ["source 4 :1", "once_per 2 :5", "events 2 :5"]);
    assert.deepEqual(named.messages, ["no key in `once_per`: 2"]);
    assert.deepEqual((await told(files, ["order_kept"])).notes, ["no_key 1 :8"]);
  });

  it("counts events that `once_per` alone identifies", async () => {
    const files = {
      "eventspec.yml": overFiles(),
      "a.events.yml":
        "from: o\nevents:\n  first_seen: {at: o.at, once_per: o.k}\n  named:\n    at: o.at\n    once_per: o.k\n    changes: {value: o.v, per: o.k}\n    variants: {by: o.v, names: {1: one, 2: two}, otherwise: skip}\n",
      "data/o.csv":
        "at,k,v\n2025-01-01 10:00:00,a,1\n2025-01-02 10:00:00,a,2\n2025-01-03 10:00:00,b,2\n2025-01-04 10:00:00,b,3\n",
    };
    assert.deepEqual((await told(files, ["first_seen"])).steps, [
      "source 4 :1",
      "once_per 2 :3",
      "events 2 :3",
    ]);
    const named = await told(files, ["named"]);
    assert.deepEqual(named.steps?.at(-1), "events 3 :4");
    assert.deepEqual(named.messages, ["no variant: 1 (`3`)"]);
  });

  it("tells rows that `within` keeps out of a window", async () => {
    const files = {
      "eventspec.yml": overFiles("timezone: America/Sao_Paulo\n"),
      "a.events.yml": `from: o
key: o.id
partition: {column: o.at, within: 5 days}
events:
  order_placed: {at: o.at}
  order_delivered: {at: o.delivered}
---
from: o
key: o.id
partition: {column: o.day, within: 58 days}
events:
  order_dated: {at: o.delivered}
  order_met: {at: o.at}
---
from: o
key: o.id
partition: {column: o.day, within: 59 days}
events:
  order_come: {at: o.delivered}
`,
      "data/o.csv":
        "id,at,day,delivered\n1,2025-01-01 10:00:00,2025-01-01,2025-03-01 10:00:00\n2,2025-01-02 10:00:00,2025-01-02,2025-01-03 10:00:00\n3,2099-01-02 10:00:00,2099-01-02,2099-01-03 10:00:00\n",
    };
    assert.deepEqual((await told(files, ["order_placed"])).notes, ["in_future 1 :5"]);
    assert.deepEqual((await told(files, ["order_delivered"])).notes, [
      "in_future 1 :6",
      "outside_within 1 :3",
    ]);
    assert.deepEqual((await told(files, ["order_delivered", "--since", "2025-02-20"])).notes, [
      "in_future 1 :6",
      "outside_within 1 :3",
      "outside_window 1 :6",
      "lost_by_within 1 :3",
    ]);
    assert.deepEqual((await told(files, ["order_met"])).notes, ["in_future 1 :13"]);
    // A day of the partition stands for all of its hours: 59 days and ten hours are within 59 days of it, and beyond 58.
    assert.deepEqual((await told(files, ["order_come"])).notes, ["in_future 1 :19"]);
    const since = await told(files, ["order_come", "--since", "2025-03-01T10:00"]);
    assert.deepEqual(since.notes, ["in_future 1 :19", "outside_window 1 :19"]);
    assert.deepEqual((await told(files, ["order_dated"])).notes, ["in_future 1 :12", "outside_within 1 :10"]);
  });
});
