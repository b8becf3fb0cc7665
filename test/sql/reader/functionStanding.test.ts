import assert from "node:assert/strict";
import { DuckDBInstance } from "@duckdb/node-api";
import { functionsOf } from "../../../server/src/editor/sql/functions.ts";
import { functionsIn } from "../../../server/src/sql/reader/functionCalls.ts";
import { functionLists } from "../../../server/src/sql/reader/functionLists/index.ts";
import { standingOf } from "../../../server/src/sql/reader/functionStanding.ts";
import { guard } from "../../../server/src/sql/reader/guard.ts";
import { structureOf } from "../../../server/src/sql/reader/structure.ts";
import { type DialectName, dialectNames } from "../../../server/src/sql/types.ts";

/** The places that are refused, as written, and functions that nobody knows, with a `?`. */
function refusals(dialect: DialectName, text: string, mode: "expression" | "query" = "expression"): string[] {
  const structure = structureOf(text, dialect);
  const functions = functionsIn(structure);
  const unknown = functions.filter(({ standing }) => standing === "unknown");
  return [
    ...guard(structure, functions, mode).map(({ start, end }) => text.slice(start, end)),
    ...unknown.map(({ name }) => `${name}?`),
  ];
}

function allow(dialect: DialectName, text: string, mode?: "query"): void {
  assert.deepEqual(refusals(dialect, text, mode), [], `${dialect}: ${text}`);
}

