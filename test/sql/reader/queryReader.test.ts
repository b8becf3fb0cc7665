import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { parseAllDocuments } from "yaml";
import { functionsIn } from "../../../server/src/sql/reader/functionCalls.ts";
import { guard } from "../../../server/src/sql/reader/guard.ts";
import { loadSqlParser, type QueryReading, type SqlParser } from "../../../server/src/sql/reader/parser.ts";
import { type Grammar, type GrammarReading, loadGrammar } from "../../../server/src/sql/reader/polyglot.ts";
import { readExpression, readQuery } from "../../../server/src/sql/reader/smallReader.ts";
import { structureOf } from "../../../server/src/sql/reader/structure.ts";
import { type DialectName, dialectNames } from "../../../server/src/sql/types.ts";
import { damagedQueries, queries } from "../../support/generatedSql.ts";
import { describeRealData } from "../../support/realData.ts";

type Facts = Pick<GrammarReading, "problems" | "columns" | "tables" | "outputs">;

function facts({ problems, columns, tables, outputs }: Facts): Facts {
  return { problems, columns, tables, ...(outputs ? { outputs } : {}) };
}

/** Whether the small reader knows the query; when it does, it must say what the big parser says. */
function agreesWith(grammar: Grammar, text: string, dialect: DialectName): boolean {
  const structure = structureOf(text, dialect);
  if (guard(structure, functionsIn(structure), "query").length > 0) return false;
  const small = readQuery(structure);
  if (!small) return false;
  const big = grammar(text, dialect, "query");
  assert.equal(big.understood, true, `${dialect}: ${text}\n${big.problems[0]?.message}`);
  assert.deepEqual(facts(small), facts(big), `${dialect}: ${text}`);
  return true;
}

describe("the small reader on queries", () => {
  let grammar: Grammar;
  let parser: SqlParser;
  before(async () => {
    grammar = await loadGrammar();
    parser = await loadSqlParser();
  });

  const agrees = (text: string, dialect: DialectName) => agreesWith(grammar, text, dialect);

  it("says what the big parser says, in every dialect", () => {
    let known = 0;
    let all = 0;
    fc.assert(
      fc.property(queries, fc.constantFrom(...dialectNames), (text, dialect) => {
        all++;
        if (agrees(text, dialect)) known++;
      }),
      { numRuns: 1500 },
    );
    assert.ok(known > all / 2, `it knew ${known} of ${all}`);
  });

  it("takes nothing for a query that the big parser refuses", () => {
    fc.assert(
      fc.property(damagedQueries, fc.constantFrom(...dialectNames), (text, dialect) => {
        agrees(text, dialect);
      }),
      { numRuns: 6000 },
    );
  });

  it("says the same of a query within an expression", () => {
    fc.assert(
      fc.property(queries, fc.constantFrom(...dialectNames), (query, dialect) => {
        const text = `o.a > (${query})`;
        const structure = structureOf(text, dialect);
        if (guard(structure, functionsIn(structure), "expression").length > 0) return;
        const { failure, columns, tables } = readExpression(structure);
        if (failure) return;
        const big = grammar(text, dialect, "expression");
        assert.deepEqual({ columns, tables }, { columns: big.columns, tables: big.tables }, text);
      }),
      { numRuns: 500 },
    );
  });

  it("never makes safe what the guard refuses", () => {
    fc.assert(
      fc.property(damagedQueries, fc.constantFrom(...dialectNames), (text, dialect) => {
        const structure = structureOf(text, dialect);
        const refused = guard(structure, functionsIn(structure), "query");
        if (refused.length > 0) assert.equal(parser.query(text, dialect).safe, false, `${dialect}: ${text}`);
      }),
      { numRuns: 2000 },
    );
  });

  it("leaves to the big parser what could be meant in two ways", () => {
    const doubtful = [
      "from t",
      "values (1)",
      "select distinct on (a) b from t",
      "select * exclude (a) from t",
      "select a from t tablesample (10)",
      "select a from only t",
      "select a from t, lateral (select 1)",
      "select a from t natural join u",
      "select a from range(3) r",
      "select a from t o (b)",
      "select a from (t join u on true)",
      "with x (a) as (select 1) select a from x",
      "select a from t group by rollup (a)",
      "select a from t order by all",
      "select a from t limit 10 percent",
      "select a from t date group by a",
      "select a date from t",
      "select a from t window w as (order by a)",
      "select a from t for update",
      "select a from t; select b from u",
      'select a as "b""c" from t',
    ];
    for (const text of doubtful) assert.equal(readQuery(structureOf(text, "duckdb")), undefined, text);
  });

  it("needs no big parser for the queries of the examples", async () => {
    const texts = [...(await queriesBelow("examples")), ...(await queriesBelow("test/sql/golden"))];
    assert.ok(texts.length >= 3, "the examples hold queries");
    for (const text of texts)
      assert.deepEqual(
        dialectNames.filter((dialect) => agrees(text, dialect)),
        dialectNames,
        text,
      );
  });

  it("answers without the big parser", async () => {
    const text = "select o.id, count(*) as n from shop.orders o group by o.id";
    const plain: QueryReading = (
      await loadSqlParser({ dialect: "duckdb", expressions: [], queries: [text] })
    ).query(text, "duckdb");
    assert.deepEqual(plain.outputs, ["id", "n"]);
    assert.deepEqual(plain, parser.query(text, "duckdb"));
  });
});

describeRealData("the small reader on a dbt package's models", "dbt_artifacts/zendesk", (source) => {
  it("reads most of them, and says what the big parser says", async () => {
    const grammar = await loadGrammar();
    const manifest: { nodes: Record<string, { compiled_code?: string }> } = JSON.parse(
      await readFile(join(source, "manifest.json"), "utf8"),
    );
    const models = Object.values(manifest.nodes).flatMap(({ compiled_code }) => compiled_code ?? []);
    const known = models.filter((text) => agreesWith(grammar, text, "duckdb"));
    assert.ok(known.length > models.length / 2, `it knew ${known.length} of ${models.length}`);
  });
});

/** Every text in the YAML files of a folder that begins as a query does. */
async function queriesBelow(folder: string): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".yml"));
  const found: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === "string" && /^\s*(?:select\s|with\s+\w+\s+as\b)/i.test(value)) found.push(value);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(collect);
  };
  for (const file of files)
    for (const document of parseAllDocuments(await readFile(join(folder, file), "utf8")))
      if ("toJS" in document) collect(document.toJS());
  return found;
}
