/**
 * Segment's tracking plans, of the Public API (`rules` is a list) and of the Config API before it (`rules.events`), as
 * `typewriter` and the export of the app write them. https://docs.segmentapis.com/tag/Tracking-Plans
 */

import { isMap, type JsonMap, listOf, mapOf, textOf } from "../../document/json.ts";
import type { CarriedPlan, Loss, PlannedEvent } from "../../spec/trackingPlan.ts";
import { propertiesOf } from "./jsonSchema.ts";

/** In: the plan as JSON. Out: its events, and what got lost; `undefined` where it is no plan of Segment's. */
export function readSegment(json: unknown): CarriedPlan | undefined {
  const plan = mapOf(isMap(json) && isMap(json.data) ? (mapOf(json.data).trackingPlan ?? json) : json);
  const { rules } = plan;
  const name = textOf(plan.display_name) ?? textOf(plan.name) ?? "tracking plan";
  if (Array.isArray(rules)) return merged(name, listOf(rules).map(ofRule));
  if (!isMap(rules) || !Array.isArray(rules.events)) return undefined;
  const others = ["global", "identify", "identify_traits", "group_traits", "page", "screen"].filter((key) =>
    holdsSomething(rules[key]),
  );
  const read = merged(name, listOf(rules.events).map(ofEvent));
  return {
    ...read,
    losses: [
      ...others.map((key) => ({ message: `What the plan says under \`${key}\` is of no event.` })),
      ...read.losses,
    ],
  };
}

function holdsSomething(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isMap(value) && Object.keys(value).length > 0;
}

interface EventRead {
  readonly event?: PlannedEvent;
  readonly losses: readonly Loss[];
}

function ofRule(rule: JsonMap): EventRead {
  const name = textOf(rule.key);
  const type = textOf(rule.type) ?? "TRACK";
  if (type !== "TRACK" || !name)
    return { losses: [{ ...(name && { event: name }), message: `Calls of type ${type} are no events.` }] };
  return eventOf(name, mapOf(rule.jsonSchema), rule.version);
}

function ofEvent(event: JsonMap): EventRead {
  const name = textOf(event.name);
  if (!name) return { losses: [{ message: "An event has no name." }] };
  const { description } = event;
  return eventOf(name, { ...mapOf(event.rules), description }, event.version);
}

function eventOf(name: string, schema: JsonMap, version: unknown): EventRead {
  const { properties, losses } = propertiesOf(eventSchema(schema));
  const description = textOf(schema.description);
  const labels = Object.keys(mapOf(schema.labels));
  return {
    event: {
      name,
      ...(description && { description }),
      ...(typeof version === "number" && Number.isInteger(version) && version > 0 && { version }),
      properties,
    },
    losses: [
      ...(labels.length > 0
        ? [{ event: name, message: `Its labels are not kept: ${labels.join(", ")}.` }]
        : []),
      ...losses.map((loss) => ({ event: name, ...loss })),
    ],
  };
}

/** The properties stand in the schema itself, or beside context and traits as those of the whole call. */
function eventSchema(schema: JsonMap): JsonMap {
  const properties = mapOf(schema.properties);
  const isCall = isMap(properties.properties) && (isMap(properties.context) || isMap(properties.traits));
  return isCall ? mapOf(properties.properties) : schema;
}

/** Of several versions of an event the newest counts. */
function merged(name: string, read: readonly EventRead[]): CarriedPlan {
  const events = new Map<string, PlannedEvent>();
  const losses: Loss[] = read.flatMap((one) => one.losses);
  for (const { event } of read) {
    if (!event) continue;
    const known = events.get(event.name);
    if (known) losses.push({ event: event.name, message: "Of its versions only the newest is kept." });
    if (!known || (event.version ?? 1) >= (known.version ?? 1)) events.set(event.name, event);
  }
  return { plan: { name, events: [...events.values()] }, losses };
}
