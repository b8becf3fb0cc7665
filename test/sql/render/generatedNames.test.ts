import assert from "node:assert/strict";
import { compile } from "../../../server/src/sql/compile.ts";
import type { CompileOptions } from "../../../server/src/sql/types.ts";
import { expectedId } from "../../support/golden.ts";
import { duckDbSession } from "../../support/goldenDuckDb.ts";
import { idTypes } from "../../support/idTypes.ts";
import { projectOf } from "../../support/memoryProject.ts";

const project = `eventspec: 1
name: p
lookups:
  user:
    parameters: [owner]
    join: [{from: users, as: u, on: u.id = param.owner and u.since <= event.at}]
    properties: {known: "u.since <= event.at at time zone 'UTC'"}
`;

const timestamp = { spelling: "timestamp", dialect: "duckdb" } as const;

/** The SQL of a spec's events. */
async function sqlOf(
  spec: string,
  options: Partial<CompileOptions> = {},
  file: string = project,
): Promise<string> {
  const { relations, findings } = compile(await projectOf({ "eventspec.yml": file, "a.events.yml": spec }), {
    dialect: "duckdb",
    layout: "narrow",
    now: "2030-01-01",
    types: (event, sql) =>
      /^(?!event).*(?:\b|_)(at|since|until)$/.test(sql) ? timestamp : idTypes()(event, sql),
    ...options,
  });
  assert.deepEqual(findings, []);
  assert.equal(relations.length, 1);
  return relations[0]?.sql ?? "";
}

/** What DuckDB gives for it: names and properties, or the columns that are asked for. */
async function rowsOf(
  spec: string,
  tables: readonly string[],
  options: Partial<CompileOptions> = {},
  file: string = project,
) {
  const session = await duckDbSession();
  try {
    for (const table of tables) await session.run(`create table ${table}`);
    const rows = await session.rows(await sqlOf(spec, options, file));
    return rows.map(({ event, properties }) => [event, properties]);
  } finally {
    session.close();
  }
}

const users = "users as select 1 as id, timestamp '2020-01-01' as since";

