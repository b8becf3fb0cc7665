/** Examples that are made of rows: what is written, what is masked, and what is refused. */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const files = {
  "eventspec.yml": `eventspec: 1
name: p
connections:
  files:
    type: duckdb
    files: {crm.people: people.csv, crm.orders: orders.csv, crm.states: states.csv, crm.carts: carts.json, desk.messages: messages.csv, desk.topics: topics.csv}
`,
  "people.csv": "email,phone,tier\nann@x.be,0470123456,gold\nbob@x.be,0470999999,null\n",
  "orders.csv": `order_no,mail,city,total,at
00123,ann@x.be,"Sint-Niklaas, 'n dorp: #1",12.50,2026-01-05 10:00:00
00124,nobody@x.be,,7.00,2026-01-06 10:00:00
00125,bob@x.be,Gent,9.00,2026-01-07 10:00:00
`,
  "states.csv": `id,who,state,at
1,7,new,2026-01-01 09:00:00
2,7,new,2026-01-02 09:00:00
3,7,paid,2026-01-03 09:00:00
4,8,paid,2026-01-03 10:00:00
`,
  "messages.csv": `id,ticket,who,kind,topic_id,at
1,7,ann@x.be,question,1,2026-01-01 09:00:00
2,7,ann@x.be,question,2,2026-01-01 10:00:00
3,7,bob@x.be,answer,,2026-01-01 11:00:00
4,7,ann@x.be,question,1,2026-01-01 12:00:00
5,8,cyd@x.be,question,1,2026-01-01 09:30:00
6,9,bob@x.be,answer,,2026-01-01 11:00:00
7,7,bob@x.be,answer,,2026-01-01 13:00:00
`,
  "topics.csv": "topic_id,topic\n1,bill\n2,login\n",
  "talks.events.yml": `from: desk.messages
as: m
key: m.id
entities: {ticket: m.ticket}
where: m.kind = 'question'
join: [{from: desk.topics, as: t, on: t.topic_id = m.topic_id}]
events:
  question_asked:
    at: m.at
    properties: {topic: t.topic, by_whom: {sql: m.who, privacy: personal}}
  topic_changed:
    at: m.at
    changes: {value: t.topic, per: m.ticket}
    properties: {topic: t.topic, topic_before: previous.value}
---
from: desk.messages
as: a
key: a.id
entities: {ticket: a.ticket}
where: a.kind = 'answer'
join:
  - {event: question_asked, as: last, by: ticket}
  - {event: question_asked, as: first, by: ticket, pick: first}
  - {event: topic_changed, as: change, by: ticket}
events:
  question_answered:
    at: a.at
    properties: {about: last.topic, whom: last.by_whom, first_about: first.topic, waited: "date_diff('minute', last.occurred_at, event.at)"}
  topic_answered:
    at: a.at
    properties: {before: change.topic_before, now_about: change.topic}
---
from: desk.messages
as: e
key: e.id
entities: {ticket: e.ticket}
join: [{event: question_answered, as: answer, by: ticket}]
events:
  answer_seen:
    at: e.at
    where: e.kind = 'question'
    properties: {about: answer.about, waited: answer.waited}
`,
  "carts.json": `[{"cart_id": 1, "lines": [{"sku": "a", "n": 1}, {"sku": "b", "n": 2}], "at": "2026-01-05 10:00:00"}]`,
  "orders.events.yml": `from: crm.orders
as: o
key: o.order_no
join: [{from: crm.people, as: p, on: p.email = o.mail}]
entities: {order: o.order_no}
properties:
  email: {sql: "lower(p.email)", privacy: personal}
  phone: {sql: p.phone, privacy: sensitive, type: string}
  city: o.city
  total: o.total
events:
  ordered: {at: o.at}
`,
  "states.events.yml": `from: crm.states
as: s
key: s.id
entities: {member: s.who}
events:
  state_changed:
    at: s.at
    changes: {value: s.state, per: s.who}
    examples: [{name: none, given: {crm.states: []}, expect: []}]
    properties: {state: s.state}
  state_followed:
    at: s.at
    sequence: {per: s.who}
    properties: {state: s.state, before: previous.state, nth: sequence.number}
  first_state:
    at: s.at
    once_per: s.who
    properties: {state: s.state}
`,
  "carts.events.yml": `from: crm.carts
as: c
key: [c.cart_id, line.sku]
for_each: {item: line, in: c.lines}
events:
  line_added:
    at: c.at
    properties: {sku: line.sku, n: line.n}
`,
  "queries.events.yml": `from: {sql: "select * from t", tables: {t: crm.states}}
as: s
key: s.id
events:
  asked: {at: s.at}
`,
};

