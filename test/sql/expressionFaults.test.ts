import assert from "node:assert/strict";
import { checkProject } from "../../server/src/rules/checkProject.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { isForbiddenFunction } from "../../server/src/sql/reader/forbiddenFunctions.ts";
import { functionKind, functionVaries } from "../../server/src/sql/reader/functionFacts.ts";
import { loadSqlParser, type SqlParser } from "../../server/src/sql/reader/parser.ts";
import type { DialectName } from "../../server/src/sql/types.ts";
import { duckDbSession } from "../support/goldenDuckDb.ts";
import { idAndTimeTypes } from "../support/idTypes.ts";
import { projectOf } from "../support/memoryProject.ts";

const projectFile = `eventspec: 1
name: p
rules: {extends: minimal}
entities: {user: {description: Somebody.}}
lookups:
  plan:
    parameters: [id]
    join: [{from: plans, as: plan, on: "LOOKUP_ON"}]
    properties: {plan: "LOOKUP_PROPERTY"}
`;
const spec = `from: t
as: o
key: "KEY"
for_each: {item: page, in: "LIST"}
join: [{from: u, as: j, on: "ON", as_of: {start: "START", end: "END", at: "AS_OF_AT"}}]
lookups: {plan: {id: "PARAMETER"}}
loaded_at: "LOADED_AT"
entities: {user: "ENTITY"}
events:
  user_paid:
    at: "AT"
    where: "WHERE"
    order_by: "ORDER_BY"
    changes: {value: "CHANGES", per: "PER"}
    variants: {by: "VARIANTS", names: {a: user_was_paid}, otherwise: {name: "NAME"}}
    once_per: "ONCE_PER"
    properties: {total: "PROPERTY"}
    revenue: {sql: "REVENUE", currency: "CURRENCY"}
    link: "LINK"
    tests: [{rows: {name: some rows, where: "TEST"}}]
`;
const places = [...new Set(`${projectFile}${spec}`.match(/"[A-Z_]+"/g))].map((place) => place.slice(1, -1));
const ids = ["KEY", "ENTITY", "ONCE_PER", "NAME"];
const deciding = [
  "LOOKUP_ON",
  "LIST",
  "ON",
  "START",
  "END",
  "AS_OF_AT",
  "PARAMETER",
  "AT",
  "WHERE",
  "ORDER_BY",
].concat(["CHANGES", "PER", "VARIANTS"]);

