import assert from "node:assert/strict";
import fc from "fast-check";
import { jinjaNames, jinjaText, withoutJinja } from "../../../server/src/exporters/dbt/jinja.ts";
import { renderedJinja } from "../../support/jinja.ts";

const rendered = (template: string): string => renderedJinja(template, { this: "the_table" });

describe("SQL as a template of Jinja", () => {
  const braces = fc
    .array(fc.constantFrom("{", "}", "%", "#", "'", '"', "\\", " ", "this", "endraw", "\n"), {
      maxLength: 12,
    })
    .map((parts) => `x${parts.join("")}x`);

  it("never takes an author's text for Jinja", () => {
    fc.assert(
      fc.property(braces, (text) => {
        assert.equal(rendered(withoutJinja(text)), text);
        assert.equal(rendered(`{{ ${jinjaText(text)} }}`), text);
      }),
    );
  });

  it("puts in what dbt knows, and nothing where an author writes its name", () => {
    const names = jinjaNames(["select 'dbt_name_1'"]);
    const table = names.nameOf("this");
    assert.equal(names.nameOf("this"), table);
    const template = names.template(`select 'dbt_name_1', '{{ this }}' from ${table}`);
    assert.equal(rendered(template), "select 'dbt_name_1', '{{ this }}' from the_table");
  });
});
