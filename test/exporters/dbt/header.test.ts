import assert from "node:assert/strict";
import { sealed, sealOf } from "../../../server/src/exporters/dbt/header.ts";

describe("the first line of an exported file", () => {
  const sql = sealed("sql", ["events/a.events.yml"], "select 1\n");

  it("tells what was edited, whatever the line breaks", () => {
    assert.equal(sealOf(sql), "whole");
    assert.equal(sealOf(sealed("yml", ["a.events.yml", "b.events.yml"], "version: 2\n")), "whole");
    assert.equal(sealOf(sql.replaceAll("\n", "\r\n")), "whole");
    assert.equal(sealOf(sql.replace("select 1", "select 2")), "edited");
    assert.equal(sealOf("select 1\n"), "foreign");
    assert.equal(sealOf(""), "foreign");
  });

  it("stays a comment whatever a file is called", () => {
    const [first] = sealed("sql", ["a #}{{ evil }}\n.events.yml"], "select 1\n").split("\n");
    assert.match(first ?? "", /^\{# [^{}#]* #\}$/);
  });
});