describe("what SQL may call", () => {
  it("is on a list for every function that completion offers", () => {
    for (const dialect of dialectNames)
      for (const { name } of functionsOf(dialect))
        assert.equal(standingOf(name.toLowerCase(), dialect, false), "computes", `${dialect}: ${name}`);
  });

  it("is known, one way or the other, of every function of the embedded engine", async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const session = await instance.connect();
    const rows = await session.runAndReadAll(
      `select distinct function_name from duckdb_functions()
        where regexp_full_match(function_name, '[a-z_]\\w*') and not starts_with(function_name, 'icu_collate_')`,
    );
    session.closeSync();
    instance.closeSync();
    const names = rows.getRows().map(([name]) => String(name));
    assert.ok(names.length > 700);
    assert.deepEqual(
      names.filter((name) => standingOf(name.toLowerCase(), "duckdb", false) === "unknown"),
      [],
    );
    assert.match(functionLists.duckdb.source, /v1\.5\.5/);
  });

  it("is judged by the name that the engine reads", () => {
    const spelled: readonly (readonly [DialectName, string])[] = [
      ["postgres", `"pg_read_file"('/etc/passwd')`],
      ["postgres", `pg_catalog . "pg_read_file" /* a */ ('/etc/passwd')`],
      ["postgres", `U&"pg\\005fread\\005ffile"('/etc/passwd')`],
      ["postgres", `U&"pg!005fread!005ffile" uescape '!' ('/etc/passwd')`],
      ["postgres", "('/etc/passwd'::text).pg_read_file"],
      ["postgres", `(array[o.path])[1]."pg_read_file"`],
      ["redshift", "(o.path).pg_read_file"],
      ["postgres", "(select x.pg_read_file from concat('/etc/passwd') x)"],
      ["postgres", "PG_TERMINATE_BACKEND(1)"],
      ["postgres", "pg_catalog.set_config('role', 'postgres', false)"],
      ["postgres", "table_to_xml('pg_authid', true, true, '')"],
      ["bigquery", "`external\\x5fquery`('c', 'select 1')"],
      ["clickhouse", "(select 1 from `fi\\x6ce`('x'))"],
      ["clickhouse", "\"fi\\u006ce\"('x')"],
      ["databricks", "`java_method`('java.lang.System', 'exit', 1)"],
      ["snowflake", '"SYSTEM$WAIT"(9)'],
      ["databricks", "(select 1 from `parquet` . `/tmp/x`)"],
      ["duckdb", "(select 1 from enable_profiling/**/('json'))"],
      ["duckdb", '(select 1 from "disable_logging"())'],
      ["duckdb", "(from CHECKPOINT ())"],
      ["duckdb", "(from (checkpoint()))"],
      ["duckdb", "(from t, histogram('x.csv', 'a'))"],
      ["duckdb", "(from E'\\x2fetc/passwd')"],
    ];
    for (const [dialect, text] of spelled)
      assert.notDeepEqual(
        refusals(dialect, text).filter((one) => !one.endsWith("?")),
        [],
        `${dialect}: ${text}`,
      );
  });

  it("is nothing but a text where it stands in one, and no column or alias", () => {
    allow("duckdb", "o.note like '%checkpoint(%' or o.note = 'read_csv(''x'')'");
    allow("duckdb", "o.checkpoint and o.getenv is null");
    allow("postgres", "o.version || o.pg_read_file_at || 'pg_sleep(9)'");
    allow("postgres", "(select a from (values (1)) pairs(a))");
    allow(
      "postgres",
      "(with listed(a) as materialized (select 1), more(b) as (select 2) select a from listed, more)",
    );
    allow("postgres", "(select n from generate_series(1, 3) numbered(n))");
    allow("postgres", "(select max(o.a) from t o(a) where o.a is distinct from upper(o.a))");
    allow("duckdb", "list_transform(range(3), x -> x + 1)");
    allow("clickhouse", "(select max(x) from t array join arrayEnumerate(t.a) as x)");
    allow("snowflake", "o.total::number(12, 2)");
    allow("bigquery", "safe.substr(o.a, 1) || net.host(o.url)");
    allow("trino", "try(cast(o.a as decimal(12, 2)))");
  });

  it("is unknown where no list has it, unless it stands in a schema of the users'", () => {
    assert.deepEqual(refusals("postgres", "norm_email(o.email) || upper(o.a)"), ["norm_email?"]);
    assert.deepEqual(refusals("clickhouse", "norm_email(o.email)"), ["norm_email?"]);
    allow("postgres", "app.norm_email(o.email)");
    assert.deepEqual(refusals("postgres", "pg_catalog.norm_email(o.email)"), ["pg_catalog.norm_email"]);
    assert.deepEqual(refusals("postgres", "(select a from rows_of(1) t(a))"), ["rows_of?"]);
  });

  it("reads none of the engine's own tables", () => {
    const tables: readonly (readonly [DialectName, string])[] = [
      ["postgres", "from ⟦pg_authid⟧"],
      ["postgres", "from only ⟦pg_shadow⟧ s"],
      ["postgres", "from orders o, ⟦pg_stat_activity⟧ a"],
      ["postgres", "from (⟦pg_hba_file_rules⟧ cross join orders)"],
      ["postgres", 'from orders join (orders natural join ⟦"pg_stat_ssl"⟧) on true'],
      ["postgres", "from ⟦pg_catalog . PG_FILE_SETTINGS⟧"],
      ["postgres", "where exists (table ⟦pg_settings⟧)"],
      ["redshift", "from ⟦stl_query⟧"],
      ["duckdb", "from ⟦duckdb_logs⟧"],
      ["duckdb", "from ⟦pg_catalog.pg_settings⟧"],
      ["clickhouse", "from ⟦system.query_log⟧"],
      ["clickhouse", "where 1 in ⟦system.users⟧"],
      ["clickhouse", "where 1 in (⟦system . `users`⟧)"],
      ["trino", "from ⟦system.runtime.queries⟧"],
      ["snowflake", "from ⟦snowflake.account_usage.login_history⟧"],
      ["bigquery", "from ⟦`region-eu.INFORMATION_SCHEMA.JOBS_BY_PROJECT`⟧"],
      ["databricks", "from ⟦system.access.audit⟧"],
    ];
    for (const [dialect, marked] of tables) {
      const [, name = ""] = /⟦(.*)⟧/.exec(marked) ?? [];
      const text = `select a ${marked.replace(/[⟦⟧]/g, "")}`;
      assert.deepEqual(refusals(dialect, text, "query"), [name], `${dialect}: ${text}`);
      assert.deepEqual(refusals(dialect, `(${text})`), [name], `${dialect}: (${text})`);
    }
    allow("postgres", "select table_name from information_schema.tables", "query");
    allow("postgres", "select a from public.pg_settings", "query");
    allow("clickhouse", "select number from system.numbers limit 3", "query");
    allow("clickhouse", "select system.users from t as system", "query");
  });
});
