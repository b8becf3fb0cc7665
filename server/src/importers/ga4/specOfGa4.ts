/** The export of a GA4 property as an event-spec file: one source, which each of its events narrows. */
import { harmlessLine } from "../../document/harmless.ts";
import { writeYaml, type YamlData } from "../../document/write/writeYaml.ts";
import { entityColumn, standardColumnNames } from "../../project/eventColumns.ts";
import { snake } from "../../project/proposedEvents.ts";
import type { Loss } from "../../spec/trackingPlan.ts";
import { dialectOf } from "../../sql/dialects/index.ts";
import type { Ga4Event, ValueField } from "./readGa4.ts";

export interface Ga4Target {
  /** The data set: `analytics_123456789`, or with its project before it. */
  readonly schema: string;
  readonly visitor?: string;
  readonly user?: string;
}

export interface Ga4Text {
  readonly text: string;
  readonly events: number;
  readonly properties: number;
  readonly losses: readonly Loss[];
}

const literal = (text: string): string => dialectOf("bigquery").literal(text);

/** What each event has of whoever sent it. */
const shared = {
  platform: { sql: "t.platform", type: "string", description: "Web, iOS or Android." },
  device_category: { sql: "t.device.category", type: "string", description: "Mobile, tablet or desktop." },
  country: {
    sql: "t.geo.country",
    type: "string",
    description: "Country, as the address on the net tells it.",
  },
};

/** Events of one day are in a table, which Google changes for up to three days: https://support.google.com/analytics/answer/7029846 */
export function specOfGa4(all: readonly Ga4Event[], { schema, visitor, user }: Ga4Target): Ga4Text {
  const entities = {
    ...(visitor !== undefined && { [visitor]: "cast(t.user_pseudo_id as string)" }),
    ...(user !== undefined && { [user]: "cast(t.user_id as string)" }),
  };
  const losses: Loss[] = [
    { message: "User properties, items and `ecommerce` are not read." },
    { message: "Events of the running day, in tables called `events_intraday_…`, are not read." },
  ];
  const taken = new Set([
    ...standardColumnNames,
    ...Object.keys(entities).map(entityColumn),
    ...Object.keys(shared),
  ]);
  const names = new Set<string>();
  const events = all.flatMap((event): [string, YamlData, number][] => {
    const name = free(snake(event.name) || "event", names);
    if (name !== event.name) losses.push({ event: event.name, message: "Its name is not kept.", now: name });
    const properties = propertiesOf(event, taken, losses);
    const data = {
      at: "cast(timestamp_micros(t.event_timestamp) as timestamp)",
      where: `t.event_name = ${literal(event.name)}`,
      properties: properties.length > 0 ? Object.fromEntries(properties) : undefined,
    };
    return [[name, data, properties.length]];
  });
  const tables = [...schema.split("."), "events_2*"].join(".").replaceAll("`", "");
  const text = writeYaml({
    from: {
      // One table a day: only their names tell the engine which of them to read.
      sql: `select *, parse_date('%Y%m%d', concat('2', _table_suffix)) as table_day\nfrom \`${tables}\``,
    },
    as: "t",
    key: [
      "cast(t.user_pseudo_id as string)",
      "cast(t.event_timestamp as int64)",
      "cast(t.event_name as string)",
      "cast(t.event_bundle_sequence_id as int64)",
      "cast(t.batch_event_index as int64)",
    ],
    origin: "tracked",
    timezone: "UTC",
    partition: { column: "cast(t.table_day as date)", within: "2 days" },
    lookback: "3 days",
    entities: Object.keys(entities).length > 0 ? entities : undefined,
    properties: shared,
    events: Object.fromEntries(events.map(([name, data]) => [name, data])),
  });
  return {
    text: `# From the export of GA4 in ${harmlessLine(schema)}, by \`eventspec import ga4\`.\n${text}`,
    events: events.length,
    properties: events.reduce((sum, [, , count]) => sum + count, 0),
    losses,
  };
}

function propertiesOf(event: Ga4Event, taken: ReadonlySet<string>, losses: Loss[]): [string, YamlData][] {
  const own = new Set(taken);
  return [...event.parameters].map(([key, fields]) => {
    const plain = snake(key).replace(/^(?=\d)/, "n") || "parameter";
    const name = free(own.has(plain) ? `tracked_${plain}` : plain, own);
    const lost = (message: string, now?: string) =>
      losses.push({ event: event.name, property: key, message, ...(now !== undefined && { now }) });
    if (name !== key) lost("Its name is not kept.", name);
    const { sql, type } = parameterSql(key, fields);
    if (fields.size === 0) lost("No row has a value of it, so it is text here.");
    else if (fields.has("string") && fields.size > 1)
      lost("Its values are texts and numbers, so it is text here.");
    return [name, { sql, type }];
  });
}

function free(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
  taken.add(name);
  return name;
}

/** A parameter's value, out of whichever of its fields has one. */
function parameterSql(key: string, fields: ReadonlySet<ValueField>): { sql: string; type: string } {
  const isText = fields.size === 0 || fields.has("string");
  const isWhole = fields.size === 1 && fields.has("int");
  const parts = [...(fields.size === 0 ? ["string" as const] : fields)].map((field) => {
    const value = `p.value.${field}_value`;
    if (isText && field !== "string") return `cast(${value} as string)`;
    return !isText && !isWhole && field === "int" ? `cast(${value} as float64)` : value;
  });
  const value = parts.length === 1 ? parts[0] : `coalesce(${parts.join(", ")})`;
  return {
    sql: `(select ${value} from unnest(t.event_params) as p where p.key = ${literal(key)})`,
    type: isText ? "string" : isWhole ? "integer" : "float",
  };
}
