import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { languageReference } from "../../scripts/languageReference.ts";
import {
  alternativesOf,
  keysOf,
  schemaAt,
  schemas,
  sqlKindOf,
  valuesOf,
} from "../../server/src/spec/schema.ts";
import type { SchemaNode } from "../../server/src/spec/schemaNode.ts";
import { assertFindings } from "../support/findings.ts";

/** Every key with a fixed name, with its path. */
function* everyKey(node: SchemaNode, path: string): Generator<[string, SchemaNode]> {
  for (const form of alternativesOf(node)) {
    for (const [key, child] of Object.entries(form.properties ?? {})) {
      yield [`${path}.${key}`, child];
      yield* everyKey(child, `${path}.${key}`);
    }
    const inner = [form.items, form.additionalProperties].filter((child) => typeof child === "object");
    for (const child of inner) yield* everyKey(child, `${path}.*`);
  }
}

describe("the vocabulary", () => {
  it("describes every key", () => {
    for (const [kind, schema] of Object.entries(schemas))
      for (const [path, node] of everyKey(schema, kind))
        assert.match(node.description ?? "", /^\S.{8,}[.`)]$/s, path);
  });

  it("describes every word of a choice", () => {
    for (const [kind, schema] of Object.entries(schemas))
      for (const [path, node] of everyKey(schema, kind))
        for (const form of alternativesOf(node))
          if (form.enumDescriptions) assert.equal(form.enumDescriptions.length, form.enum?.length, path);
  });

  it("is what docs/language.md says; `npm run generate` writes it", async () => {
    assert.equal(await readFile("docs/language.md", "utf8"), languageReference());
  });

  it("is shown by examples without mistakes", () => {
    const [spec, project] = [...languageReference().matchAll(/```yaml\n(.*?)```/gs)].flatMap(
      ([, yaml = ""]) => (/^(?:from: shop.orders\nas|eventspec: 1)/.test(yaml) ? yaml : []),
    );
    assertFindings(spec ?? "missing", []);
    assertFindings(project ?? "missing", [], "project");
  });

  it("knows what may stand at a place", () => {
    assert.deepEqual(
      keysOf(schemaAt("spec", ["partition"])).map(({ name, required }) => [name, required]),
      [
        ["column", true],
        ["within", false],
      ],
    );
    assert.deepEqual(
      valuesOf(schemaAt("spec", ["events", "any", "tier"])).map(({ value }) => value),
      ["core", "standard", "experimental"],
    );
    assert.equal(sqlKindOf(schemaAt("spec", ["events", "any", "at"])), "expression");
    assert.equal(sqlKindOf(schemaAt("spec", ["join", 0, "as_of", "start"])), "expression");
    assert.equal(sqlKindOf(schemaAt("project", ["lookups", "any", "join", 1, "from"])), "table");
    assert.deepEqual(schemaAt("spec", ["nonsense", "deeper"]), []);
    assert.deepEqual(schemaAt("spec", ["events", "any", "__proto__"]), []);
  });
});
