/**
 * RudderStack's tracking plans as its command line keeps them: YAML documents of events, of properties, and of plans that put them
 * together, `rudder/v1` and the versions before it. https://www.rudderstack.com/docs/dev-tools/rudder-cli/data-catalog-and-tracking-plans/
 */

import { isMap, type JsonMap, listOf, mapOf, textOf } from "../../document/json.ts";
import type { CarriedPlan, Loss, PlannedEvent, PlannedProperty } from "../../spec/trackingPlan.ts";
import { propertiesOf } from "./jsonSchema.ts";

/** In: the documents of all files. Out: the events of their plans, and what got lost; `undefined` where none is a plan. */
export function readRudderstack(documents: readonly unknown[]): CarriedPlan | undefined {
  const maps = documents.filter(isMap);
  const specsOf = (...kinds: string[]) =>
    maps
      .filter(({ kind }) => typeof kind === "string" && kinds.includes(kind))
      .map(({ spec }) => mapOf(spec));
  const plans = specsOf("tracking-plan", "tp");
  const [plan] = plans;
  if (!plan) return undefined;
  const catalog: Catalog = {
    events: byId(specsOf("events").flatMap(({ events }) => listOf(events))),
    properties: byId(specsOf("properties").flatMap(({ properties }) => listOf(properties))),
  };
  const read = plans.flatMap(({ rules }) => listOf(rules)).map((rule) => ofRule(rule, catalog));
  return {
    plan: {
      name: textOf(plan.display_name) ?? textOf(plan.id) ?? "tracking plan",
      events: read.flatMap(({ event }) => event ?? []),
    },
    losses: read.flatMap(({ losses }) => losses),
  };
}

interface Catalog {
  readonly events: ReadonlyMap<string, JsonMap>;
  readonly properties: ReadonlyMap<string, JsonMap>;
}

function byId(items: readonly JsonMap[]): ReadonlyMap<string, JsonMap> {
  return new Map(items.map((item) => [String(item.id), item]));
}

/** `#event:checkout`, and before that `{$ref: '#/events/group/checkout'}`. */
function referenced(reference: unknown): string {
  const text = isMap(reference) ? reference.$ref : reference;
  return typeof text === "string" ? text.replace(/^.*[:/]/, "") : "";
}

interface RuleRead {
  readonly event?: PlannedEvent;
  readonly losses: readonly Loss[];
}

function ofRule(rule: JsonMap, { events, properties }: Catalog): RuleRead {
  const id = referenced(rule.event);
  const event = events.get(id);
  if (!event)
    return { losses: [{ message: `The plan names an event "${id}", which is in none of the files.` }] };
  const name = textOf(event.name) ?? id;
  const type = textOf(event.event_type) ?? "track";
  if (type !== "track") return { losses: [{ event: name, message: `Calls of type ${type} are no events.` }] };
  const read = listOf(rule.properties).map((use) => ofUse(use, properties));
  const description = textOf(event.description);
  return {
    event: {
      name,
      ...(description && { description }),
      properties: read.flatMap((one) => one.properties),
    },
    losses: [
      ...(textOf(event.category) || isMap(event.category)
        ? [{ event: name, message: "Its category is not kept." }]
        : []),
      ...read.flatMap(({ losses }) => losses.map((loss) => ({ event: name, ...loss }))),
    ],
  };
}

function ofUse(
  use: JsonMap,
  properties: Catalog["properties"],
): { readonly properties: readonly PlannedProperty[]; readonly losses: readonly Loss[] } {
  const id = referenced(use.property ?? use.$ref);
  const property = properties.get(id);
  if (!property)
    return {
      properties: [],
      losses: [{ message: `The plan names a property "${id}", which is in none of the files.` }],
    };
  const name = typeof property.name === "string" ? property.name : id;
  const schema = {
    properties: { [name]: schemaOf(property) },
    required: use.required === true ? [name] : [],
  };
  const read = propertiesOf(schema);
  const nested = listOf(use.properties).length > 0;
  const custom = textOf(property.type)?.startsWith("#");
  return {
    properties: read.properties,
    losses: [
      ...read.losses,
      ...(nested ? [{ property: name, message: "What its objects hold is not kept." }] : []),
      ...(custom
        ? [{ property: name, message: "Its type is one of your own there, so it has none here." }]
        : []),
    ],
  };
}

/** As JSON Schema says it. */
function schemaOf(property: JsonMap): JsonMap {
  const config = mapOf(property.config ?? property.propConfig);
  const items = property.item_type ?? property.itemTypes ?? property.item_types;
  const types = property.types ?? property.type;
  return {
    ...config,
    type: typeof types === "string" && types.includes(",") ? types.split(/\s*,\s*/) : types,
    description: property.description,
    ...(items !== undefined && { items: { type: items } }),
  };
}
