import assert from "node:assert/strict";
import { plainFunctions } from "../../server/src/review/ladder/plainFunctions.ts";
import { changesOf, ladderEngine, shopOf } from "./support.ts";

const catalog = JSON.stringify({
  version: 1,
  dialect: "duckdb",
  tables: [
    {
      name: "shop.t",
      columns: Object.entries({
        s: "VARCHAR",
        n: "INTEGER",
        d: "DECIMAL(10,2)",
        f: "DOUBLE",
        b: "BOOLEAN",
        at: "TIMESTAMP",
        tz: "TIMESTAMP WITH TIME ZONE",
        l: "INTEGER[]",
        j: "JSON",
      }).map(([name, type]) => ({ name, type })),
    },
  ],
});

/** Calls of a function that differ in an argument that a plan could keep to itself. */
const otherArguments: Readonly<Record<string, readonly [string, string]>> = {
  abs: ["abs(n)", "abs(n + 1)"],
  concat_ws: ["concat_ws(',', s, s)", "concat_ws(';', s, s)"],
  date_add: ["date_add(at, interval 1 day)", "date_add(at, interval 2 day)"],
  date_diff: ["date_diff('day', at, at)", "date_diff('month', at, at)"],
  date_part: ["date_part('day', at)", "date_part('month', at)"],
  date_trunc: ["date_trunc('day', at)", "date_trunc('month', at)"],
  datediff: ["datediff('day', at, at)", "datediff('month', at, at)"],
  datepart: ["datepart('day', at)", "datepart('month', at)"],
  datetrunc: ["datetrunc('day', at)", "datetrunc('month', at)"],
  extract: ["extract(day from at)", "extract(month from at)"],
  if: ["if(b, 1, 2)", "if(b, 1, 3)"],
  json_extract: ["json_extract(j, '$.a')", "json_extract(j, '$.b')"],
  json_extract_string: ["json_extract_string(j, '$.a')", "json_extract_string(j, '$.b')"],
  lpad: ["lpad(s, 3, 'x')", "lpad(s, 3, 'y')"],
  rpad: ["rpad(s, 3, 'x')", "rpad(s, 3, 'y')"],
  power: ["power(f, 2)", "power(f, 3)"],
  position: ["position('a' in s)", "position('b' in s)"],
  regexp_extract: ["regexp_extract(s, '(a)(b)', 1)", "regexp_extract(s, '(a)(b)', 2)"],
  regexp_matches: ["regexp_matches(s, 'a')", "regexp_matches(s, 'a', 'i')"],
  regexp_replace: ["regexp_replace(s, 'a', 'b')", "regexp_replace(s, 'a', 'b', 'g')"],
  replace: ["replace(s, 'a', 'b')", "replace(s, 'a', 'c')"],
  split_part: ["split_part(s, ',', 1)", "split_part(s, ';', 1)"],
  strptime: ["strptime(s, '%Y-%m-%d')", "strptime(s, '%Y-%d-%m')"],
  try_strptime: ["try_strptime(s, '%Y-%m-%d')", "try_strptime(s, '%Y-%d-%m')"],
  strftime: ["strftime(at, '%Y')", "strftime(at, '%m')"],
  substr: ["substr(s, 1, 2)", "substr(s, 1, 3)"],
  substring: ["substring(s, 1, 2)", "substring(s, 1, 3)"],
  timezone: ["timezone('UTC', at)", "timezone('Europe/Brussels', at)"],
  try_cast: ["try_cast(s as integer)", "try_cast(s as bigint)"],
};

const ofText =
  "contains ends_with left right prefix starts_with strpos suffix concat nullif ifnull coalesce regexp_full_match";
const ofTime =
  "day dayofmonth dayofweek dayofyear epoch epoch_ms hour minute month quarter second week year isfinite";
const ofWords = "length lower upper ltrim rtrim trim strlen md5";
const numbers = "greatest least mod";

function callsOf(name: string): readonly [string, string] {
  if (otherArguments[name]) return otherArguments[name];
  if (ofText.split(" ").includes(name)) {
    const [one, other] = ["left", "right"].includes(name) ? ["1", "2"] : ["'a'", "'b'"];
    return [`${name}(s, ${one})`, `${name}(s, ${other})`];
  }
  if (ofTime.split(" ").includes(name)) return [`${name}(at)`, `${name}(at + interval 1 day)`];
  if (ofWords.split(" ").includes(name)) return [`${name}(s)`, `${name}(s || 'x')`];
  if (numbers.split(" ").includes(name)) return [`${name}(n, 2)`, `${name}(n, 3)`];
  return [`${name}(f)`, `${name}(f + 1)`];
}

