/** The export of Google Analytics 4 as specs: each event and parameter is there, or a loss tells. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { checkProject } from "../../server/src/rules/checkProject.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { loadSqlParser } from "../../server/src/sql/reader/parser.ts";
import { importPlan } from "../../server/src/tasks/importPlan.ts";
import { projectOf } from "../support/memoryProject.ts";

const settings = `eventspec: 1
name: p
rules: {extends: minimal}
entities: {visitor: {type: string, anonymous: true}, customer: {type: string}}
`;

async function imported(...texts: readonly string[]) {
  const project = await projectOf({ "eventspec.yml": settings });
  const sources = texts.map((text, at) => ({ file: `rows${at}`, text }));
  const made = await importPlan(project, "bigquery", {
    tool: "ga4",
    texts: sources,
    schema: "acme.analytics_1",
  });
  if (made.kind !== "spec") return assert.fail(JSON.stringify(made));
  const read = await projectOf({ "eventspec.yml": settings, "a.events.yml": made.text });
  assert.deepEqual(
    read.specs[0]?.findings.map(({ message }) => message),
    [],
    made.text,
  );
  return { ...made, project: read };
}

const row = (event_name: string, ...params: readonly [string, object][]) => ({
  event_name,
  event_params: params.map(([key, value]) => ({ key, value })),
});

describe("the export of GA4", () => {
  it("becomes one source and an event for each name", async () => {
    const rows = [
      row(
        "page_view",
        ["page_location", { string_value: "/", int_value: null }],
        ["ga_session_id", { int_value: "17" }],
      ),
      row("page_view", ["value", { int_value: 3 }], ["value", { double_value: 1.5 }], ["odd", {}]),
      row("purchase", ["source", { string_value: "x" }], ["transaction_id", { int_value: 1 }]),
      row("purchase", ["transaction_id", { string_value: "T1" }]),
    ];
    const { text, losses, declare } = await imported(JSON.stringify(rows));
    assert.equal(
      text,
      `# From the export of GA4 in acme.analytics_1, by \`eventspec import ga4\`.
from:
  sql: |-
    select *, parse_date('%Y%m%d', concat('2', _table_suffix)) as table_day
    from \`acme.analytics_1.events_2*\`
as: t
key:
  - cast(t.user_pseudo_id as string)
  - cast(t.event_timestamp as int64)
  - cast(t.event_name as string)
  - cast(t.event_bundle_sequence_id as int64)
  - cast(t.batch_event_index as int64)
origin: tracked
timezone: UTC
partition:
  column: cast(t.table_day as date)
  within: '2 days'
lookback: '3 days'
entities:
  visitor: cast(t.user_pseudo_id as string)
  customer: cast(t.user_id as string)
properties:
  platform:
    sql: t.platform
    type: string
    description: Web, iOS or Android.
  device_category:
    sql: t.device.category
    type: string
    description: Mobile, tablet or desktop.
  country:
    sql: t.geo.country
    type: string
    description: Country, as the address on the net tells it.
events:
  page_view:
    at: cast(timestamp_micros(t.event_timestamp) as timestamp)
    where: t.event_name = 'page_view'
    properties:
      ga_session_id:
        sql: (select p.value.int_value from unnest(t.event_params) as p where p.key = 'ga_session_id')
        type: integer
      odd:
        sql: (select p.value.string_value from unnest(t.event_params) as p where p.key = 'odd')
        type: string
      page_location:
        sql: (select p.value.string_value from unnest(t.event_params) as p where p.key = 'page_location')
        type: string
      value:
        sql: (select coalesce(cast(p.value.int_value as float64), p.value.double_value) from unnest(t.event_params) as p where p.key = 'value')
        type: float
  purchase:
    at: cast(timestamp_micros(t.event_timestamp) as timestamp)
    where: t.event_name = 'purchase'
    properties:
      tracked_source:
        sql: (select p.value.string_value from unnest(t.event_params) as p where p.key = 'source')
        type: string
      transaction_id:
        sql: (select coalesce(cast(p.value.int_value as string), p.value.string_value) from unnest(t.event_params) as p where p.key = 'transaction_id')
        type: string
`,
    );
    assert.deepEqual(declare, []);
    assert.deepEqual(losses, [
      { message: "User properties, items and `ecommerce` are not read." },
      { message: "Events of the running day, in tables called `events_intraday_…`, are not read." },
      { event: "page_view", property: "odd", message: "No row has a value of it, so it is text here." },
      { event: "purchase", property: "source", message: "Its name is not kept.", now: "tracked_source" },
      {
        event: "purchase",
        property: "transaction_id",
        message: "Its values are texts and numbers, so it is text here.",
      },
    ]);
  });

  it("is checked and compiled, with a bound on its daily tables", async () => {
    const { project } = await imported(
      '{"event_name": "login", "key": "method", "type": "string"}\n{"event_name": "login"}\n',
    );
    const findings = checkProject(project, { dialect: "bigquery", parser: await loadSqlParser() });
    assert.deepEqual(
      findings.filter(({ severity }) => severity === "error"),
      [],
    );
    const window = { since: "2026-01-01T00:00:00Z", until: "2026-01-08T00:00:00Z" };
    const { relations, findings: wrong } = compile(project, {
      dialect: "bigquery",
      layout: "per_event",
      window,
    });
    assert.deepEqual(wrong, []);
    assert.match(relations[0]?.sql ?? "", /cast\(t\.table_day as date\) >= date '2025-12-30'/);
    assert.match(relations[0]?.sql ?? "", /_table_suffix/);
  });

  it("asks for BigQuery, and for rows", async () => {
    const project = await projectOf({ "eventspec.yml": settings });
    const ask = (text: string, dialect: "bigquery" | "duckdb" = "bigquery") =>
      importPlan(project, dialect, { tool: "ga4", texts: [{ file: "x.json", text }], schema: "a" });
    assert.deepEqual(await ask("[]", "duckdb"), { kind: "elsewhere", engine: "bigquery" });
    assert.equal((await ask("[]")).kind, "no-plan");
    assert.equal((await ask('[{"name": "x"}]')).kind, "no-plan");
    assert.equal((await ask("{")).kind, "unreadable");
    assert.equal((await ask('{"event_name": "x"}\n{"event_name": ')).kind, "unreadable");
  });
});

const names = fc.oneof(
  fc.constantFrom(
    "page_view",
    "Page View",
    "page view",
    "source",
    "link",
    "42x",
    "it's",
    "a\\b",
    "日本",
    "`",
    "platform",
  ),
  fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== ""),
);
const values = fc.constantFrom(
  { string_value: "x" },
  { int_value: 0 },
  { double_value: 1.5 },
  { float_value: 2 },
  {},
);

describe("exports of GA4 that are made by chance", function () {
  this.timeout(120_000);

  it("keep each event and each parameter, or a loss tells", async () => {
    const parser = await loadSqlParser();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(names, fc.array(fc.tuple(names, values), { maxLength: 4 })), {
          minLength: 1,
          maxLength: 4,
        }),
        async (rows) => {
          const { project, losses, text } = await imported(
            JSON.stringify(rows.map(([name, params]) => row(name, ...params))),
          );
          const found = checkProject(project, { dialect: "bigquery", parser });
          const broken = found.filter(({ rule }) => rule === "sql-syntax" || rule.startsWith("forbidden"));
          assert.deepEqual(broken, [], text);
          for (const [name, params] of rows) {
            const renamed = (property?: string) =>
              losses.find((one) => one.event === name && one.property === property && one.now !== undefined)
                ?.now;
            const event = project.events.find((one) => one.name === (renamed() ?? name));
            assert.ok(event, `${name} in ${text}`);
            for (const [key] of params)
              assert.ok(
                event.properties.some((one) => one.name.value === (renamed(key) ?? key)),
                `${key} in ${text}`,
              );
          }
        },
      ),
      { numRuns: 80 },
    );
  });
});
