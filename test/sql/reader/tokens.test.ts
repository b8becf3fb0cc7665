import assert from "node:assert/strict";
import fc from "fast-check";
import { tokenize } from "../../../server/src/sql/reader/tokens.ts";
import { type DialectName, dialectNames } from "../../../server/src/sql/types.ts";

const cut = (text: string, dialect: DialectName = "duckdb") =>
  tokenize(text, dialect)
    .map((token) => `${token.text}${token.open ? "…" : ""}${token.doubtful ? "?" : ""}`)
    .join(" | ");

describe("tokenize", () => {
  it("cuts names, numbers, texts and operators", () => {
    assert.equal(
      cut(`o.total/100.0>="A b"||'it''s'`),
      `o | . | total | / | 100.0 | >= | "A b" | || | 'it''s'`,
    );
    assert.equal(cut("a->>'$.b'::int"), "a | ->> | '$.b' | :: | int");
  });

  it("gives the content of quotes as value", () => {
    const values = tokenize(`'it''s' "a""b" $$x$$`, "postgres").map((token) => token.value);
    assert.deepEqual(values, ["it's", 'a"b', "x"]);
    assert.equal(tokenize("'a\\'b\\n'", "bigquery")[0]?.value, "a'b\n");
  });

  it("counts UTF-16 units", () => {
    const token = tokenize("'😀' + größe", "duckdb").at(-1);
    assert.deepEqual([token?.text, token?.start, token?.end], ["größe", 7, 12]);
  });

  it("marks what the text ends inside of", () => {
    assert.equal(cut("o.a = 'pai"), "o | . | a | = | 'pai…");
    assert.equal(cut('"na'), '"na…');
    assert.equal(cut("a /* b"), "a | /* b…");
    assert.equal(cut("$$a", "postgres"), "$$a…");
  });

  it("reads each engine's own quotes and comments", () => {
    assert.equal(cut(`'a\\'b' "c" \`d\``, "bigquery"), `'a\\'b' | "c" | \`d\``);
    assert.equal(cut("'''it's''' r'\\''", "bigquery"), "'''it's''' | r'\\''");
    assert.equal(cut("'a\\' || 'b'", "postgres"), "'a\\' | || | 'b'");
    assert.equal(cut("E'a\\'b' $t$ ) ' $t$", "postgres"), "E'a\\'b' | $t$ ) ' $t$");
    assert.equal(cut("a // b", "snowflake"), "a | // b…");
    assert.equal(cut("a # b", "bigquery"), "a | # b…");
    assert.equal(cut("‘a;’ “b”", "clickhouse"), "‘a;’ | “b”");
    assert.equal(cut("t.1", "clickhouse"), "t | .1");
  });

  it("lets a comment begin right after any operator", () => {
    assert.equal(cut("a ||/* x */ b"), "a | || | /* x */ | b");
    assert.equal(cut("a *-- x"), "a | * | -- x…");
    assert.equal(cut("a //* x */ b"), "a | / | /* x */ | b");
  });

  it("doubts what engines read differently", () => {
    assert.equal(cut("/* a /* b */"), "/* a /* b */?");
    assert.equal(cut("1 -- a\\\n"), "1 | -- a\\?");
    assert.equal(cut("1 -- a\rb\n"), "1 | -- a\rb?");
    assert.equal(cut("'a\\'b'", "redshift").includes("?"), true);
    assert.equal(cut("r'a\\'", "databricks"), "r'a\\'?");
    assert.equal(cut("a$$b", "postgres"), "a$$b?");
    assert.equal(cut("E'a'\n'b'", "postgres"), "E'a'? | 'b'");
  });

  it("survives any text, in order and within it", () => {
    const pieces = fc.constantFrom(
      "'",
      '"',
      "`",
      "$$",
      "--",
      "/*",
      "*/",
      "\\",
      "\n",
      "😀",
      "a",
      "1.5",
      " ",
      "(",
      "‘",
    );
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(pieces).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom(...dialectNames), (text, dialect) => {
        let before = 0;
        for (const token of tokenize(text, dialect)) {
          assert.ok(token.start >= before && token.end > token.start && token.end <= text.length);
          assert.equal(token.text, text.slice(token.start, token.end));
          assert.equal(text.slice(before, token.start).trim(), "");
          before = token.end;
        }
        assert.equal(text.slice(before).trim(), "");
      }),
    );
  });
});
