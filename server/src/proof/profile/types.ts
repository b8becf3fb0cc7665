/** What an event's rows are like, as plain data: for reports, hints and hover. */
export interface EventProfile {
  readonly events: number;
  /** ISO 8601 in UTC; absent where there are no events. */
  readonly first?: string;
  readonly last?: string;
  /** Days that have events, by the clocks of the event's zone, in order. */
  readonly days: readonly { readonly day: string; readonly events: number }[];
  readonly columns: readonly ColumnProfile[];
  /** Columns that are too many to be looked at. */
  readonly unseen: readonly string[];
}

export interface ColumnProfile {
  readonly name: string;
  readonly of: "event" | "entity" | "property" | "standard";
  /** As the language writes it; absent where nobody knows it. */
  readonly type?: string;
  readonly nulls: number;
  /** Different values, null not among them. */
  readonly distinct: number;
  /** As text; absent where there is no value, or where values can't be put in an order. */
  readonly min?: string;
  readonly max?: string;
  /** The most frequent values, as text, the most frequent first; none where values hardly repeat. */
  readonly top: readonly { readonly value: string; readonly events: number }[];
  /** Values are not for everybody's eyes: they were not asked for, and dots stand in their place. */
  readonly masked: boolean;
}
