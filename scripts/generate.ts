/**
 * Writes what follows from the types of connections, their part of the schema and of docs/connections.md, what follows
 * from the schemas: compiled validators, types and the reference page, and what the editor inserts of examples/patterns. Does
 * nothing when they are up to date.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AnySchemaObject } from "ajv";
import { patternFiles, patternsModule } from "./patterns.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const generated = join(root, "server/src/spec/generated");
const projectSchema = "schemas/project.schema.json";
const connections = "server/src/warehouse/connections";
const inputs = [
  "schemas/event-spec.schema.json",
  projectSchema,
  "server/src/warehouse/open.ts",
  "server/src/warehouse/connections/duckdb/optionDeclarations.ts",
  "scripts/generate.ts",
  "scripts/connectionSettings.ts",
  "scripts/languageReference.ts",
  "scripts/patterns.ts",
  "scripts/sqlPlaces.ts",
  "package-lock.json",
];

/** The files to write: path below the repository → text. */
async function outputs(schemas: readonly SchemaFile[]): Promise<Record<string, string>> {
  const { languageReference } = await import("./languageReference.ts");
  const { sqlPlaces } = await import("./sqlPlaces.ts");
  const [spec, project] = schemas;
  if (!spec || !project) throw new Error("Both schemas are needed.");
  return {
    "server/src/spec/generated/validators.js": await compiledValidators(schemas),
    "server/src/spec/generated/validators.d.ts": validatorTypes,
    "server/src/spec/generated/eventSpec.ts": await types(spec, "EventSpecDocument"),
    "server/src/spec/generated/project.ts": await types(project, "ProjectSettings"),
    "server/src/spec/generated/sqlPlaces.ts": sqlPlaces(),
    "server/src/spec/generated/patterns.ts": patternsModule(),
    "docs/language.md": languageReference(),
  };
}

interface SchemaFile {
  readonly name: string;
  readonly schema: { [key: string]: unknown };
}

const validatorTypes = `interface SchemaError {
  readonly instancePath: string;
  readonly message?: string;
}

interface Validate {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

export declare const spec: Validate;
export declare const project: Validate;
`;

async function compiledValidators(schemas: readonly SchemaFile[]): Promise<string> {
  const { Ajv, _ } = await import("ajv");
  const { default: standalone } = await import("ajv/dist/standalone/index.js");
  const { formats } = await import("../server/src/spec/formats.ts");
  const ajv = new Ajv({
    code: { source: true, esm: true, formats: _`formats` },
    formats,
    allowUnionTypes: true,
    strictRequired: false,
    keywords: ["x-sql", "x-role", "x-ref", "x-keys", "x-declares", "enumDescriptions"],
    schemas: schemas.map(({ schema }) => withoutTexts(schema) as AnySchemaObject),
  });
  const code = standalone(ajv, { spec: "event-spec.schema.json", project: "project.schema.json" });
  const withoutRequire = code.replace(/^"use strict";/, "");
  if (withoutRequire.includes("require(")) throw new Error("The compiled validators need a module of ajv's.");
  return `import { formats } from "../formats.ts";\n${withoutRequire}\n`;
}

/** What only people read would make the validators ten times as long. */
function withoutTexts(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutTexts);
  if (typeof node !== "object" || node === null) return node;
  const texts = ["title", "description", "examples", "default", "enumDescriptions"];
  const kept = Object.entries(node).filter(([key, value]) => !texts.includes(key) || isSchema(value));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutTexts(value)]));
}

/** A property of a map may be called `description`. */
function isSchema(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    ("type" in value || "$ref" in value || "anyOf" in value)
  );
}

/** Types know neither what a reference adds to its target nor which keys exclude each other or belong to a type of connection. */
function forTypes(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(forTypes);
  if (typeof node !== "object" || node === null) return node;
  if ("$ref" in node && typeof node.$ref === "string") return { $ref: node.$ref };
  const isRequirement = (forms: unknown) => Array.isArray(forms) && forms.every((form) => "required" in form);
  const unknown = ["not", "oneOf"];
  const kept = Object.entries(node).filter(
    ([key, value]) => !unknown.includes(key) && !(key === "anyOf" && isRequirement(value)),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, forTypes(value)]));
}

async function types({ name, schema }: SchemaFile, title: string): Promise<string> {
  const { compile } = await import("json-schema-to-typescript");
  return compile({ ...(forTypes(schema) as object), title }, title, {
    bannerComment: `/* From schemas/${name} by scripts/generate.ts. */`,
    cwd: join(root, "schemas"),
    additionalProperties: false,
    format: false,
  });
}

/** The parts that are made of the types of connections, in files that are otherwise written by hand. */
async function connectionParts(): Promise<Record<string, string>> {
  const { connectionSchema, filesSchema, withSettingsTables } = await import("./connectionSettings.ts");
  const schema = await readFile(join(root, projectSchema), "utf8");
  const page = await readFile(join(root, "docs/connections.md"), "utf8");
  return {
    [projectSchema]: formatted(
      projectSchema,
      withDefinition(withDefinition(schema, "files", filesSchema()), "connection", connectionSchema()),
    ),
    "docs/connections.md": withSettingsTables(page),
  };
}

/** The text of a formatted schema with another definition in it; the rest stays as its authors have laid it out. */
function withDefinition(text: string, name: string, definition: object): string {
  const start = text.indexOf(`\n    "${name}": {\n`, text.indexOf('\n  "definitions": {'));
  const end = text.indexOf("\n    }", start);
  if (start < 0 || end < 0) throw new Error(`There is no definition ${name}.`);
  return `${text.slice(0, start)}\n    "${name}": ${JSON.stringify(definition)}${text.slice(end + "\n    }".length)}`;
}

/** As `npm run format` would leave it. */
function formatted(path: string, text: string): string {
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  const options = { cwd: root, input: text, encoding: "utf8" } as const;
  return execFileSync(process.execPath, [biome, "format", `--stdin-file-path=${path}`], options);
}

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files))
    if ((await readIfThere(join(root, path))) !== text) await writeFile(join(root, path), text);
}

/** Files that all of it depends on, and what tells one state of them from another. */
async function readInputs(): Promise<{ readonly texts: readonly string[]; readonly stamp: string }> {
  const kinds = (await readdir(join(root, connections))).filter((name) => name.endsWith(".ts")).sort();
  const paths = [...inputs, ...kinds.map((name) => `${connections}/${name}`), ...patternFiles()];
  const texts = await Promise.all(paths.map((path) => readFile(join(root, path), "utf8")));
  return { texts, stamp: createHash("sha256").update(texts.join("\0")).digest("hex") };
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

async function main(): Promise<void> {
  const stampFile = join(generated, ".stamp");
  const upToDate = (await readIfThere(stampFile)) === (await readInputs()).stamp;
  if (upToDate && (await readIfThere(join(generated, "validators.js"))) !== undefined) return;
  await mkdir(generated, { recursive: true });
  await write(await connectionParts());
  const { texts, stamp } = await readInputs();
  const schemas = inputs.slice(0, 2).map((path, index) => ({
    name: path.slice("schemas/".length),
    schema: JSON.parse(texts[index] ?? "{}"),
  }));
  await write(await outputs(schemas));
  await writeFile(stampFile, stamp);
}

await main();
