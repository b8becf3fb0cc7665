/** A tracking plan as an event-spec file: each event from the table that the tool loads it into. */
import { harmlessLine } from "../../document/harmless.ts";
import { inline, writeYaml, type YamlData } from "../../document/write/writeYaml.ts";
import { entityColumn, standardColumnNames } from "../../project/eventColumns.ts";
import { snake } from "../../project/proposedEvents.ts";
import type { Loss, PlannedEvent, PlannedProperty, TrackingPlan } from "../../spec/trackingPlan.ts";
import { typeText } from "../../spec/typeText.ts";
import type { TrackedPlace } from "./places.ts";

/** Where the tool's tables are, and what the project calls things. */
export interface PlanTarget {
  /** What the command was, for the first line. */
  readonly made: string;
  /** Where an event is. In: the event, and the name of its table where each has its own. */
  place(event: PlannedEvent, table: string): TrackedPlace;
  /** The destination of the project that keeps the events' names there. */
  readonly destination?: string;
  /** Entities of the project that the tool's ids stand for. */
  readonly visitor?: string;
  readonly user?: string;
}

export interface PlanText {
  readonly text: string;
  readonly events: number;
  readonly properties: number;
  readonly losses: readonly Loss[];
}

/** In: a plan, and where its events are loaded. Out: a document for each event. */
export function specOfPlan(plan: TrackingPlan, target: PlanTarget): PlanText {
  const losses: Loss[] = [];
  const tables = new Set<string>();
  const documents = plan.events.flatMap((event, index) => {
    const table = columnName([event.name]) || `event_${index + 1}`;
    if (tables.has(table)) {
      losses.push({
        event: event.name,
        message: "It is left out: another event has its table, too.",
        now: table,
      });
      return [];
    }
    tables.add(table);
    return [documentOf(event, table, target, losses)];
  });
  const head = `# From the tracking plan "${harmlessLine(plan.name)}", by \`${harmlessLine(target.made)}\`.\n`;
  return {
    text: head + documents.map(({ data }) => writeYaml(data)).join("---\n"),
    events: documents.length,
    properties: documents.reduce((sum, { properties }) => sum + properties, 0),
    losses,
  };
}

function documentOf(event: PlannedEvent, table: string, target: PlanTarget, losses: Loss[]) {
  const { destination, visitor, user } = target;
  const place = target.place(event, table);
  const name = nameOf(table);
  const entities = {
    ...(visitor !== undefined && { [visitor]: place.anonymousId }),
    ...(user !== undefined && { [user]: place.userId }),
  };
  const taken = new Set<string>([...standardColumnNames, ...Object.keys(entities).map(entityColumn)]);
  const properties = named(event, taken, losses);
  if (destination === undefined && name !== event.name)
    losses.push({ event: event.name, message: "Its name is not kept.", now: name });
  const data = {
    from: place.from,
    as: "t",
    key: place.key,
    origin: "tracked",
    timezone: "UTC",
    where: place.where,
    join: place.join,
    loaded_at: place.loadedAt,
    entities: Object.keys(entities).length > 0 ? entities : undefined,
    events: {
      [name]: {
        description: event.description?.trim(),
        at: place.at,
        version: (event.version ?? 1) === 1 ? undefined : event.version,
        send_to: destination === undefined ? undefined : inline({ [destination]: event.name }),
        properties:
          properties.length > 0
            ? Object.fromEntries(
                properties.map((one) => [one.name, propertyOf(one, place.value(one, one.column))]),
              )
            : undefined,
      },
    },
  };
  return { data, properties: properties.length };
}

interface NamedProperty extends PlannedProperty {
  readonly name: string;
  readonly column: string;
}

/** Each property under a name that no other column of the event has. */
function named(event: PlannedEvent, taken: Set<string>, losses: Loss[]): NamedProperty[] {
  const columns = new Set<string>();
  return event.properties.flatMap((property, index) => {
    const shown = property.path.join(".");
    const column = columnName(property.path) || `property_${index + 1}`;
    if (columns.has(column)) {
      losses.push({
        event: event.name,
        property: shown,
        message: "It is left out: another property has its column, too.",
        now: column,
      });
      return [];
    }
    columns.add(column);
    const plain = nameOf(column);
    const name = taken.has(plain) ? `tracked_${plain}` : plain;
    taken.add(name);
    if (name !== shown)
      losses.push({
        event: event.name,
        property: shown,
        message: "Its name is not kept.",
        now: name,
      });
    return [{ ...property, name, column }];
  });
}

/** Names that begin with a digit have `_` before it in the warehouse. */
function columnName(path: readonly string[]): string {
  return path
    .map(snake)
    .filter((word) => word !== "")
    .join("_")
    .replace(/^(?=\d)/, "_");
}

/** Without what stands before a digit: names here begin with a letter. */
function nameOf(column: string): string {
  return column.replace(/^_+(?=\d)/, "n");
}

function propertyOf({ description, type, required, values }: NamedProperty, sql: string): YamlData {
  return {
    sql,
    type: type && typeText(type),
    description: description?.trim(),
    required: required || undefined,
    values: values && inline(values),
  };
}
