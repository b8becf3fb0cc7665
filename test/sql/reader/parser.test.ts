import assert from "node:assert/strict";
import { loadSqlParser, type SqlParser } from "../../../server/src/sql/reader/parser.ts";
import type { DialectName } from "../../../server/src/sql/types.ts";

/** Columns as written, separated by spaces; those of sub-queries in parentheses. */
function columns(parser: SqlParser, text: string, dialect: DialectName = "duckdb"): string {
  const reading = parser.expression(text, dialect);
  assert.deepEqual(reading.problems, [], text);
  return reading.columns
    .map((column) =>
      column.inner ? `(${text.slice(column.start, column.end)})` : text.slice(column.start, column.end),
    )
    .join(" ");
}

/** The text with `⟦…⟧` around the first problem, and its message. */
function complaint(parser: SqlParser, text: string, dialect: DialectName = "duckdb"): string {
  const { problem } = parser.expression(text, dialect);
  if (!problem) return "ok";
  const { start, end } = problem;
  return `${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)} ${problem.message}`;
}

describe("the SQL parser on expressions", () => {
  let parser: SqlParser;
  before(async () => {
    parser = await loadSqlParser();
  });

  it("finds the columns of what people write", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["o.total_cents / 100.0", "o.total_cents"],
      ["coalesce(a, o.b, 'x')", "a o.b"],
      ["case when o.a = 1 then b else -c end", "o.a b c"],
      ["case o.a when 1 then 'x' end", "o.a"],
      ["o.a::decimal(12, 2)", "o.a"],
      ["cast(o.a as timestamp with time zone)", "o.a"],
      ["try_cast(o.a as varchar(10)[])", "o.a"],
      ["extract(year from o.at)", "o.at"],
      ["o.at at time zone 'UTC'", "o.at"],
      ["date_trunc('day', o.at) + interval '1 day'", "o.at"],
      ["o.at - interval 3 days", "o.at"],
      ["timestamp '2026-01-01' < o.at", "o.at"],
      ["a between b and c and not d", "a b c d"],
      ["a not in (1, 2) or b is not null", "a b"],
      ["a is not distinct from b", "a b"],
      ["a like '%x' escape '!' and b not ilike 'c'", "a b"],
      ["o.payload->>'$.a'", "o.payload"],
      ["o.items[1].price", "o.items"],
      ["o.address.city", "o.address.city"],
      ['"Order Details"."Unit Price" * 2', '"Order Details"."Unit Price"'],
      ["list_transform(o.items, x -> x.price * o.rate)", "o.items o.rate"],
      ["{'a': o.b, 'c': [d, e]}", "o.b d e"],
      ["count(distinct a) filter (where b)", "a b"],
      ["string_agg(a, ',' order by b desc nulls last)", "a b"],
      ["row_number() over (partition by a order by b rows between 1 preceding and current row)", "a b"],
      ["percentile_cont(0.5) within group (order by a)", "a"],
      ["current_date - o.at", "o.at"],
      ["(a, b) = (1, 2)", "a b"],
      ["null", ""],
    ];
    for (const [text, expected] of cases) assert.equal(columns(parser, text), expected, text);
  });

  it("knows each dialect's own ways", () => {
    const cases: readonly (readonly [DialectName, string, string])[] = [
      ["snowflake", "o.data:customer.id::string", "o.data"],
      ["snowflake", "dateadd(day, 1, o.at)", "o.at"],
      ["snowflake", "iff(o.a > 1, 'x', $$y$$)", "o.a"],
      ["bigquery", "timestamp_diff(o.a, o.b, day)", "o.a o.b"],
      ["bigquery", "`a b`.c || r'\\d'", "`a b`.c"],
      ["bigquery", "struct(o.a as b)", "o.a"],
      ["bigquery", "cast(a as array<struct<x int64>>)", "a"],
      ["postgres", "o.a ~ 'x' and o.b @> '{}' and o.c #>> '{a}' = E'\\''", "o.a o.b o.c"],
      ["trino", "transform(o.a, x -> x + o.b)", "o.a o.b"],
      ["clickhouse", "o.a ? b : t.1", "o.a b t"],
      ["clickhouse", "arrayMap(x -> x.b, o.items)", "o.items"],
      ["databricks", "`o`.`a b`:c[0]", "`o`.`a b`"],
      ["redshift", "dateadd(day, 1, o.at)", "o.at"],
    ];
    for (const [dialect, text, expected] of cases)
      assert.equal(columns(parser, text, dialect), expected, text);
  });

  it("tells a sub-query's own columns from the event's", () => {
    assert.equal(columns(parser, "exists (select 1 from t where t.a = o.b and c)"), "(t.a) o.b (c)");
    assert.equal(columns(parser, "(select max(x) from s.t as f where f.id = o.id)"), "(x) (f.id) o.id");
    const reading = parser.expression("(select max(x) from s.t)", "duckdb");
    assert.equal(reading.hasAggregate, false);
    assert.deepEqual(
      reading.tables.map((table) => table.parts.map((part) => part.name)),
      [["s", "t"]],
    );
  });

  it("gives UTF-16 offsets after characters outside of the basic plane", () => {
    for (const text of [`coalesce("T😀", '😀', o.y)`, `(select '😀' from "😀" f where f.a = o.y)`]) {
      const last = parser.expression(text, "duckdb").columns.at(-1);
      assert.equal(text.slice(last?.start, last?.end), "o.y");
      assert.deepEqual(
        last?.parts.map((part) => text.slice(part.start, part.end)),
        ["o", "y"],
      );
    }
  });

  it("takes the names in a comprehension for no columns", () => {
    const { columns, ok } = parser.expression("[x + o.a for x in x.list if x > 1]", "duckdb");
    assert.equal(ok, true);
    assert.deepEqual(
      columns.map(({ parts }) => parts.map(({ name }) => name).join(".")),
      ["o.a", "x.list"],
    );
  });

  it("takes no name whose letters are spelled by their numbers", () => {
    for (const dialect of ["postgres", "redshift", "duckdb", "trino"] as const)
      for (const text of [
        `U&"pg\\005fread_file"('/etc/passwd')`,
        `u&"pg!005fread_file" uescape '!' ('/etc/passwd')`,
        `coalesce((select 1 from U&"pg\\005fls_dir"('/')), 1)`,
      ]) {
        const { safe, problem } = parser.expression(text, dialect);
        assert.equal(safe, false, `${dialect}: ${text}`);
        assert.match(text.slice(problem?.start, problem?.end), /^u&"/i);
      }
    assert.equal(parser.expression('o.u & "b"', "postgres").safe, true);
  });

  it("says what functions are", () => {
    const { functions, hasAggregate } = parser.expression(
      "sum(a) + max(b) over () + Main.f(now()) + random() + current_date",
      "duckdb",
    );
    assert.deepEqual(
      functions.map((use) => [use.name, use.kind, use.varies]),
      [
        ["sum", "aggregate", undefined],
        ["max", "window", undefined],
        ["main.f", "scalar", undefined],
        ["now", "scalar", "each run"],
        ["random", "scalar", "each call"],
        ["current_date", "scalar", "each run"],
      ],
    );
    assert.equal(hasAggregate, true);
    assert.equal(parser.expression("max(a) over ()", "duckdb").hasAggregate, false);
    assert.deepEqual(parser.expression("a::decimal(1) in (1)", "duckdb").functions, []);
  });

  it("finds literals that columns are compared with", () => {
    const found = (text: string) =>
      parser
        .expression(text, "duckdb")
        .comparisons.map(
          ({ column, operator, literals }) =>
            `${text.slice(column.start, column.end)} ${operator} ${literals.map(({ value }) => value).join("|")}`,
        );
    assert.deepEqual(found("o.a = 'x' and 3 < b or c not in ('p', 'q', -1)"), [
      "o.a = x",
      "b > 3",
      "c not in p|q|-1",
    ]);
    assert.deepEqual(found("o.a = 'x' || b and c + 1 = 2 and d in (1, e)"), []);
  });

  it("names what is wrong, and where", () => {
    const cases: readonly (readonly [string, string])[] = [
      ["o.total +", "o.total ⟦+⟧ Expected a value after `+`."],
      ["a = and b", "a = ⟦and⟧ b Expected a value after `=`."],
      ["case when a then b", "case when a then ⟦b⟧ Expected `end`: every `case` needs one."],
      ["a, b", "a⟦,⟧ b One expression is expected; this is a list."],
      ["a b", "a ⟦b⟧ `b` is not expected here."],
      ["o.", "o⟦.⟧ Expected a name after the dot."],
      ["o.*", "o.⟦*⟧ `*` is not one value."],
      ["(a", "⟦(⟧a This `(` is never closed."],
      ["'abc", "⟦'abc⟧ The text that begins here is never closed."],
      ["‘a’", "⟦‘⟧a’ The character `‘` can't stand here."],
      ["a = {{ b }}", "a = ⟦{⟧{ b }} There is no templating in this SQL."],
      ["a = $1", "a = ⟦$1⟧ `$1` is a parameter that nothing fills."],
      ["", "⟦⟧ An expression is expected; this is empty."],
    ];
    for (const [text, expected] of cases) assert.equal(complaint(parser, text), expected);
  });

  it("leaves to the engine what it doesn't understand", () => {
    const reading = parser.expression("a b", "duckdb");
    assert.deepEqual([reading.ok, reading.safe, reading.problem?.uncertain], [false, true, true]);
    const deep = `${"(".repeat(60)}select o.a${")".repeat(60)}`;
    assert.deepEqual(parser.expression(deep, "duckdb").problems, []);
  });

  it("loads the big parser only for what needs it", async () => {
    const plain = await loadSqlParser({ dialect: "duckdb", expressions: ["o.a + 1"], queries: [] });
    assert.equal(plain.expression("o.a + 1", "duckdb").ok, true);
    const rarer = "(select a from t natural join u)";
    const full = await loadSqlParser({ dialect: "duckdb", expressions: [rarer], queries: [] });
    assert.equal(full.expression(rarer, "duckdb").tables.length, 2);
    assert.equal(plain.expression(rarer, "duckdb").tables.length, 0);
  });
});