describe("names that the generator gives", () => {
  it("leave a record called event to the source", async () => {
    const spec = `
from: log
as: l
key: l.id
lookups: {user: {owner: l.id}}
events:
  seen: {at: l.at, properties: {page: event.at}}
`;
    const log = "log as select 1 as id, timestamp '2021-01-01' as at, {'at': 'home'} as event";
    assert.deepEqual(await rowsOf(spec, [users, log]), [["seen", '{"page":"home","known":true}']]);
  });

  const inQuery = project.replace(
    "u.id = param.owner",
    "u.id = (select max(l.id) from log as l where l.id = param.owner)",
  );

  it("leave a column called event to the source, on engines where a table would hide it too", async () => {
    const spec = `
from: log
as: l
key: l.id
where: event = 'seen'
lookups: {user: {owner: l.id}}
events:
  seen: {at: l.at}
`;
    assert.match(await sqlOf(spec, { dialect: "postgres" }, inQuery), /as "at"\) as event_2$/m);
  });

  it("are tables where values put in place could mean a table of a sub-query", async () => {
    const spec = `
from: log
as: l
key: l.id
lookups: {user: {owner: l.id}}
events:
  seen: {at: l.at}
`;
    const sql = await sqlOf(spec, {}, inQuery);
    assert.match(sql, /as "at"\) as event$/m);
    assert.match(sql, /\(select l\.id as owner\) as param$/m);
    assert.doesNotMatch(await sqlOf(spec), /as param\b/);
    const log =
      "log as select 1 as id, timestamp '2021-01-01' as at union all select 2, timestamp '2021-01-02'";
    const rows = await rowsOf(spec, [users, log], {}, inQuery);
    assert.deepEqual(rows.sort(), [
      ["seen", '{"known":null}'],
      ["seen", '{"known":true}'],
    ]);
  });

  it("are no table's that no SQL speaks of", async () => {
    const spec = `
from: log
as: event
key: number
join: [{from: settings, as: param, on: "true"}]
lookups: {user: {owner: number}}
events:
  seen: {at: seen_at, properties: {mode: mode}}
`;
    const tables = [
      users,
      "log as select 1 as number, timestamp '2021-01-01' as seen_at",
      "settings as select 'dark' as mode",
    ];
    assert.deepEqual(await rowsOf(spec, tables), [["seen", '{"mode":"dark","known":true}']]);
  });

  it("tell a row's end in a history that has such a column", async () => {
    const spec = `
from: log
as: l
key: l.id
join: [{from: plans, as: h, on: h.id = l.id, as_of: {start: h.since}}]
events:
  seen: {at: l.at, properties: {plan: h.plan, ends: h.eventspec_end}}
`;
    const tables = [
      "log as select 1 as id, timestamp '2021-01-01' as at",
      "plans as select 1 as id, timestamp '2020-01-01' as since, 'free' as plan, 7 as eventspec_end union all select 1, timestamp '2022-01-01', 'pro', 8",
    ];
    assert.deepEqual(await rowsOf(spec, tables), [["seen", '{"plan":"free","ends":7}']]);
  });

  it("are no join's, and an item may be called event", async () => {
    const spec = `
from: log
as: l
key: [l.id, n]
for_each: {item: event, in: l.pages, position: n}
join: [{from: users, as: each_event, on: each_event.id = l.id}]
lookups: {user: {owner: l.id}}
events:
  seen: {at: l.at, properties: {page: event.page, user: each_event.id}}
`;
    const log = "log as select 1 as id, timestamp '2021-01-01' as at, [{'page': 'home'}] as pages";
    assert.deepEqual(await rowsOf(spec, [users, log]), [["seen", '{"page":"home","user":1,"known":true}']]);
    assert.match(await sqlOf(spec), /as each_event_2$/m);
  });

  it("are none of a source's columns where lists are unnested in its stead", async () => {
    const spec = `
from: log
as: l
key: [l.id, n]
for_each: {item: page, in: l.pages, position: n}
where: eventspec_place > 0
events:
  seen: {at: l.at}
`;
    assert.match(await sqlOf(spec, { dialect: "redshift" }), /eventspec_place_2 \+ 1 as n\b/);
  });

  it("are none of a wide relation's properties", async () => {
    const spec = `
from: log
as: l
key: l.id
events:
  seen: {at: l.at, properties: {id_key: l.id + 1}}
  left: {at: l.at, key: [l.id, l.id]}
`;
    const sql = await sqlOf(spec, { layout: "wide" });
    const session = await duckDbSession();
    await session.run("create table log as select 1 as id, timestamp '2021-01-01' as at");
    const rows = await session.rows(sql);
    session.close();
    assert.deepEqual(
      rows.map(({ event_id, id_key }) => [event_id, id_key]).sort(),
      [
        [expectedId("left", "1", "1"), null],
        [expectedId("seen", "1"), 2],
      ].sort(),
    );
  });

  it("tell properties apart that differ by case alone", async () => {
    const spec = `
from: log
as: l
key: l.id
events:
  seen: {at: l.at, once_per: l.id, properties: {Total: l.id + 1, total: l.id + 2}}
`;
    const log = "log as select 1 as id, timestamp '2021-01-01' as at";
    assert.deepEqual(await rowsOf(spec, [log]), [["seen", '{"Total":2,"total":3}']]);
  });
});

describe("the order of joins", () => {
  it("puts what builds on an as-of join after it, whatever the case of its name", async () => {
    const spec = `
from: log
as: l
key: l.id
join:
  - {from: plans, as: Plan, on: plan.id = l.id, as_of: {start: plan.since, end: plan.until}}
  - {from: prices, as: price, on: price.plan = PLAN.plan}
events:
  seen: {at: l.at, properties: {price: price.amount}}
`;
    const tables = [
      "log as select 1 as id, timestamp '2021-01-01' as at",
      "plans as select 1 as id, timestamp '2020-01-01' as since, null::timestamp as until, 'free' as plan",
      "prices as select 'free' as plan, 5 as amount",
    ];
    assert.deepEqual(await rowsOf(spec, tables), [["seen", '{"price":5}']]);
  });
});

describe("a window", () => {
  const spec = (at: string) => `from: log\nas: l\nkey: l.id\nevents:\n  seen: {at: ${at}}\n`;
  it("is a condition on the time as it is written, once, and for a long expression on its column", async () => {
    const sqlAt = (at: string) =>
      sqlOf(spec(at), { window: { since: "2021-01-01" }, types: () => ({ spelling: "timestamptz" }) });
    const bounds = async (at: string) => (await sqlAt(at)).match(/\S+ >= timestamptz '2021-01-01/g);
    assert.deepEqual(await bounds(`'l."at"'`), [`l."at" >= timestamptz '2021-01-01`]);
    const long = "greatest(l.at, l.until, l.closed_at, l.opened_at)";
    assert.deepEqual(await bounds(`"${long}"`), ["occurred_at >= timestamptz '2021-01-01"]);
  });
});