describe("functions that change rows or their meaning", () => {
  let parser: SqlParser;
  before(async () => {
    parser = await loadSqlParser();
  });

  /** What check and compile say of an expression at a place: rules with severities, and the text that is marked. */
  async function said(place: string, sql: string, dialect: DialectName = "duckdb") {
    const filled = (text: string) =>
      text.replace(/"([A-Z_]+)"/g, (_, name: string) => JSON.stringify(name === place ? sql : "o.id"));
    const files = { "eventspec.yml": filled(projectFile), "a.events.yml": filled(spec) };
    const project = await projectOf(files);
    const texts = new Map(Object.entries(files));
    const shown = (findings: ReturnType<typeof checkProject>) =>
      findings
        .filter(({ rule }) => /expression|deterministic|run-time|sql-|forbidden|statement/.test(rule))
        .map(
          ({ rule, severity, file, span }) =>
            `${severity} ${rule}: ${texts.get(file)?.slice(span.start, span.end).replaceAll("\\", "")}`,
        );
    const checked = shown(checkProject(project, { dialect, parser }));
    const types = () => ({ spelling: "varchar" });
    const compiled = compile(project, { dialect, layout: "narrow", types });
    return { checked, compiled: shown([...compiled.findings]), relations: compiled.relations.length };
  }

  async function refuses(place: string, sql: string, expected: string, dialect?: DialectName) {
    const { checked, compiled, relations } = await said(place, sql, dialect);
    assert.deepEqual(checked, [`error ${expected}`], `${place}: ${sql}`);
    // What only proves something is no part of the statement.
    if (place === "TEST") return;
    assert.deepEqual(compiled, [`error ${expected}`], `${place}: ${sql}`);
    assert.equal(relations, 0);
  }

  async function allows(place: string, sql: string, expected: readonly string[] = [], dialect?: DialectName) {
    const { checked, compiled, relations } = await said(place, sql, dialect);
    assert.deepEqual(checked, expected, `${place}: ${sql}`);
    assert.deepEqual(compiled, [], `${place}: ${sql}`);
    assert.equal(relations, 1);
  }

  it("are found in no plain spec", () => allows("", ""));

  for (const place of places) {
    it(`are refused in ${place} where they look at other rows or make some`, async () => {
      await refuses(place, "row_number() over (order by o.at)", "window-in-expression: row_number");
      await refuses(place, "unnest(o.list)", "rows-from-expression: unnest");
    });

    it(`are judged in ${place} by how often they change`, async () => {
      const isId = ids.includes(place);
      const decides = deciding.includes(place);
      if (isId) await refuses(place, "md5(random()::text)", "non-deterministic-id: random");
      else if (decides) await refuses(place, "md5(random()::text)", "non-deterministic-rows: random");
      else await allows(place, "md5(random()::text)", ["warning non-deterministic-value: random"]);

      if (isId) await refuses(place, "(current_date)", "non-deterministic-id: current_date");
      else if (decides && place !== "END")
        await allows(place, "(current_date)", ["warning run-time-in-rows: current_date"]);
      else await allows(place, "(current_date)");
    });
  }

  it("are found however they are written", async () => {
    const windows: Readonly<Record<string, string>> = {
      "SUM(o.x) OVER w": "SUM",
      "sum(o.x) filter (where o.y) over (partition by o.z)": "sum",
      "count(*) over ()": "count",
      'coalesce(1, case when true then "Lag"(o.x) over (order by o.y) end)': '"Lag"',
      "first_value(o.x ignore nulls) over (order by o.y)": "first_value",
      "first_value(o.x) ignore nulls over (order by o.y)": "first_value",
      "string_agg(o.x, ',') /* all */ over -- of them\n()": "string_agg",
      "main.rank() over (order by o.y)": "main.rank",
      "rank()": "rank",
    };
    for (const [sql, at] of Object.entries(windows))
      await refuses("PROPERTY", sql, `window-in-expression: ${at}`);
    await refuses("PROPERTY", "[unnest (o.list)]", "rows-from-expression: unnest");
    await refuses("PROPERTY", 'main."UNNEST"(o.list)', 'rows-from-expression: main."UNNEST"');
    await refuses("KEY", "coalesce((select max(x) + random() from u), 1)", "non-deterministic-id: random");
  });

  it("are fine within a sub-query that gives one value", async () => {
    await allows("PROPERTY", "(select max(n) from (select row_number() over () as n from u) x)");
    await allows("WHERE", "exists (select 1 from unnest(o.list) as x(y) where y = 1)");
    await allows("WHERE", "o.over > 1 and o.now is null");
  });

  it("are those of each dialect", async () => {
    await allows("PROPERTY", "generate_series(1, 3)", [], "duckdb");
    await allows("LIST", "range(1, 3)", [], "duckdb");
    const rows: readonly (readonly [DialectName, string])[] = [
      ["postgres", "generate_series"],
      ["postgres", "jsonb_array_elements"],
      ["postgres", "pg_catalog.regexp_matches"],
      ["redshift", "generate_series"],
      ["databricks", "explode"],
      ["clickhouse", "arrayJoin"],
    ];
    for (const [dialect, name] of rows)
      await refuses("LIST", `${name}(o.list)`, `rows-from-expression: ${name}`, dialect);
    const each: readonly (readonly [DialectName, string])[] = [
      ["postgres", "clock_timestamp"],
      ["bigquery", "generate_uuid"],
      ["snowflake", "uuid_string"],
      ["databricks", "monotonically_increasing_id"],
      ["trino", "shuffle"],
      ["clickhouse", "generateUUIDv4"],
    ];
    for (const [dialect, name] of each)
      await refuses("WHERE", `${name}(o.x) is null`, `non-deterministic-rows: ${name}`, dialect);
    await refuses("KEY", "my_sequence.nextval", "non-deterministic-id: my_sequence.nextval", "snowflake");
  });

  it("are known as DuckDB's own catalog tells them", async () => {
    const session = await duckDbSession();
    try {
      const rows = await session.rows(`select function_name as name, function_type as type, stability
        from duckdb_functions() where regexp_full_match(function_name, '[a-z]\\w*')`);
      const named = (type: string, stability: string) =>
        [
          ...new Set(
            rows
              .filter((row) => row.type === type && row.stability === stability)
              .map(({ name }) => String(name)),
          ),
        ].filter((name) => !isForbiddenFunction(name, "duckdb") && name !== "error");
      const each = named("scalar", "VOLATILE");
      assert.deepEqual(
        each.filter((name) => functionVaries(name, "duckdb") !== "each call"),
        [],
      );
      const run = named("scalar", "CONSISTENT_WITHIN_QUERY");
      assert.deepEqual(
        run.filter((name) => functionVaries(name, "duckdb") !== "each run"),
        [],
      );
      const scalars = named("scalar", "CONSISTENT");
      assert.deepEqual(
        scalars.filter((name) => functionVaries(name, "duckdb") ?? functionKind(name, "duckdb") !== "scalar"),
        [],
      );
      assert.ok(each.length > 4 && run.length > 5 && scalars.length > 300);
    } finally {
      session.close();
    }
  });

  describe("in a query", () => {
    async function found(query: string, key = "o.id") {
      const project = await projectOf({
        "eventspec.yml": "eventspec: 1\nname: p\nrules: {extends: minimal}\n",
        "a.events.yml": `from:\n  sql: ${JSON.stringify(query)}\nas: o\njoin: [{from: u, as: j, on: j.id = o.id}]\nkey: ${key}\nevents:\n  user_paid: {at: o.at}\n`,
      });
      const checked = checkProject(project, { dialect: "duckdb", parser }).filter(
        ({ severity, rule }) => severity === "error" && rule !== "event-without-entity",
      );
      const compiled = compile(project, {
        dialect: "duckdb",
        layout: "narrow",
        types: idAndTimeTypes,
      }).findings;
      assert.deepEqual(
        checked.map(({ rule, span }) => [rule, span]),
        compiled.map(({ rule, span }) => [rule, span]),
      );
      return checked.map(({ rule }) => rule);
    }

    it("are refused where a key is made of them", async () => {
      for (const query of [
        "select uuid() as id, at from t",
        "select UUID() ID, at from t",
        "select md5(id) as id, at from (select random() as id, at from t)",
        "with x as (select gen_random_uuid() as a, at from t) select a || '1' as id, at from x",
        "select row_number() over (order by random()) as id, at from t",
        "select id, at from a union all select now()::text as id, at from b",
      ])
        assert.deepEqual(await found(query), ["non-deterministic-id"], query);
    });

    it("are the author's business elsewhere", async () => {
      for (const query of [
        "select id, random() as chance, unnest(tags) as tag, at from t",
        "select row_number() over (order by at) as id, at from t where at < now()",
        "select id, at, lag(x) over (order by at) as before from t",
      ])
        assert.deepEqual(await found(query), [], query);
      assert.deepEqual(await found("select id, uuid() as token, at from t", "[o.id, j.token]"), []);
    });
  });
});
