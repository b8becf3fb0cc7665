import assert from "node:assert/strict";
import fc from "fast-check";
import { load } from "js-yaml";
import { parse } from "yaml";
import { inline, writeYaml, type YamlData } from "../../../server/src/document/write/writeYaml.ts";

/** Texts that some reader of YAML takes for something else. */
const misread = [
  "yes",
  "N",
  "off",
  "~",
  "null",
  "1_000",
  "012",
  "0x1F",
  "12:30:00",
  "2026-01-05",
  "1e3",
  ".5",
  "+1",
  "=",
  "<<",
  "a: b",
  "- a",
  "# a",
  "{a}",
  "a, b",
  " a",
  "a\nb",
  "a\n\n",
  "'",
  '"',
  "é🙂",
  "",
  "\t",
  "%a",
  "@a",
  "&a",
  "*a",
  "!a",
  "|",
  "key:",
];

describe("YAML of plain data", () => {
  const text = fc.oneof(fc.constantFrom(...misread), fc.string(), fc.string({ unit: "grapheme" }));
  const scalar = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
  const { data } = fc.letrec<{ data: unknown }>((tie) => ({
    data: fc.oneof(
      { maxDepth: 3 },
      scalar,
      fc.array(tie("data"), { maxLength: 3 }),
      fc.dictionary(
        text.filter((key) => key !== "__proto__"),
        tie("data"),
        { maxKeys: 3, noNullPrototype: true },
      ),
    ),
  }));

  it("reads back as it is, by readers of YAML 1.1 and of 1.2, on one line or on many", () => {
    fc.assert(
      fc.property(data, (value) => {
        for (const written of [
          writeYaml({ value: value as YamlData }),
          writeYaml({ value: inline(value as YamlData) }),
        ]) {
          assert.deepEqual(parse(written), { value }, written);
          assert.deepEqual(parse(written, { version: "1.1" }), { value }, written);
          assert.deepEqual(load(written), { value }, written);
        }
      }),
    );
  });

  it("leaves out what has no value", () => {
    assert.equal(
      writeYaml({ a: undefined, b: { c: [1, { d: "x", e: undefined }] } }),
      "b:\n  c:\n    - 1\n    - d: x\n",
    );
  });
});
