import assert from "node:assert/strict";
import fc from "fast-check";
import { alternatives } from "../../../server/src/exporters/dbt/alternatives.ts";
import { renderedJinja } from "../../support/jinja.ts";

const rendered = (template: string, isTrue: boolean): string => renderedJinja(template, { isTrue });

describe("two texts as one template", () => {
  it("gives either of them, letter for letter", () => {
    const line = fc.constantFrom("select a", "from t", "  where b", "and c", "", "'ends in blanks  ", ")");
    const text = fc.array(line, { maxLength: 9 }).map((lines) => ["begin", ...lines, "end"].join("\n"));
    fc.assert(
      fc.property(text, text, (one, other) => {
        const template = alternatives("isTrue", one, other);
        assert.equal(rendered(template, true), one);
        assert.equal(rendered(template, false), other);
      }),
    );
  });

  it("says what is the same once", () => {
    assert.equal(
      alternatives("c", "select a\nfrom t\nwhere b\n  and since", "select a\nfrom t\nwhere b"),
      "select a\nfrom t\nwhere b\n{%- if c %}\n  and since\n{%- endif %}",
    );
    assert.equal(alternatives("c", "select a\nfrom t", "select a\nfrom t"), "select a\nfrom t");
  });
});