describe("the SQL parser on queries", () => {
  let parser: SqlParser;
  before(async () => {
    parser = await loadSqlParser();
  });

  it("gives tables without the names of `with`, and columns", () => {
    const text =
      'with x as (select 1 as a) select x.a, "t".b as "B c" from x join shop.notes as t on t.a = x.a';
    const reading = parser.query(text, "duckdb");
    assert.deepEqual(reading.problems, []);
    assert.deepEqual(
      reading.tables.map((table) => [text.slice(table.start, table.end), table.alias]),
      [["shop.notes", "t"]],
    );
    assert.deepEqual(reading.outputs, ["a", "B c"]);
  });

  it("gives no columns where they can't be told", () => {
    assert.equal(parser.query("select * from t", "duckdb").outputs, undefined);
    assert.equal(parser.query("select count(*) from t", "duckdb").outputs, undefined);
    assert.deepEqual(parser.query("select a from t union all select b from u", "postgres").outputs, ["a"]);
  });

  it("wants exactly one `select`", () => {
    for (const text of [
      "select 1; select 2",
      "delete from t",
      "describe t",
      "a + b",
      "select 1;",
      "",
      "show tables",
    ]) {
      assert.equal(parser.query(text, "duckdb").safe, false, text);
    }
    for (const text of ["select 1", "(select 1)", "with a as (select 1) select * from a", "values (1)"]) {
      assert.equal(parser.query(text, "duckdb").ok, true, text);
    }
  });
});
