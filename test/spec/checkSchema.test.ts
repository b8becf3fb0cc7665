import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { Ajv } from "ajv";
import fc from "fast-check";
import { dump, load } from "js-yaml";
import { readDocument } from "../../server/src/document/readDocument.ts";
import { checkSchema } from "../../server/src/spec/checkSchema.ts";
import { formats } from "../../server/src/spec/formats.ts";
import type { FileKind } from "../../server/src/spec/schema.ts";
import { fullJoinSpec, fullProject, fullSpec } from "../support/fullFiles.ts";

type Json = null | string | number | boolean | Json[] | { [key: string]: Json };

const ajv = new Ajv({
  formats,
  allowUnionTypes: true,
  strictRequired: false,
  keywords: ["x-sql", "x-role", "x-ref", "x-keys", "x-declares", "enumDescriptions"],
});
for (const name of ["event-spec", "project"])
  ajv.addSchema(JSON.parse(await readFile(`schemas/${name}.schema.json`, "utf8")));

const schemaOf: Record<FileKind, string> = { spec: "event-spec.schema.json", project: "project.schema.json" };

/** Our findings, and ajv's verdict on the same value. */
function bothJudge(kind: FileKind, value: Json): void {
  const text = dump(value);
  const root = readDocument("a.yml", text).documents[0]?.root;
  if (!root) return;
  const findings = checkSchema(readDocument("a.yml", text), root, kind);
  const valid = ajv.validate(schemaOf[kind], value);
  assert.equal(
    findings.length === 0,
    valid,
    `${text}\n${JSON.stringify(findings)}\n${JSON.stringify(ajv.errors)}`,
  );
  for (const { message } of findings)
    assert.doesNotMatch(message, / is not valid/, `no words of our own for ${text}`);
}

const odd: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json[]>(
    null,
    true,
    0,
    -1,
    1.5,
    7,
    "",
    "x",
    "core",
    "3 days",
    "1%",
    "2026-01-05",
    "UTC",
    [],
    {},
    ["x"],
    [1, null],
    { sql: "a" },
    { value: 1 },
    { sql: "a", value: 1 },
    { event: "x" },
    { env: "X" },
    [[]],
    { not_null: "a", unique: "b" },
  ),
);
const keys = fc.constantFrom(
  "from",
  "sql",
  "value",
  "at",
  "event",
  "description",
  "where",
  "key",
  "nonsense",
  "type",
  "min",
  "per",
  "given",
  "severity",
  "proposed",
);

/** Every place of a value, as a path. */
function pathsOf(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item, index) => pathsOf(item, [...path, index]))];
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

/** The value with what stands at a path replaced; `undefined` takes it away. */
function replaced(
  value: Json,
  [step, ...rest]: readonly (string | number)[],
  by: (old: Json) => Json | undefined,
): Json {
  if (step === undefined) return by(value) ?? null;
  if (Array.isArray(value))
    return value.flatMap((item, index) =>
      index === step ? (rest.length === 0 ? (by(item) ?? []) : [replaced(item, rest, by)]) : [item],
    );
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, child]): [string, Json][] => {
    if (key !== step) return [[key, child]];
    const next = rest.length === 0 ? by(child) : replaced(child, rest, by);
    return next === undefined ? [] : [[key, next]];
  });
  return Object.fromEntries(entries);
}

function mutations(kind: FileKind, whole: Json): void {
  const paths = pathsOf(whole);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(), fc.constantFrom("remove", "replace", "add"), odd, keys), {
        minLength: 1,
        maxLength: 3,
      }),
      (steps) => {
        const value = steps.reduce<Json>((tree, [seed, how, by, key]) => {
          const path = paths[seed % paths.length] ?? [];
          return replaced(tree, path, (old) => {
            if (how === "remove") return undefined;
            if (how === "replace") return by;
            return typeof old === "object" && old !== null && !Array.isArray(old)
              ? { ...old, [key]: by }
              : by;
          });
        }, whole);
        bothJudge(kind, value);
      },
    ),
    { numRuns: 250 },
  );
}

describe("checkSchema", () => {
  it("accepts everything the language has", () => {
    bothJudge("spec", load(fullSpec) as Json);
    bothJudge("spec", load(fullJoinSpec) as Json);
    bothJudge("project", load(fullProject) as Json);
    assert.equal(ajv.validate(schemaOf.spec, load(fullSpec)), true, JSON.stringify(ajv.errors));
    assert.equal(ajv.validate(schemaOf.project, load(fullProject)), true, JSON.stringify(ajv.errors));
  });
  it("judges specs as ajv does", () => mutations("spec", load(fullSpec) as Json));
  it("judges full joins as ajv does", () => mutations("spec", load(fullJoinSpec) as Json));
  it("judges project files as ajv does", () => mutations("project", load(fullProject) as Json));
});
