import assert from "node:assert/strict";
import fc from "fast-check";
import { readDocument } from "../../../server/src/document/readDocument.ts";
import type { YamlNode } from "../../../server/src/document/types.ts";
import { writeScalar } from "../../../server/src/document/write/writeScalar.ts";
import { anyText } from "../../support/yamlScalars.ts";

const options = fc.record({
  style: fc.constantFrom("plain", "single", "double", "block"),
  indent: fc.integer({ min: 1, max: 6 }),
});

function valueIn(yaml: string): YamlNode | undefined {
  const { documents, findings } = readDocument("a.events.yml", yaml);
  assert.deepEqual(findings, [], yaml);
  const root = documents[0]?.root;
  return root?.kind === "map" ? root.pairs[0]?.value : undefined;
}

function readsBack(yaml: string, text: string): void {
  const value = valueIn(yaml);
  assert(value?.kind === "scalar", yaml);
  assert.equal(value.text, text, yaml);
  assert.equal(value.value, text, "it is read as a text");
}

describe("writeScalar", () => {
  it("writes what reads back", () => {
    fc.assert(
      fc.property(anyText, options, (text, { style, indent }) => {
        readsBack(`a: ${writeScalar(text, { style, indent })}\nb: 1\n`, text);
        readsBack(`a: ${writeScalar(text, { style, indent })}`, text);
      }),
      { numRuns: 1000 },
    );
  });

  it("writes what reads back in a list or a map on one line", () => {
    fc.assert(
      fc.property(anyText, options, (text, { style }) => {
        const written = writeScalar(text, { style, flow: true });
        const value = valueIn(`a: {b: ${written}, c: 1}\n`);
        const inner = value?.kind === "map" ? value.pairs[0]?.value : undefined;
        assert(inner?.kind === "scalar" && inner.text === text, written);
      }),
      { numRuns: 1000 },
    );
  });

  it("writes keys that read back", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { documents } = readDocument("a.events.yml", `${writeScalar(text)}: 1\n`);
        const root = documents[0]?.root;
        assert(root?.kind === "map" && root.pairs[0]?.key.text === text);
      }),
    );
  });

  it("is as plain as it can be", () => {
    assert.equal(writeScalar("coalesce(a, b)"), "coalesce(a, b)");
    assert.equal(writeScalar("coalesce(a, b)", { flow: true }), "'coalesce(a, b)'");
    assert.equal(writeScalar("a = 'x'"), "a = 'x'");
    assert.equal(writeScalar("'web'"), "'''web'''");
    assert.equal(writeScalar("no: 1"), "'no: 1'");
    assert.equal(writeScalar("00123"), "'00123'");
    assert.equal(writeScalar("true"), "'true'");
    assert.equal(
      writeScalar("select 1\nfrom t", { style: "block", indent: 4 }),
      "|-\n    select 1\n    from t",
    );
  });
});
