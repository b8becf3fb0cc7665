import assert from "node:assert/strict";
import fc from "fast-check";
import { sameTokens } from "../../server/src/review/ladder/tokens.ts";
import { sameTree } from "../../server/src/review/ladder/tree.ts";
import { loadTrees } from "../../server/src/sql/reader/polyglot.ts";
import type { DialectName } from "../../server/src/sql/types.ts";

/** An expression, before it is written. `calm`: it can't fail. */
type Expression =
  | { readonly kind: "column" | "literal"; readonly text: string }
  | { readonly kind: "and" | "or"; readonly of: readonly Expression[] }
  | { readonly kind: "binary"; readonly sign: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "not" | "is null" | "is not null" | "cast" | "coalesce"; readonly of: Expression }
  | { readonly kind: "case"; readonly when: Expression; readonly gives: Expression };

const column = fc
  .constantFrom("o.status", "o.total", "c.country", 'o."Mixed Case"', "o.is_test")
  .map((text): Expression => ({ kind: "column", text }));
const literal = fc
  .constantFrom("1", "2.5", "'x'", "'It''s -- NOT a comment'", "null", "true")
  .map((text): Expression => ({ kind: "literal", text }));

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 3, arbitrary: column },
    literal,
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      of: fc.array(tie("expression"), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant("binary" as const),
      sign: fc.constantFrom("=", "<>", "<", ">=", "+", "*"),
      left: column,
      right: fc.oneof(column, literal),
    }),
    fc.record({
      kind: fc.constantFrom(
        "not" as const,
        "is null" as const,
        "is not null" as const,
        "cast" as const,
        "coalesce" as const,
      ),
      of: tie("expression"),
    }),
    fc.record({ kind: fc.constant("case" as const), when: tie("expression"), gives: tie("expression") }),
  ),
}));

/** What a writer is free to choose, one number after the other. */
type Choose = (below: number) => number;

function chooser(numbers: readonly number[]): Choose {
  let at = 0;
  return (below) => (numbers[at++ % numbers.length] ?? 0) % below;
}

const isCalm = (of: Expression): boolean =>
  of.kind === "column" ||
  of.kind === "literal" ||
  ((of.kind === "and" || of.kind === "or") && of.of.every(isCalm)) ||
  (of.kind === "binary" && !"+*".includes(of.sign)) ||
  ((of.kind === "not" || of.kind === "is null" || of.kind === "is not null" || of.kind === "coalesce") &&
    isCalm(of.of)) ||
  (of.kind === "case" && isCalm(of.when) && isCalm(of.gives));

/** Writes it, with blanks, comments, case, parentheses and spellings as they are chosen. */
function write(of: Expression, choose: Choose): string {
  const gap = () => [" ", "\n  ", "\t", " /* note */ ", " -- note\n"][choose(5)] ?? " ";
  const word = (text: string) => (choose(2) === 0 ? text : text.toUpperCase());
  const inner = (one: Expression) => `(${write(one, choose)}${choose(3) === 0 ? "\n" : ""})`;
  const idle = (text: string) => (choose(4) === 0 ? `(${text})` : text);
  switch (of.kind) {
    case "column":
      return of.text.includes('"') ? idle(of.text) : idle(word(of.text));
    case "literal":
      return idle(/^[a-z]/.test(of.text) ? word(of.text) : of.text);
    case "and":
    case "or": {
      const texts = of.of.map((one) => inner(one));
      const order = isCalm(of) && choose(2) === 0 ? texts.toReversed() : texts;
      return order.join(gap() + word(of.kind) + gap());
    }
    case "binary": {
      const sign = of.sign === "<>" && choose(2) === 0 ? "!=" : of.sign;
      return `${write(of.left, choose)}${gap()}${sign}${gap()}${write(of.right, choose)}`;
    }
    case "not":
      return `${word("not")}${gap()}${inner(of.of)}`;
    case "cast":
      return choose(2) === 0
        ? `${inner(of.of)}::${word("varchar")}`
        : `${word("cast")}(${inner(of.of)}${gap()}${word("as")} ${word("varchar")})`;
    case "coalesce":
      return `${word(choose(2) === 0 ? "coalesce" : "ifnull")}(${inner(of.of)},${gap()}'none')`;
    case "case": {
      const end = choose(2) === 0 ? "" : `${gap()}${word("else")} ${word("null")}`;
      return `${word("case")} ${word("when")} ${inner(of.when)} ${word("then")} ${inner(of.gives)}${end} ${word("end")}`;
    }
    default:
      return `${inner(of.of)} ${word(of.kind)}`;
  }
}