describe("what is called proved", () => {
  let engine: Awaited<ReturnType<typeof ladderEngine>>;
  before(async () => {
    engine = await ladderEngine();
  });
  after(() => engine.close());

  const projectWith = (sql: string, role: "property" | "where") =>
    shopOf({
      "eventspec.catalog.json": catalog,
      "t.events.yml":
        role === "property"
          ? `from: shop.t\nkey: t.n\nevents:\n  row_seen: {at: t.at, properties: {p: {sql: ${JSON.stringify(sql)}}}}\n`
          : `from: shop.t\nkey: t.n\nwhere: ${JSON.stringify(sql)}\nevents:\n  row_seen: {at: t.at}\n`,
    });
  async function verdictOf(one: string, other: string, role: "property" | "where" = "property") {
    const changes = await changesOf(await projectWith(one, role), await projectWith(other, role), engine);
    assert.equal(changes.length, 1, `${one} | ${other}`);
    return changes[0]?.verdict;
  }

  it("is no call whose arguments differ: each function stands in its plan with all of them", async () => {
    for (const name of plainFunctions) {
      const [one, other] = callsOf(name);
      const verdict = await verdictOf(one, other);
      assert.notEqual(verdict?.step, "proved", `${one} | ${other}`);
      // The engine did understand them.
      assert.doesNotMatch(verdict?.note ?? "", /refuses|can't be read|may not/, `${one} | ${other}`);
    }
  });

  it("is nothing that a plan keeps to itself", async () => {
    for (const [one, other] of [
      ["list_filter(l, x -> x > 1)", "list_filter(l, x -> x > 2)"],
      ["list_transform(l, x -> x + 1)", "list_transform(l, x -> x - 1)"],
      ["list_reduce(l, (x, y) -> x + y)", "list_reduce(l, (x, y) -> x - y)"],
      ["len([x for x in l if x > 1])", "len([x for x in l if x > 2])"],
      ["array_to_string(l, ',')", "array_to_string(l, ';')"],
      ["s collate nocase", "s"],
      ["s collate nocase = 'a'", "s = 'a'"],
      ["date_part(['year', 'month'], at)", "date_part(['year', 'day'], at)"],
      ["list_sort(l, 'ASC')", "list_sort(l, 'DESC')"],
    ] as const)
      assert.notEqual((await verdictOf(one, other))?.step, "proved", `${one} | ${other}`);
  });

  it("is nothing that a moment decides", async () => {
    for (const [one, other] of [
      ["b and now() > '2020-01-01'::timestamptz", "b and now() > '2021-01-01'::timestamptz"],
      ["b and current_date > '2020-01-01'::date", "b"],
      ["f + random()", "f + random() * 1"],
    ] as const) {
      const verdict = await verdictOf(one, other);
      assert.equal(verdict?.step, "may have changed", one);
      assert.match(verdict?.note ?? "", /at another time/);
    }
  });

  it("is what the engine itself plans alike", async () => {
    for (const [one, other] of [
      ["s = 'a' or s = 'b'", "s in ('a', 'b')"],
      ["not n > 3", "n <= 3"],
      ["n between 1 and 2", "n >= 1 and n <= 2"],
      ["date_trunc('day', at)", "date_trunc('d' || 'ay', at)"],
      ["d / 100", "d / 100.0"],
      ["upper(s) = 'A'", "upper(s) = upper('a')"],
    ] as const)
      assert.equal((await verdictOf(one, other))?.step, "proved", `${one} | ${other}`);
  });

  it("knows that in a filter null is no, and in a property it is not", async () => {
    const pair = ["coalesce(n > 1, false)", "n > 1"] as const;
    assert.equal((await verdictOf(...pair))?.step, "refuted");
    assert.notEqual((await verdictOf(...pair, "where"))?.step, "refuted");
  });

  it("shows a row that differs where text fails to be read, for rows that both can read", async () => {
    const verdict = await verdictOf("s::integer", "s::integer + 1");
    assert.equal(verdict?.step, "refuted");
    assert.match(verdict?.difference ?? "", /differs when `t\.s` is "0": 0 → 1/);
  });

  it("is asked for a time in all, and what comes after that is said to be untried", async () => {
    const [one, other] = [await projectWith("n", "property"), await projectWith("n + 1", "property")];
    const [change] = await changesOf(one, other, { connection: engine.connection, mostEngineMs: 0 });
    assert.equal(change?.verdict?.step, "may have changed");
    assert.match(change?.verdict?.note ?? "", /has been asked for 0 s about other changes/);
  });

  it("says what keeps it from being tried", async () => {
    const note = async (one: string, other: string) => (await verdictOf(one, other))?.note ?? "";
    assert.match(await note("n", "n::bigint"), /result is BIGINT instead of INTEGER/);
    assert.match(await note("t.unknown", "upper(t.unknown)"), /type of `t\.unknown` is not known/);
    assert.match(
      await note("(select max(x.n) from shop.t x)", "(select min(x.n) from shop.t x)"),
      /by its text alone/,
    );
    assert.match(await note("read_text('/etc/passwd')", "read_text('/etc/hosts')"), /can't be read|may not/);
  });
});
