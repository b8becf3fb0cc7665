import { inline, writeYaml, type YamlData } from "../../document/write/writeYaml.ts";
import { snake } from "../../project/proposedEvents.ts";
import type { PlannedEvent, PlannedProperty, TrackingPlan } from "../../spec/trackingPlan.ts";
import type { ValueType } from "../../spec/types.ts";
import { nameOf } from "./jsonSchema.ts";

/**
 * A plan as RudderStack's command line takes it: its properties, its events, and the plan that puts them together, each once.
 * https://www.rudderstack.com/docs/dev-tools/rudder-cli/data-catalog-and-tracking-plans/
 */
export function rudderstackPlan({ name, events }: TrackingPlan): string {
  const id = snake(name) || "events";
  const properties = sharedProperties(events);
  const ids = uniqueIds(events);
  const called = events.map((event, at) => ({ event, id: ids[at] ?? "event" }));
  return [
    documentOf("properties", `${id}_properties`, { properties: [...properties.values()].map(propertyOf) }),
    documentOf("events", `${id}_events`, { events: called.map(eventOf) }),
    documentOf("tracking-plan", id, {
      id,
      display_name: name,
      rules: called.map((one) => ruleOf(one, properties)),
    }),
  ].join("---\n");
}

function documentOf(kind: string, name: string, spec: YamlData): string {
  return writeYaml({ version: "rudder/v1", kind, metadata: inline({ name }), spec });
}

interface SharedProperty {
  readonly id: string;
  readonly property: PlannedProperty;
}

const keyOf = ({ required: _, ...property }: PlannedProperty): string => JSON.stringify(property);

/** Properties that say the same are one; those of one name that differ have ids of their own. */
function sharedProperties(events: readonly PlannedEvent[]): ReadonlyMap<string, SharedProperty> {
  const shared = new Map<string, SharedProperty>();
  const ids = new Set<string>();
  for (const property of events.flatMap((event) => event.properties)) {
    const key = keyOf(property);
    if (shared.has(key)) continue;
    const id = free(snake(nameOf(property)) || "property", ids);
    shared.set(key, { id, property });
  }
  return shared;
}

function free(wanted: string, taken: Set<string>): string {
  let id = wanted;
  for (let count = 2; taken.has(id); count++) id = `${wanted}_${count}`;
  taken.add(id);
  return id;
}

function propertyOf({ id, property }: SharedProperty): YamlData {
  const { description, type, values } = property;
  const format = type && formatOf(type);
  return {
    id,
    name: nameOf(property),
    type: type && type.kind !== "json" ? typeOf(type) : undefined,
    item_type: type?.kind === "list" && type.of.kind !== "json" ? typeOf(type.of) : undefined,
    description,
    config: values || format ? inline({ enum: values, format }) : undefined,
  };
}

function typeOf({ kind }: ValueType): string {
  if (kind === "list") return "array";
  if (kind === "float" || kind === "decimal") return "number";
  return kind === "timestamp" || kind === "date" ? "string" : kind;
}

function formatOf({ kind }: ValueType): string | undefined {
  if (kind === "timestamp") return "date-time";
  return kind === "date" ? "date" : undefined;
}

interface CalledEvent {
  readonly event: PlannedEvent;
  readonly id: string;
}

/** Ids of the events, in their order: `Order Placed` and `order_placed` have not the same. */
function uniqueIds(events: readonly PlannedEvent[]): string[] {
  const taken = new Set<string>();
  return events.map(({ name }) => free(snake(name) || "event", taken));
}

function eventOf({ event: { name, description }, id }: CalledEvent): YamlData {
  return { id, name, event_type: "track", description };
}

function ruleOf({ event, id: own }: CalledEvent, shared: ReadonlyMap<string, SharedProperty>): YamlData {
  const properties = event.properties.flatMap((property) => {
    const id = shared.get(keyOf(property))?.id;
    const required = property.required || undefined;
    return id === undefined ? [] : [inline({ property: `#property:${id}`, required })];
  });
  return {
    type: "event_rule",
    id: `${own}_rule`,
    event: `#event:${own}`,
    properties: properties.length > 0 ? properties : undefined,
  };
}
