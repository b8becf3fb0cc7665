import assert from "node:assert/strict";
import { sqlOfRows } from "../../server/src/project/sqlOf.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { joinChecks } from "../../server/src/sql/joinChecks.ts";
import { probeEvent, probeOne } from "../../server/src/sql/probe.ts";
import { goldenCases, goldenProject } from "../support/golden.ts";
import { duckDbSession } from "../support/goldenDuckDb.ts";
import { projectOf } from "../support/memoryProject.ts";

describe("probes", () => {
  for (const golden of goldenCases()) {
    it(`bind every expression of ${golden.name}, together and one by one`, async () => {
      const session = await duckDbSession(golden.tables);
      const project = await goldenProject(golden, "duckdb");
      try {
        for (const event of project.events.filter(
          ({ enabled, definition }) => enabled && !definition.proposed,
        )) {
          const whole = probeEvent(project, event, "duckdb");
          assert.ok(whole);
          assert.deepEqual(await session.rows(whole.sql), []);
          const singles = sqlOfRows(project, event).map((one) => probeOne(project, event, "duckdb", one));
          for (const probe of [whole, ...singles]) {
            assert.ok(probe);
            await session.rows(probe.sql);
            for (const { text, start } of probe.columns) {
              assert.equal(probe.sql.slice(start, start + text.length), text);
            }
          }
        }
      } finally {
        session.close();
      }
    });
  }

  it("name the expression that an engine refuses, though others are wrong too", async () => {
    const session = await duckDbSession();
    const project = await projectOf({
      "eventspec.yml": "eventspec: 1\nname: p\n",
      "a.events.yml": `
from: orders
as: o
key: o.id
join: [{from: orders, as: p, on: p.nothing = o.id}]
events:
  order_placed:
    at: o.at_
    properties: {fine: o.id, wrong: upper(o.idd)}
`,
    });
    const [event] = project.events;
    assert.ok(event);
    try {
      await session.run("create table orders as select 1 as id, timestamp '2026-01-01' as at_");
      const refused: string[] = [];
      for (const expression of sqlOfRows(project, event)) {
        const probe = probeOne(project, event, "duckdb", expression);
        await session.rows(probe?.sql ?? "").catch(() => refused.push(expression.path));
      }
      assert.deepEqual(refused, ["join.0.on", "events.order_placed.properties.wrong"]);
    } finally {
      session.close();
    }
  });

  const hostile = "(select max(content) from read_text('/etc/passwd'))";
  const escaping = "m.v); drop table orders; select (1";
  /** The statements that would be sent about the event `asked`. */
  const asked = async (text: string): Promise<string[]> => {
    const files = {
      "eventspec.yml": "eventspec: 1\nname: p\nentities: {customer: {}}\n",
      "a.events.yml": text,
    };
    const project = await projectOf(files);
    const [event] = project.eventsByName.get("asked") ?? [];
    assert.ok(event);
    const one = sqlOfRows(project, event).map((sql) => probeOne(project, event, "duckdb", sql));
    const probes = [probeEvent(project, event, "duckdb"), ...one].flatMap((probe) => probe?.sql ?? []);
    return [...probes, ...joinChecks(project, event, "duckdb").map(({ sql }) => sql)];
  };
  const plain = (source: string, properties: string, more = "") =>
    `${source}\nas: m\nkey: m.id\n${more}events:\n  asked: {at: m.at_, ${properties}}\n`;

  for (const [where, text] of Object.entries({
    "a query": plain(`from: {sql: "select 1 as id) as m; drop table orders; select (1"}`, "link: m.l"),
    "a list": plain("from: orders", "link: m.l", `for_each: {item: i, in: "${hostile}"}\n`),
    "a column that becomes rows": plain(
      "from: orders",
      "link: m.l",
      `for_each: {item: i, columns: {x: "${escaping}"}}\n`,
    ),
    "a history of fields": plain(
      "from: orders",
      "properties: {p: h.p}",
      `join: [{from: h, as: h, on: h.id = m.id, fields: {name: h.n, value: "${escaping}", start: h.t, pick: {p: x}}}]\n`,
    ),
  }))
    it(`ask nothing beside ${where} that may not stand in a statement`, async () => {
      assert.deepEqual(await asked(text), []);
    });

  it("ask nothing of a row before that may not stand in a statement, and all else", async () => {
    const rows = plain(
      "from: orders",
      `sequence: {per: m.c}, properties: {p: "${escaping}", q: previous.p, r: m.r}`,
    );
    const sent = await asked(rows);
    assert.equal(sent.length, 4);
    assert.ok(sent.every((sql) => !sql.includes("drop") && !sql.includes("previous")));
  });

  const joining = (joined: string, sql: string) => `
from: orders
as: m
key: m.id
join: [{event: other, as: b, by: customer}, {from: kinds, as: k, on: k.id = b.link}]
events:
  asked: {at: m.at_, entities: {customer: m.c}, properties: {k: k.name, x: ${JSON.stringify(sql)}}}
---
from: others
as: o
key: o.id
${joined}
`;
  const other = (sql: string) =>
    joining(
      `events:\n  other: {at: o.at_, entities: {customer: o.c}, link: ${JSON.stringify(sql)}}`,
      "b.link",
    );

  it("and checks of joins ask nothing beside events whose SQL may not stand in a statement", async () => {
    assert.equal((await asked(other("o.l"))).length, 8);
    assert.deepEqual(await asked(other(hostile)), []);
    assert.deepEqual(await asked(other(escaping)), []);
  });

  it("ask nothing of events that join each other in a circle", async () => {
    const back = `join: [{event: asked, as: m, by: customer}]
where: m.link is not null
events:
  other: {at: o.at_, entities: {customer: o.c}, link: o.l}`;
    assert.deepEqual(
      await asked(joining(back, "b.link").replace("events:", "where: b.link > ''\nevents:")),
      [],
    );
  });

  it("see a joined event wherever the dialect does, whatever quotes stand around", async () => {
    const hidden = other(hostile)
      .replace("k.id = b.link", "k.id = m.k")
      .replace('x: "b.link"', String.raw`x: "coalesce(m.\"x'y\", b /* . */ .link, m.\"z'w\")"`);
    assert.ok(hidden.includes("x'y"));
    assert.deepEqual(await asked(hidden), []);
    const project = await projectOf({
      "eventspec.yml": "eventspec: 1\nname: p\nentities: {customer: {}}\n",
      "a.events.yml": hidden,
    });
    const { relations, findings } = compile(project, {
      dialect: "duckdb",
      layout: "wide",
      events: ["asked"],
    });
    assert.deepEqual(relations, []);
    assert.deepEqual(
      findings.map(({ rule, message }) => [rule, message]),
      [
        [
          "broken-event-join",
          "Event \"other\" has no SQL, so it can't be joined: `read_text` reaches outside of the data, so it can't be used here.",
        ],
      ],
    );
  });
});
