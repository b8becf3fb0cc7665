/** Columns that every event has, beside one per entity and its properties. */
export const standardColumns = [
  "event_id",
  "event",
  "event_version",
  "occurred_at",
  "properties",
  "revenue",
  "link",
  "source",
  "source_key",
  "loaded_at",
  "occurrence",
  "next_at",
] as const;
