import assert from "node:assert/strict";
import fc from "fast-check";
import { render } from "../../../server/src/project/dbt/jinja.ts";

const env = (name: string) => ({ A: "x", N: "5", T: "True", EMPTY: "" })[name];
const target = { name: "dev", type: "duckdb" };

describe("Jinja of profiles", () => {
  for (const [text, value] of [
    ["plain", "plain"],
    ["{{ env_var('A') }}", "x"],
    ['{{env_var("A")}}-{{ env_var("MISSING", "d") }}', "x-d"],
    ["{{ env_var('N') | int }}", 5],
    ["{{ env_var('N') | as_number }}", 5],
    ["{{ env_var('MISSING', 443) }}", 443],
    ["port {{ env_var('N') | int }}", "port 5"],
    ["{{ env_var('T') | as_bool }}", true],
    ["{{ env_var('T') | as_native }}", true],
    ["{{ env_var('EMPTY') }}", ""],
    ["{{ 'text' }}", "text"],
    ["{{ env_var('EMPTY') or 'z' }}", "z"],
    ["{{ 'a' ~ env_var('N') ~ '.db' }}", "a5.db"],
    ["{{ 'p' if target.name == 'dev' else env_var('MISSING') }}", "p"],
    ["{{ env_var('A') | upper | trim }}", "X"],
    ["{{ var('x', 'y') }}", "y"],
    ["{# why #}{{ target.type }}", "duckdb"],
  ] as const)
    it(`reads ${text}`, () => assert.deepEqual(render(text, { env, target }), { value }));

  for (const [text, problem] of [
    ["{{ env_var('MISSING') }}", { variable: "MISSING" }],
    ["{{ env_var('MISSING', none) }}", { variable: "MISSING" }],
    ["{{ target.nothing }}", {}],
    ["{{ nobody }}", {}],
    ["{{ var('x') }}", {}],
    ["{% for i in [1] %}x{% endfor %}", {}],
    ["{{ [].constructor }}", {}],
    ["{{ target.__proto__ }}", {}],
    ["{{ 'a'.constructor.constructor('return process')() }}", {}],
    ["{{ range(1000000000) }}", {}],
  ] as const)
    it(`says that it can't read ${text}`, () => assert.deepEqual(render(text, { env, target }), { problem }));

  it("survives whatever stands between its brackets", () => {
    const piece = fc.constantFrom(
      "(",
      ")",
      "{{",
      "}}",
      "env_var",
      "'A'",
      "|",
      "int",
      ".",
      "[",
      "]",
      "~",
      "if",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        assert.ok(Object.keys(render(`{{ ${pieces.join(" ")} }}`, { env })).length === 1);
      }),
    );
    assert.ok("problem" in render(`{{ ${"(".repeat(5000)}`, { env }));
    assert.ok("problem" in render(`{{ ${"not ".repeat(100_000)}1 }}`, { env }));
  });
});