const choices = fc.array(fc.nat(60), { minLength: 20, maxLength: 40 });

describe("SQL that differs in layout and spelling alone", () => {
  let trees: Awaited<ReturnType<typeof loadTrees>>;
  before(async () => {
    trees = await loadTrees();
  });
  const same = (one: string, other: string, dialect: DialectName = "duckdb") => {
    const of = { dialect, isQuery: false };
    return sameTokens(one, other, of) || sameTree(one, other, of, trees);
  };

  it("is never called changed", () => {
    fc.assert(
      fc.property(expression, choices, choices, (of, some, others) => {
        const [one, other] = [write(of, chooser(some)), write(of, chooser(others))];
        assert.ok(same(one, other), `${one}\n---\n${other}`);
      }),
      { numRuns: 1000 },
    );
  });

  it("is told from SQL with another operator, column or literal", () => {
    const swaps: readonly (readonly [RegExp, string])[] = [
      [/\band\b/, "or"],
      [/ = /, " <> "],
      [/ >= /, " > "],
      [/o\.status/, "c.status"],
      [/'x'/, "'X'"],
      [/is null/, "is not null"],
      [/"Mixed Case"/, '"mixed case"'],
      [/'none'/, "'None'"],
    ];
    fc.assert(
      fc.property(expression, fc.constantFrom(...swaps), (of, [from, to]) => {
        const plain = write(of, chooser([0, 2, 0, 6]));
        const text = plain.toLowerCase().replaceAll('"mixed case"', '"Mixed Case"');
        fc.pre(from.test(text));
        assert.ok(!same(text, text.replace(from, to)), text);
      }),
      { numRuns: 500 },
    );
  });

  it("is not called the same where the parentheses, the order or the logic matter", () => {
    for (const [one, other, dialect] of [
      ["a or b and c", "(a or b) and c"],
      ["a - (b - c)", "a - b - c"],
      ["not a = b", "(not a) = b"],
      ["a and 1 / b > 0", "1 / b > 0 and a"],
      ["a and f(b)", "f(b) and a"],
      ["a and b::int = 1", "b::int = 1 and a"],
      ["a || b + c", "(a || b) + c"],
      ["a -> 'x' = 'y'", "(a -> 'x') = 'y'"],
      ["not (a and b)", "not a or not b"],
      ["a = a", "true"],
      ["coalesce(a, b)", "coalesce(b, a)"],
      ["case when a then null else b end", "case when a then b end"],
      ["a is not distinct from b", "a = b"],
      ["like(a, 'x')", "a like 'x'"],
      ["a like 'x' escape '!'", "a like 'x'"],
      ['"A"', '"a"'],
      ["Amount", "amount", "clickhouse"],
      ["count(distinct a)", "count(a)"],
      ["sum(a) over (order by b)", "sum(a) over (order by b desc)"],
      ["try_cast(a as int)", "cast(a as int)"],
      ["a::decimal(10,2)", "a::decimal(10,3)"],
      ["interval '1' day", "interval '1' hour"],
      ["timestamp '2025-01-01'", "'2025-01-01'"],
      ["a in (1, 2)", "a in (1, 3)"],
      ["'a' 'b'", "'a'"],
    ] as const)
      assert.ok(!same(one, other, dialect), `${one} | ${other}`);
  });

  it("is the same only where it surely ends: a text that is not closed equals itself alone", () => {
    assert.ok(same("a = 'x", "a = 'x"));
    assert.ok(!same("a = 'x", "a  = 'x"));
  });
});