describe("eventspec test --example-from", function () {
  this.timeout(120_000);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    folder = await temporaryFolder(files);
  });
  afterEach(() => folder.remove());

  const make = (event: string, id: string) =>
    runHere(["test", event, "--example-from", id], { cwd: folder.path });
  const textOf = (file: string) => readFile(join(folder.path, file), "utf8");
  const passes = async (event: string, count: number) => {
    const { stdout, code } = await runHere(["test", event, "--only", "examples"], { cwd: folder.path });
    assert.equal(code, 0, stdout);
    assert.match(stdout, new RegExp(`\n${count} passed, 0 failed in `));
  };
  const idOf = async (event: string, has: string) => {
    const { stdout } = await runHere(["preview", event, "--format", "json"], { cwd: folder.path });
    const { rows } = JSON.parse(stdout);
    return rows.find((row: unknown) => JSON.stringify(row).includes(has)).event_id as string;
  };

  it("gives the rows that follow each other, so that what is said of them comes out as it was seen", async () => {
    const { code, stderr } = await make(
      "state_followed",
      await idOf("state_followed", '"state":"paid","before":"new"'),
    );
    assert.equal(code, 0, stderr);
    const text = await textOf("states.events.yml");
    assert.match(text, /member_id: 7, state: paid, before: new, nth: 3\}/);
    await passes("state_followed", 1);
  });

  it("writes the rows behind one event, private values replaced, and what comes out", async () => {
    const { stdout, code, stderr } = await make("ordered", await idOf("ordered", "00123"));
    assert.equal(code, 0, stderr);
    assert.equal(
      stdout,
      'The example "as it came at 2026-01-05T10:00:00Z" was added to orders.events.yml, and passes. 3 private columns have other values than the source.\n',
    );
    const text = await textOf("orders.events.yml");
    assert.ok(text.startsWith(files["orders.events.yml"].replace("  ordered: {at: o.at}\n", "")), text);
    assert.doesNotMatch(text, /ann@|0470|tier/);
    assert.match(text, /order_no: '00123', mail: person(\d)@example\.com/);
    assert.match(text, /city: 'Sint-Niklaas, ''n dorp: #1'/);
    assert.match(text, /\{email: person(\d)@example\.com, phone: '000000000\d'\}/);
    await passes("ordered", 1);
  });

  it("gives a row that a join did not find nothing to be found, and keeps both examples", async () => {
    assert.equal((await make("ordered", await idOf("ordered", "00124"))).code, 0);
    const text = await textOf("orders.events.yml");
    assert.doesNotMatch(text, /crm\.people: *\[|nobody/);
    assert.equal((await make("ordered", "newest")).code, 0);
    await passes("ordered", 2);
  });

  it("gives all rows that a change or a first time depends on, and no others", async () => {
    const { code, stderr } = await make("state_changed", await idOf("state_changed", "paid"));
    assert.equal(code, 0, stderr);
    const text = await textOf("states.events.yml");
    for (const id of [1, 2, 3]) assert.match(text, new RegExp(`\\{id: ${id}, who: 7, `));
    assert.doesNotMatch(text, /who: 8/);
    await passes("state_changed", 2);
    assert.equal((await make("first_state", "newest")).code, 0);
    assert.match(await textOf("states.events.yml"), /first_state:[\s\S]*who: 8/);
    await passes("first_state", 1);
  });

  it("gives the rows of the events that it joins, and of those that these join, private values replaced", async () => {
    const made = await make("question_answered", await idOf("question_answered", '"source_key":"3"'));
    assert.equal(made.code, 0, made.stderr);
    const one = await textOf("talks.events.yml");
    for (const id of [1, 2, 3]) assert.match(one, new RegExp(`\\{id: ${id}, ticket: 7, `));
    assert.doesNotMatch(one, /\{id: [45678]|@x\.be/);
    assert.match(one, /about: login, whom: person\d@example\.com, first_about: bill, waited: 60\}/);
    await passes("question_answered", 1);
    const next = await make("answer_seen", await idOf("answer_seen", '"source_key":"4"'));
    assert.equal(next.code, 0, next.stderr);
    const [, seen = ""] = (await textOf("talks.events.yml")).split("answer_seen:");
    for (const id of [1, 2, 3, 4]) assert.match(seen, new RegExp(`\\{id: ${id}, ticket: 7, `));
    assert.match(seen, /about: login, waited: 60\}/);
    assert.equal(seen.match(/occurred_at:/g)?.length, 3);
    await passes("answer_seen", 1);
  });

  it("gives what a joined event depends on, and nothing where none was found", async () => {
    assert.equal((await make("topic_answered", await idOf("topic_answered", '"source_key":"7"'))).code, 0);
    const text = await textOf("talks.events.yml");
    for (const id of [1, 2, 4, 7]) assert.match(text, new RegExp(`\\{id: ${id}, ticket: 7, `));
    assert.match(text, /before: login, now_about: bill\}/);
    await passes("topic_answered", 1);
    assert.equal(
      (await make("question_answered", await idOf("question_answered", '"source_key":"6"'))).code,
      0,
    );
    assert.match(await textOf("talks.events.yml"), /desk\.messages:\s+- \{id: 6, [^\n]*\n\s+expect:/);
    await passes("question_answered", 1);
  });

  it("gives a list as it is, and keeps the file's line ends", async () => {
    const file = join(folder.path, "carts.events.yml");
    await writeFile(file, files["carts.events.yml"].replaceAll("\n", "\r\n"));
    const { code, stderr } = await make("line_added", "newest");
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(await textOf("carts.events.yml"), /[^\r]\n/);
    await passes("line_added", 1);
  });

  it("refuses what can't be told or is not there, and then changes nothing", async () => {
    const asked = await make("asked", "newest");
    assert.equal(asked.code, 1);
    assert.match(asked.stderr, /A query reads crm\.states, so which of its rows belong to the event/);
    const unknown = await make("ordered", "x' or '1'='1");
    assert.match(unknown.stderr, /There is no event "ordered" with the id "x' or '1'='1"/);
    const many = Array.from(
      { length: 60 },
      (_, at) => `${at},7,s${at},2026-01-01 00:${String(at).padStart(2, "0")}:00`,
    );
    await writeFile(join(folder.path, "states.csv"), `id,who,state,at\n${many.join("\n")}\n`);
    const long = await make("first_state", "newest");
    assert.match(long.stderr, /made of more than 50 rows/);
    assert.equal((await make("ordered", "newest")).code, 0);
    for (const file of ["queries.events.yml", "states.events.yml"] as const)
      assert.equal(await textOf(file), files[file]);
    const both = await runHere(["test", "ordered", "--example-from", "newest", "--update"], {
      cwd: folder.path,
    });
    assert.equal(both.code, 2);
  });

  it("refuses what comes out otherwise once private values are others", async () => {
    const file = join(folder.path, "orders.events.yml");
    await writeFile(
      file,
      files["orders.events.yml"].replace("at: o.at}", "at: o.at, where: p.email like '%@x.be'}"),
    );
    const { code, stderr } = await make("ordered", "newest");
    assert.equal(code, 1);
    assert.match(stderr, /Without its private values no event comes out of its rows/);
  });
});
