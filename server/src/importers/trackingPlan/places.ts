/** Where tools load tracked events, and how SQL speaks of what is in them. */
import type { YamlData } from "../../document/write/writeYaml.ts";
import { snake } from "../../project/proposedEvents.ts";
import type { PlannedEvent, PlannedProperty } from "../../spec/trackingPlan.ts";
import type { ValueType } from "../../spec/types.ts";
import { dialectOf } from "../../sql/dialects/index.ts";
import type { DialectName } from "../../sql/types.ts";
import { writeIdentifier } from "../../sql/writeIdentifier.ts";

/** The table's alias is `t`. All but `from` and `join` are expressions. */
export interface TrackedPlace {
  readonly from: string;
  readonly join?: YamlData;
  readonly where?: string;
  readonly key: string;
  readonly at: string;
  readonly loadedAt: string;
  readonly anonymousId: string;
  readonly userId: string;
  /** In: a property, and what its column is called where it has its own. */
  value(property: PlannedProperty, column: string): string;
}

/** In: the schema that the tool loads into. Out: where one of its events is. */
type PlaceOf = (event: PlannedEvent, table: string) => TrackedPlace;

/**
 * A table for each event. Tables and columns are called as Segment's and RudderStack's warehouses call them: in snake_case, fields of
 * objects with their object's name before them. https://segment.com/docs/connections/storage/warehouses/schema/
 */
export function tableOfEach(schema: string, dialect: DialectName): PlaceOf {
  const identifier = (name: string) => writeIdentifier(name, dialect);
  const column = (name: string) => `t.${identifier(name)}`;
  return (_, table) => ({
    from: `${identifier(schema)}.${identifier(table)}`,
    key: column("id"),
    at: column("timestamp"),
    loadedAt: column("received_at"),
    anonymousId: column("anonymous_id"),
    userId: column("user_id"),
    value: (_property, name) => column(name),
  });
}

/**
 * Snowplow's table of all events: what an event tells of itself is in a column of its own, or on Redshift and Postgres in a table of its
 * own. https://docs.snowplow.io/docs/destinations/warehouses-lakes/schemas-in-warehouse/
 */
export function snowplowTable(schema: string, dialect: DialectName): PlaceOf {
  const identifier = (name: string) => writeIdentifier(name, dialect);
  return (event) => {
    const { vendor, model } = event.structure ?? { vendor: "", model: 1 };
    const own = `${[...vendor.split("."), event.name].map(snake).join("_")}_${model}`;
    const isApart = dialect === "redshift" || dialect === "postgres";
    const all = isApart ? "e" : "t";
    const data = `t.${identifier(`unstruct_event_${own}`)}`;
    const literal = (text: string) => dialectOf(dialect).literal(text);
    return {
      from: `${identifier(schema)}.${identifier(isApart ? own : "events")}`,
      ...(isApart
        ? {
            join: [
              {
                from: `${identifier(schema)}.events`,
                as: "e",
                on: "e.event_id = t.root_id and e.collector_tstamp = t.root_tstamp",
              },
            ],
          }
        : {
            where: `t.event_vendor = ${literal(vendor)} and t.event_name = ${literal(event.name)} and ${data} is not null`,
          }),
      key: isApart ? "t.root_id" : "t.event_id",
      at: `${all}.derived_tstamp`,
      loadedAt: `${all}.load_tstamp`,
      anonymousId: `${all}.domain_userid`,
      userId: `${all}.user_id`,
      value(property, column) {
        const names = property.path.map((name) => snake(name) || column);
        if (isApart) return `t.${identifier(names.join("."))}`;
        if (dialect !== "snowflake") return [data, ...names.map(identifier)].join(".");
        const path = property.path.map((name) => (/^[A-Za-z_]\w*$/.test(name) ? name : quoted(name)));
        return `${data}:${path.join(".")}${variantCast(property.type)}`;
      },
    };
  };
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What Snowflake makes of a value in a `variant`; what has no type stays one. */
function variantCast(type: ValueType | undefined): string {
  switch (type?.kind) {
    case "string":
      return "::varchar";
    case "integer":
      return "::integer";
    case "decimal":
    case "float":
      return "::float";
    case "boolean":
      return "::boolean";
    case "date":
      return "::date";
    case "timestamp":
      return "::timestamp_tz";
    case "list":
      return "::array";
    default:
      return "";
  }
}
