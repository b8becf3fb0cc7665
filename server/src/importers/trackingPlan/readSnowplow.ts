/**
 * Self-describing schemas of Snowplow: as an Iglu registry has them, or as files of snowplow-cli around them.
 * https://docs.snowplow.io/docs/api-reference/iglu/common-architecture/self-describing-json-schemas/
 */
import { isMap, type JsonMap, mapOf, textOf } from "../../document/json.ts";
import type { CarriedPlan, Loss, PlannedEvent } from "../../spec/trackingPlan.ts";
import { limitsOf, propertiesOf } from "./jsonSchema.ts";

interface Read {
  readonly event: PlannedEvent;
  readonly version: readonly number[];
  readonly losses: readonly Loss[];
}

/** In: what is in the files, in order. Out: its events, and what got lost; `undefined` where none of it is a schema that describes itself. */
export function readSnowplow(documents: readonly unknown[]): CarriedPlan | undefined {
  const read: Read[] = [];
  const losses: Loss[] = [];
  let found = 0;
  for (const document of documents.flatMap((one) => (Array.isArray(one) ? (one as unknown[]) : [one]))) {
    const file = mapOf(document);
    const schema = isMap(file.data) && isMap(file.data.self) ? file.data : file;
    if (!isMap(schema.self)) continue;
    found++;
    const one = eventOf(schema, mapOf(file.meta));
    if ("event" in one) read.push(one);
    else losses.push(one.loss);
  }
  if (found === 0) return undefined;
  const newest = newestOf(read);
  const older = read.filter((one) => !newest.includes(one));
  return {
    plan: {
      name: newest[0]?.event.structure?.vendor ?? "snowplow",
      events: newest.map(({ event }) => event),
    },
    losses: [
      ...losses,
      ...older.map(({ event }) => ({
        event: event.name,
        message: "Of its versions only the newest is kept.",
      })),
      ...newest.flatMap((one) => one.losses),
    ],
  };
}

function eventOf(schema: JsonMap, meta: JsonMap): Read | { readonly loss: Loss } {
  const { vendor, name, version, format } = mapOf(schema.self);
  const parts = /^(\d+)-(\d+)-(\d+)$/
    .exec(textOf(version) ?? "")
    ?.slice(1)
    .map(Number);
  const [model = 0] = parts ?? [];
  const [who, event] = [textOf(vendor), textOf(name)];
  if (!who || !event || !parts || model < 1)
    return {
      loss: {
        ...(event && { event }),
        message: "It is left out: its `self` lacks vendor, name or a version such as 1-0-0.",
      },
    };
  if (format !== undefined && format !== "jsonschema")
    return { loss: { event, message: `It is left out: its format is ${String(format)}.` } };
  if (meta.schemaType === "entity")
    return { loss: { event, message: "It is left out: it is an entity, and no event." } };
  const { properties, losses } = propertiesOf(schema);
  const description = textOf(schema.description);
  const limits = [...limitsOf(schema), ...("patternProperties" in schema ? ["patternProperties"] : [])];
  return {
    event: {
      name: event,
      ...(description && { description }),
      version: model,
      structure: { vendor: who, model },
      properties,
    },
    version: parts,
    losses: [
      ...(limits.length > 0
        ? [{ event, message: `Nothing here holds it to its ${limits.join(", ")}.` }]
        : []),
      ...(schema.additionalProperties === true
        ? [{ event, message: "Fields that its schema does not name are not kept." }]
        : []),
      ...losses.map((loss) => ({ event, ...loss })),
    ],
  };
}

/** The newest version of each schema, where the first of it stood. */
function newestOf(read: readonly Read[]): Read[] {
  const newest = new Map<string, Read>();
  for (const one of read) {
    const key = JSON.stringify([one.event.structure?.vendor, one.event.name]);
    const known = newest.get(key);
    if (!known || isNewer(one.version, known.version)) newest.set(key, one);
  }
  return [...newest.values()];
}

function isNewer(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((part, index) => part !== other[index]);
  return at >= 0 && (one[at] ?? 0) > (other[at] ?? 0);
}
