import { writeScalar } from "../../document/write/writeScalar.ts";
import { snake } from "../../project/proposedEvents.ts";
import type { Literal } from "../../spec/literals.ts";
import type { PlannedEvent, PlannedProperty, TrackingPlan } from "../../spec/trackingPlan.ts";
import type { ValueType } from "../../spec/types.ts";
import { nameOf } from "./jsonSchema.ts";

/**
 * A plan as RudderStack's command line takes it: its properties, its events, and the plan that puts them together, each once.
 * https://www.rudderstack.com/docs/dev-tools/rudder-cli/data-catalog-and-tracking-plans/
 */
export function rudderstackPlan(plan: TrackingPlan): string {
  const id = snake(plan.name) || "events";
  const properties = sharedProperties(plan.events);
  return [
    ...head("properties", `${id}_properties`),
    "  properties:",
    ...[...properties.values()].flatMap(({ id: own, property }) => propertyLines(own, property)),
    "---",
    ...head("events", `${id}_events`),
    "  events:",
    ...plan.events.flatMap(eventLines),
    "---",
    ...head("tracking-plan", id),
    `  id: ${writeScalar(id)}`,
    `  display_name: ${writeScalar(plan.name)}`,
    "  rules:",
    ...plan.events.flatMap((event) => ruleLines(event, properties)),
    "",
  ].join("\n");
}

const head = (kind: string, name: string): string[] => [
  "version: rudder/v1",
  `kind: ${kind}`,
  `metadata: {name: ${writeScalar(name, { flow: true })}}`,
  "spec:",
];

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

function propertyLines(id: string, property: PlannedProperty): string[] {
  const { description, type, values } = property;
  const config = [
    ...(values ? [`enum: [${values.map(literal).join(", ")}]`] : []),
    ...(type && formatOf(type) ? [`format: ${formatOf(type)}`] : []),
  ];
  return [
    `    - id: ${writeScalar(id)}`,
    `      name: ${writeScalar(nameOf(property))}`,
    ...(type && type.kind !== "json" ? [`      type: ${typeOf(type)}`] : []),
    ...(type?.kind === "list" && type.of.kind !== "json" ? [`      item_type: ${typeOf(type.of)}`] : []),
    ...(description === undefined ? [] : [`      description: ${writeScalar(description)}`]),
    ...(config.length > 0 ? [`      config: {${config.join(", ")}}`] : []),
  ];
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

const literal = (value: Literal): string =>
  typeof value === "string" ? writeScalar(value, { flow: true }) : String(value);

const idOf = ({ name }: PlannedEvent): string => snake(name) || "event";

function eventLines(event: PlannedEvent): string[] {
  return [
    `    - id: ${writeScalar(idOf(event))}`,
    `      name: ${writeScalar(event.name)}`,
    "      event_type: track",
    ...(event.description === undefined ? [] : [`      description: ${writeScalar(event.description)}`]),
  ];
}

function ruleLines(event: PlannedEvent, shared: ReadonlyMap<string, SharedProperty>): string[] {
  const properties = event.properties.flatMap((property) => {
    const id = shared.get(keyOf(property))?.id;
    const required = property.required ? ", required: true" : "";
    return id === undefined ? [] : [`        - {property: '#property:${id}'${required}}`];
  });
  return [
    "    - type: event_rule",
    `      id: ${writeScalar(`${idOf(event)}_rule`)}`,
    `      event: '#event:${idOf(event)}'`,
    ...(properties.length > 0 ? ["      properties:", ...properties] : []),
  ];
}
