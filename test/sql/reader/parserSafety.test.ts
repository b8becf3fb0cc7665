import assert from "node:assert/strict";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { compile } from "../../../server/src/sql/compile.ts";
import { loadSqlParser, type SqlParser } from "../../../server/src/sql/reader/parser.ts";
import { type DialectName, dialectNames } from "../../../server/src/sql/types.ts";
import { projectOf } from "../../support/memoryProject.ts";

describe("hostile SQL", () => {
  let parser: SqlParser;
  before(async () => {
    parser = await loadSqlParser();
  });
  const refuses = (dialect: DialectName, text: string, mode: "expression" | "query" = "expression") =>
    assert.equal(parser[mode](text, dialect).safe, false, `${dialect}: ${text}`);

  it("can't leave the parentheses around it, in any dialect", () => {
    for (const dialect of dialectNames) {
      for (const text of [
        "1) from secret --",
        "1; drop table t",
        "1) union all (select secret from vault",
        "o.a -- note",
        "o.a /* note",
        "o.a /* a /* b */ c */",
        "') from secret -- ",
        "1 -- a\r) from secret",
        "1 ]",
        "(1]",
        "a\0b",
      ]) {
        refuses(dialect, text);
      }
    }
  });

  it("can't hide behind another engine's way with quotes", () => {
    refuses("postgres", "'a\\') from secret -- '");
    refuses("redshift", "'a\\') from secret -- '");
    refuses("postgres", "E'a'\n'b\\') from secret -- '");
    refuses("postgres", "$😀$ ' $😀$ ) from secret -- '");
    refuses("clickhouse", "$é$ ' $é$ ) from secret -- '");
    refuses("postgres", "a$$ ' $$ ) from secret -- '");
    refuses("bigquery", "'a\\\\') from secret -- '");
    refuses("databricks", "r'\\') from secret -- '");
    refuses("snowflake", "1 // ) from secret");
    refuses("duckdb", "‘) from secret –– ’");
    refuses("trino", "‘a’");
  });

  it("keeps texts and comments that are harmless", () => {
    const fine: readonly (readonly [DialectName, string])[] = [
      ["postgres", "'; drop table t --'"],
      ["postgres", "$$ ) ; -- $$"],
      ["postgres", "$a$ ' ) $a$"],
      ["postgres", "E'\\' ) -- '"],
      ["bigquery", "'\\') from secret -- '"],
      ["bigquery", "''' ' ) -- '''"],
      ["clickhouse", "‘ ) -- ’"],
      ["snowflake", "'\\' ) --'"],
      ["databricks", '" ) -- "'],
      ["duckdb", "o.a -- note\n"],
      ["duckdb", "o.a /* ) */ + 1"],
      ["duckdb", '"a;b"'],
      ["duckdb", "o.update is null and o.delete"],
      ["duckdb", "trim(both '/' from o.path)"],
      ["duckdb", "(select t.a as into from t)"],
      ["duckdb", "split_part(o.path, '/', 2)"],
    ];
    for (const [dialect, text] of fine) assert.deepEqual(parser.expression(text, dialect).problems, [], text);
  });

  it("can't read files, the network, the environment, or wait", () => {
    const calls: readonly (readonly [DialectName, string])[] = [
      ["duckdb", "read_text('/etc/passwd')"],
      ["duckdb", "(select a from READ_CSV ('x'))"],
      ["duckdb", "(select a from \"read_parquet\"('x'))"],
      ["duckdb", "(select a from main.glob('*'))"],
      ["duckdb", "'HOME'.getenv()"],
      ["duckdb", "(select a from 'x.csv')"],
      ["duckdb", '(select a from t, "x.parquet")'],
      ["duckdb", "(from 'https://x')"],
      ["duckdb", "query('select 1')"],
      ["postgres", "pg_read_file('x')"],
      ["postgres", "pg_catalog.pg_sleep(9)"],
      ["postgres", "lo_import('x')"],
      ["postgres", "current_setting('x')"],
      ["redshift", "pg_terminate_backend(1)"],
      ["snowflake", "SYSTEM$WAIT(9)"],
      ["snowflake", "(select $1 from @stage/x)"],
      ["snowflake", "snowflake.cortex.complete('m', 'p')"],
      ["bigquery", "(select a from external_query('c', 'select 1'))"],
      ["databricks", "java_method('java.lang.System', 'exit', 1)"],
      ["databricks", `'$${"{env:SECRET}"}'`],
      ["databricks", "(select a from csv.`/tmp/x`)"],
      ["trino", "(select a from table(pg.system.query(query => 'x')))"],
      ["clickhouse", "(select a from url('http://x'))"],
      ["clickhouse", "(select a from s3Cluster('x'))"],
      ["clickhouse", "sleep(3)"],
    ];
    for (const [dialect, text] of calls) {
      const codes = parser.expression(text, dialect).problems.map(({ code }) => code);
      assert.ok(codes.includes("forbidden-function") || codes.includes("sql-syntax"), `${dialect}: ${text}`);
      refuses(dialect, text);
    }
  });

  it("is not compiled", async () => {
    const project = await projectOf({
      "a.events.yml": `from: {sql: delete from t}
key: o.id) from secret --
where: |
  o.a and
  read_text('x') is null
events: {a: {at: o.at; drop table t}}
`,
    });
    const { findings, relations } = compile(project, { dialect: "duckdb", layout: "narrow" });
    const text = project.documents.get("a.events.yml")?.text;
    assert.deepEqual(
      findings.map(({ rule, span }) => `${rule} ${text?.slice(span.start, span.end)}`).sort(),
      [
        "forbidden-function read_text",
        "statement-in-expression )",
        "statement-in-expression ;",
        "statement-in-expression delete",
      ],
    );
    assert.deepEqual(relations, []);
  });

  it("can't change anything from within a query", () => {
    refuses("postgres", "with d as (delete from t returning *) select * from d", "query");
    refuses("postgres", "with d as (select 1) delete from t", "query");
    refuses("postgres", "select * into x from t", "query");
    refuses("postgres", "select * from t for update", "query");
    refuses("clickhouse", "select 1 into outfile 'x'", "query");
    refuses("clickhouse", "select 1 settings readonly = 0", "query");
    refuses("databricks", "select transform(a) using 'sh' from t", "query");
    refuses("duckdb", "attach 'x'", "query");
    refuses("duckdb", "install httpfs", "query");
  });

  it("never stops the reader, whatever the text", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.constantFrom(...fragments)).map(join));
    fc.assert(
      fc.property(text, fc.constantFrom(...dialectNames), (sql, dialect) => {
        for (const { problems, columns } of [parser.expression(sql, dialect), parser.query(sql, dialect)]) {
          for (const { start, end } of [...problems, ...columns, ...columns.flatMap(({ parts }) => parts)]) {
            assert.ok(start >= 0 && start <= end && end <= sql.length);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("stays inside its parentheses on DuckDB itself, whenever it was found safe", async () => {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...fragments), { maxLength: 12 }).map(join), async (sql) => {
        if (!parser.expression(sql, "duckdb").safe) return;
        const columns = await columnsOf(`select 'a' as before, (${sql}\n) as it, 'b' as after_it`);
        if (!columns) return;
        accepted++;
        assert.deepEqual(columns, ["before", "it", "after_it"]);
      }),
      { numRuns: 3000 },
    );
    connection.closeSync();
    assert.ok(accepted > 20, `only ${accepted} texts were accepted by both`);

    /** Names of the columns of one statement; undefined when DuckDB refuses it. */
    async function columnsOf(sql: string): Promise<string[] | undefined> {
      try {
        const statements = await connection.extractStatements(sql);
        assert.equal(statements.count, 1);
        const prepared = await statements.prepare(0);
        return Array.from({ length: prepared.columnCount }, (_, index) => prepared.columnName(index));
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        return undefined;
      }
    }
  });
});

const fragments = [
  ..."1 'a' ' '' \" E' \\ $$ $t$ -- /* */ ( ) [ ] { } ; , + || null x'0' \"a\" select from 😀 \r \t / * - . : :: int e u& #".split(
    " ",
  ),
  "\n",
  " ",
  " ",
  "-- x\n",
  "1) as x, (2",
];
const join = (parts: readonly string[]) => parts.join("");
