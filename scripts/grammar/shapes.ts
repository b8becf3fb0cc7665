/** What may stand where in our files, as far as colours go; read from the schemas, so that a new key is coloured as soon as it has one. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** What a scalar is: text of YAML, SQL, a table's name, or a name that the spec introduces. */
export type Scalar = "yaml" | "sql" | "table" | "name";

/** What a key is: a word of the language, an event's name, or another name that the spec introduces. */
export type KeyKind = "word" | "event" | "name";

/** A value: its scalars, and its keys when it is a map. A list looks like its items. */
export interface Shape {
  readonly scalar: Scalar;
  /** Words of the language, with the names of their values' shapes. */
  readonly keys: Readonly<Record<string, string>>;
  /** All other keys; where a shape has none they are taken for words with plain values. */
  readonly others?: { readonly kind: KeyKind; readonly shape: string };
}

/** Shapes by name; `plain` is everything that is nothing special. */
export type Shapes = Readonly<Record<string, Shape>>;

/** The parts of JSON Schema, and our own words in it, that say how a value looks. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly "x-sql"?: string;
  readonly "x-declares"?: string;
}

const folder = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "schemas");
/** Shapes without keys, by their scalars. */
const leaves: Shapes = {
  plain: { scalar: "yaml", keys: {} },
  sql: { scalar: "sql", keys: {} },
  table: { scalar: "table", keys: {} },
  name: { scalar: "name", keys: {} },
};

/** The shapes of a file whose schema is `schemas/FILE`; its own is called `root`. */
export function shapesOf(file: string): Shapes {
  const found: Record<string, Shape> = { ...leaves };
  const names = new Map<Schema, string>();
  const read = reader();

  const nameOf = ({ schema, file: from }: Place, name: string): string => {
    const known = names.get(schema);
    if (known) return known;
    names.set(schema, name);
    const shape = shapeOf(variants({ schema, file: from }, read), name);
    const same =
      Object.keys(found).find((other) => JSON.stringify(found[other]) === JSON.stringify(shape)) ?? name;
    names.set(schema, same);
    found[same] = shape;
    return same;
  };
  const shapeOf = (all: readonly Place[], name: string): Shape => {
    const keys: Record<string, string> = {};
    let others: Shape["others"];
    for (const { schema, file: from } of all) {
      for (const [key, value] of Object.entries(schema.properties ?? {})) {
        keys[key] = nameOf({ schema: value, file: from }, `${name}.${key}`);
      }
      if (typeof schema.additionalProperties === "object") {
        const kind = schema["x-declares"] === "event" ? "event" : "name";
        others = { kind, shape: nameOf({ schema: schema.additionalProperties, file: from }, `${name}.*`) };
      }
    }
    if (others) return { scalar: scalarOf(all), keys, others };
    const special = Object.entries(keys).filter(([, shape]) => shape !== "plain");
    return { scalar: scalarOf(all), keys: Object.fromEntries(special) };
  };

  nameOf({ schema: read(file), file }, "root");
  return found;
}

/** A schema and the file that its references are relative to. */
interface Place {
  readonly schema: Schema;
  readonly file: string;
}

type Read = (file: string) => Schema;

/** All that a value may be: references followed, alternatives and items of lists side by side. */
function variants(place: Place, read: Read): Place[] {
  const { schema, file } = place;
  const more = [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])].map((part) => ({
    schema: part,
    file,
  }));
  if (schema.$ref) more.push(follow(schema.$ref, file, read));
  return [place, ...more.flatMap((next) => variants(next, read))];
}

function follow(reference: string, from: string, read: Read): Place {
  const [path = "", pointer = ""] = reference.split("#");
  const file = path || from;
  const name = pointer.split("/").at(-1) ?? "";
  const schema = read(file).definitions?.[name];
  if (!schema) throw new Error(`${from} refers to ${reference}, which is not there.`);
  return { schema, file };
}

function scalarOf(all: readonly Place[]): Scalar {
  const sql = all.map(({ schema }) => schema["x-sql"]).find((kind) => kind !== undefined);
  if (sql) return sql === "table" ? "table" : "sql";
  return all.some(({ schema }) => schema.type === "string" && schema["x-declares"]) ? "name" : "yaml";
}

/** Files of the folder as they are asked for, each one read once: shapes are told apart by their schema's identity. */
function reader(): Read {
  const known = new Map<string, Schema>();
  return (file) => {
    const schema = known.get(file) ?? (JSON.parse(readFileSync(join(folder, file), "utf8")) as Schema);
    known.set(file, schema);
    return schema;
  };
}
