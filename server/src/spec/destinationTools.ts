/** What tools take of the events that they import, as their own pages say it. Plain data. */

export const destinationTools = ["mixpanel", "amplitude", "braze", "census"] as const;
export type DestinationTool = (typeof destinationTools)[number];

export interface ToolLimits {
  /** As the tool calls itself. */
  readonly title: string;
  /** Ids that stand for nobody there, in lower case: an event of such a user is refused, or nobody's. */
  readonly refusedIds: readonly string[];
  /** Characters of an id; a shorter one is dropped. */
  readonly shortestId?: number;
  /** Properties that an event may have. */
  readonly mostProperties?: number;
  /** Names of properties that mean something else there. */
  readonly reserved?: RegExp;
}

/** What programs write where they have no id. https://docs.mixpanel.com/docs/tracking-methods/id-management */
const nobody = [
  ...["", "-1", "0", "00000000-0000-0000-0000-000000000000", "<nil>", "[]", "{}", "anon", "anonymous"],
  ...["false", "lmy47d", "n/a", "na", "nan", "nil", "none", "null", "true", "undefined", "unknown"],
];

export const toolLimits: Readonly<Record<DestinationTool, ToolLimits>> = {
  // Fewer than 255 properties, five of which are the event's time, its id and those of its user.
  // https://developer.mixpanel.com/reference/import-events
  mixpanel: {
    title: "Mixpanel",
    refusedIds: nobody,
    mostProperties: 249,
    reserved: /^(\$|mp_|(distinct_id|ip|time|token)$)/i,
  },
  // https://amplitude.com/docs/apis/analytics/http-v2
  amplitude: { title: "Amplitude", refusedIds: nobody, shortestId: 5 },
  // https://www.braze.com/docs/api/objects_filters/event_object
  braze: { title: "Braze", refusedIds: [""], reserved: /^(\$|(event_name|time)$)/i },
  census: { title: "Census", refusedIds: [""] },
};

/** In: the type of a destination. Out: `undefined` for a tool that imports no rows of ours. */
export function destinationToolOf(type: string | undefined): DestinationTool | undefined {
  return destinationTools.find((tool) => tool === type);
}
