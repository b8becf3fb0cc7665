/** The columns that each tool imports, out of the rows of events. */
import { entityColumn } from "../../project/eventColumns.ts";
import type { Users } from "../../project/sentTo.ts";
import { type DestinationTool, toolLimits } from "../../spec/destinationTools.ts";
import type { Dialect } from "../../sql/dialects/dialect.ts";
import { indent, list } from "../../sql/layout.ts";
import type { PayloadStep } from "../../sql/payload.ts";
import { canonicalText } from "../../sql/render/canonical.ts";
import { castAs } from "../../sql/render/cast.ts";
import { caseOf, identifier, literal, named } from "../../sql/render/sqlText.ts";

export interface Sent {
  readonly tool: DestinationTool;
  readonly users: Users;
  /** What events are called there, by their names here, where that differs. */
  readonly names: ReadonlyMap<string, string>;
  /** Whether any event says what it earned. */
  readonly hasRevenue: boolean;
}

type Column = readonly [name: string, sql: string];

/** Rows with ids that the tool takes, then the columns that it wants, of the rows that have a user. */
export function payloadSteps(dialect: Dialect, sent: Sent): PayloadStep[] {
  const as = ([name, sql]: Column) => named(dialect, sql, identifier(dialect, name));
  const { known, anonymous } = sent.users;
  const id = (entity: string | undefined) =>
    entity === undefined
      ? castAs(dialect, "null", dialect.types.string)
      : takenId(dialect, sent.tool, identifier(dialect, entityColumn(entity)));
  const rows: Column[] = [
    ["event_id", "event_id"],
    ["event_name", nameThere(dialect, sent.names)],
    ["occurred_at", "occurred_at"],
    ["user_id", id(known)],
    ["anonymous_id", id(anonymous)],
    ["properties", "properties"],
    ...(sent.hasRevenue ? [["revenue", "revenue"] as const] : []),
    ["updated_at", "coalesce(loaded_at, occurred_at)"],
  ];
  const quoted = ([name, sql]: Column) => `${sql} as ${dialect.quote}${name}${dialect.quote}`;
  const { columns, exactNames } = shapes[sent.tool];
  return [
    { after: "all_events", columns: rows.map(as) },
    {
      after: "sent",
      columns: columns(dialect, sent).map(exactNames ? quoted : as),
      where: ["coalesce(user_id, anonymous_id) is not null"],
    },
  ];
}

interface Shape {
  /** Whether the tool goes by names as they are written, which some engines fold. */
  readonly exactNames?: true;
  columns(dialect: Dialect, sent: Sent): readonly Column[];
}

const shapes: Readonly<Record<DestinationTool, Shape>> = {
  // https://docs.mixpanel.com/docs/tracking-methods/warehouse-connectors: all other columns would be properties.
  mixpanel: {
    columns: () => [
      ["event", "event_name"],
      ["time", "occurred_at"],
      ["user_id", "user_id"],
      ["device_id", "anonymous_id"],
      ["insert_id", "event_id"],
      ["properties", "properties"],
      ["updated_at", "updated_at"],
    ],
  },
  // https://amplitude.com/docs/data/source-catalog/snowflake
  amplitude: {
    exactNames: true,
    columns: (dialect, { users, hasRevenue }) => [
      ["event_type", "event_name"],
      ["time", dialect.epochMillis("occurred_at")],
      ["user_id", longId(dialect, "user_id", users.known)],
      ["device_id", longId(dialect, "anonymous_id", users.anonymous)],
      ["insert_id", "event_id"],
      ["event_properties", "properties"],
      ...(hasRevenue ? [["revenue", "revenue"] as const] : []),
      ["updated_at", "updated_at"],
    ],
  },
  // https://www.braze.com/docs/user_guide/data/unification/cloud_ingestion/table_setup/: one identifier a row.
  braze: {
    columns: (dialect, { users }) => [
      ["updated_at", "updated_at"],
      ["external_id", "user_id"],
      ["alias_name", "case when user_id is null then anonymous_id end"],
      [
        "alias_label",
        `case when user_id is null then ${literal(dialect, users.anonymous ?? "anonymous")} end`,
      ],
      ["payload", brazeEvent(dialect)],
    ],
  },
  // Columns are mapped there one by one; the first tells its rows apart.
  census: {
    columns: (_, { hasRevenue }) => [
      ["event_id", "event_id"],
      ["event", "event_name"],
      ["occurred_at", "occurred_at"],
      ["user_id", "user_id"],
      ["anonymous_id", "anonymous_id"],
      ["properties", "properties"],
      ...(hasRevenue ? [["revenue", "revenue"] as const] : []),
      ["updated_at", "updated_at"],
    ],
  },
};

/** Whether what an event earned has a column there, and is no property. */
export function hasRevenueColumn(tool: DestinationTool): boolean {
  return tool === "amplitude" || tool === "census";
}

function nameThere(dialect: Dialect, names: ReadonlyMap<string, string>): string {
  if (names.size === 0) return "event";
  const branches = [...names].map(
    ([name, there]) => `when ${literal(dialect, name)} then ${literal(dialect, there)}`,
  );
  return caseOf("case event", [...branches, "else event"]);
}

/** Null for an id that the tool takes for nobody's. */
function takenId(dialect: Dialect, tool: DestinationTool, column: string): string {
  const refused = toolLimits[tool].refusedIds.map((id) => literal(dialect, id));
  const lines = refused.flatMap((_, at) => (at % idsInLine === 0 ? [refused.slice(at, at + idsInLine)] : []));
  const test =
    refused.length === 1 ? `<> ${refused[0]}` : `not in (\n${indent(lines.map(joined).join(",\n"))}\n)`;
  return `case when lower(trim(${column})) ${test} then ${column} end`;
}

const idsInLine = 10;
const joined = (items: readonly string[]): string => items.join(", ");

/** A longer id for one that is too short; what begins like those gets the same, so that no two ids become one. */
function longId(dialect: Dialect, column: string, entity: string | undefined): string {
  const { shortestId } = toolLimits.amplitude;
  if (entity === undefined || shortestId === undefined) return column;
  const prefix = `${entity}:`;
  const length = `${dialect.characters ?? "length"}(${column})`;
  const isShort = `${length} < ${shortestId} or ${column} like ${literal(dialect, `${prefix}%`)}`;
  return caseOf("case", [`when ${isShort} then ${literal(dialect, prefix)} || ${column}`, `else ${column}`]);
}

/** An event as https://www.braze.com/docs/api/objects_filters/event_object has it. */
function brazeEvent(dialect: Dialect): string {
  const time = canonicalText(dialect, "occurred_at", { kind: dialect.eventTime });
  const properties = (dialect.objectsAreTexts && dialect.readJson?.("properties")) ?? "properties";
  return dialect.jsonObject(
    [
      { key: "name", sql: "event_name", type: { kind: "string" } },
      {
        key: "time",
        sql: dialect.eventTime === "instant" ? time : `${time} || 'Z'`,
        type: { kind: "string" },
      },
      { key: "properties", sql: properties, type: { kind: "json" } },
    ],
    list,
  );
}
