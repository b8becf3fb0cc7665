/** What spec files say, as plain located data: no merging of defaults, no reference resolved. Keys are explained in schemas/. */
import type { Finding, Located, Span } from "../document/types.ts";
import type { Example } from "./exampleTypes.ts";
import type { Deprecation, Destination, Proposal } from "./governanceTypes.ts";
import type { History } from "./historyTypes.ts";
import type { LocatedLiteral } from "./literals.ts";
import type {
  Duration,
  EachTable,
  ForEach,
  Join,
  LookupUse,
  NamedTable,
  Source,
  SqlText,
} from "./sourceTypes.ts";

export type {
  AsOf,
  Duration,
  DurationUnit,
  EachTable,
  Fields,
  ForEach,
  FullMember,
  FullSource,
  Join,
  JoinedEvent,
  LookupUse,
  NamedTable,
  QuerySource,
  Source,
  SqlText,
  TableReference,
  TableSource,
  UnionMember,
  UnionSource,
  WrittenTable,
} from "./sourceTypes.ts";

export interface Partition {
  readonly column: SqlText;
  readonly within?: Located<Duration>;
  readonly span: Span;
}

/** `{name: null}` in YAML (`~`) removes an inherited one: then `sql` is absent. */
export interface EntityUse {
  readonly name: Located<string>;
  readonly sql?: SqlText;
  readonly span: Span;
}

export type Privacy = "public" | "internal" | "personal" | "sensitive";
export type Tier = "core" | "standard" | "experimental";
export type Origin = "warehouse" | "tracked" | "server";

/** `scale` is absent for a plain `decimal`. */
export type ValueType =
  | {
      readonly kind: "string" | "integer" | "float" | "boolean" | "date" | "timestamp" | "json";
    }
  | { readonly kind: "decimal"; readonly precision?: number; readonly scale?: number }
  | { readonly kind: "list"; readonly of: ValueType };

export interface Property {
  readonly name: Located<string>;
  /** One of `sql` and `constant`; neither while half typed; `removed` when written as `~`. */
  readonly sql?: SqlText;
  readonly constant?: LocatedLiteral;
  readonly removed?: true;
  /** Whether it was written in the short form, `name: sql`. */
  readonly short: boolean;
  /** It stands under `values`, where nothing but its value can be said. */
  readonly fixed?: true;
  readonly type?: Located<ValueType>;
  readonly description?: Located<string>;
  readonly unit?: Located<string>;
  readonly required?: Located<boolean>;
  readonly values?: readonly LocatedLiteral[];
  readonly privacy?: Located<Privacy>;
  readonly tests: readonly EventTest[];
  readonly span: Span;
}

export interface Moment {
  readonly sql?: SqlText;
  readonly timezone?: Located<string>;
  readonly nullValues?: readonly LocatedLiteral[];
  readonly span: Span;
}

export interface Changes {
  readonly value: SqlText;
  readonly per: readonly SqlText[];
  /** Absent means any. */
  readonly from?: readonly LocatedLiteral[];
  readonly to?: readonly LocatedLiteral[];
  readonly span: Span;
}

/** Whose rows follow each other. */
export interface Sequence {
  readonly per: readonly SqlText[];
  /** More than this between two rows parts sessions. */
  readonly gap?: Located<Duration>;
  readonly span: Span;
}

export interface Variant {
  readonly value: LocatedLiteral;
  readonly event: Located<string>;
  readonly description?: Located<string>;
  /** Its former names, the first one first. */
  readonly formerly?: readonly Located<string>[];
  readonly span: Span;
}

export interface Variants {
  readonly by: SqlText;
  readonly names: readonly Variant[];
  /** `name`: SQL that names the other rows. */
  readonly otherwise: "fail" | "skip" | { readonly name: SqlText };
  readonly span: Span;
}

/** What rows are ordered by. */
export interface Ordering {
  readonly sql: SqlText;
  /** The greatest value comes first. */
  readonly descending: boolean;
}

export interface OncePer {
  readonly key: readonly SqlText[];
  /** Before time, `order_by` and key. */
  readonly by: readonly Ordering[];
  /** `only`: any, where all say the same. */
  readonly keep: "first" | "last" | "only";
  readonly span: Span;
}

/** In which currency an event's revenue is. */
export type Currency =
  /** A code of ISO 4217. */
  { readonly kind: "code"; readonly code: Located<string> } | { readonly kind: "sql"; readonly sql: SqlText };

/** Names and SQL in tests are the columns of the event's `per_event` relation. */
export type EventTest =
  | { readonly kind: "not_null"; readonly columns: readonly Located<string>[]; readonly span: Span }
  | { readonly kind: "unique"; readonly columns: readonly Located<string>[]; readonly span: Span }
  | {
      readonly kind: "volume";
      readonly per: Located<"hour" | "day" | "week" | "month">;
      readonly min?: number;
      readonly max?: number;
      /** How far the newest period may be from the usual number, in standard deviations that single days don't move. */
      readonly unusual?: number;
      readonly span: Span;
    }
  | { readonly kind: "fresh"; readonly within: Located<Duration>; readonly span: Span }
  | {
      readonly kind: "follows";
      readonly event: Located<string>;
      /** `key`, or an entity or property that both carry. */
      readonly by: Located<string>;
      /** A fraction: 1 % is 0.01. */
      readonly tolerance: number;
      /** How long before it the other event may have happened at most. */
      readonly within?: Located<Duration>;
      readonly span: Span;
    }
  | { readonly kind: "rows"; readonly name?: Located<string>; readonly where: SqlText; readonly span: Span };

/** By how much two numbers may differ. */
export interface Tolerance {
  /** `share`: a fraction of the expected number; `amount`: as it is. */
  readonly of: "share" | "amount";
  readonly value: number;
}

export interface Reconciliation {
  readonly name?: Located<string>;
  readonly sql: SqlText;
  readonly tables: readonly NamedTable[];
  readonly measure: { readonly kind: "count" } | { readonly kind: "sum"; readonly property: Located<string> };
  readonly per?: Located<"day" | "week" | "month">;
  readonly tolerance: Tolerance;
  /** A column of the query that holds the key of what is counted. */
  readonly key?: Located<string>;
  readonly span: Span;
}

export interface TrackedAs {
  readonly event: Located<string>;
  readonly by?: Located<string>;
  /** The share of true events that must be tracked at least. A fraction: 95 % is 0.95. */
  readonly coverage?: number;
  readonly span: Span;
}

/** Keys that a document may give as defaults and an event may give for itself. */
export interface SharedKeys {
  readonly owner?: Located<string>;
  readonly entities: readonly EntityUse[];
  readonly goals?: readonly Located<string>[];
  readonly consumers?: readonly Located<string>[];
  readonly tier?: Located<Tier>;
  readonly tags?: readonly Located<string>[];
  readonly properties: readonly Property[];
  readonly lookback?: Located<Duration>;
  readonly history?: History;
  readonly sendTo?: readonly Destination[];
}

export interface EventDefinition extends SharedKeys {
  readonly name: Located<string>;
  /** From the name to the last line of the definition. */
  readonly span: Span;
  readonly description?: Located<string>;
  /** Its former names, the first one first; of an event with variants each of these has its own. */
  readonly formerly?: readonly Located<string>[];
  /** Whether another document declares the event, and this one gives it, too. */
  readonly also?: Located<boolean>;
  readonly at?: Moment;
  readonly scheduled?: Located<boolean>;
  readonly where?: SqlText;
  readonly key?: readonly SqlText[];
  readonly forEach?: readonly ForEach[];
  readonly orderBy?: readonly Ordering[];
  readonly sequence?: Sequence;
  readonly changes?: Changes;
  readonly variants?: Variants;
  readonly oncePer?: OncePer;
  readonly revenue?: SqlText;
  readonly currency?: Currency;
  readonly link?: SqlText;
  readonly proposed?: Proposal;
  readonly deprecated?: Deprecation;
  readonly expires?: Located<string>;
  readonly version?: Located<number>;
  readonly tests: readonly EventTest[];
  readonly examples: readonly Example[];
  readonly reconcile: readonly Reconciliation[];
  readonly trackedAs?: TrackedAs;
}

/** One YAML document of an event-spec file: a source and the events in it. */
export interface SpecDocument {
  readonly span: Span;
  /** Its title, for people. */
  readonly name?: Located<string>;
  readonly description?: Located<string>;
  readonly source?: Source;
  /** Instead of a source: see `documentsOf`. */
  readonly each?: EachTable;
  readonly alias?: Located<string>;
  readonly key: readonly SqlText[];
  readonly timezone?: Located<string>;
  readonly nullValues?: readonly LocatedLiteral[];
  readonly where?: SqlText;
  readonly joins: readonly Join[];
  readonly forEach: readonly ForEach[];
  readonly lookups: readonly LookupUse[];
  readonly partition?: Partition;
  readonly orderBy: readonly Ordering[];
  readonly sequence?: Sequence;
  readonly loadedAt?: SqlText;
  readonly enabled: readonly Located<string>[];
  readonly origin?: Located<Origin>;
  readonly defaults: SharedKeys;
  readonly events: readonly EventDefinition[];
}

export interface SpecFile {
  readonly file: string;
  readonly documents: readonly SpecDocument[];
  readonly findings: readonly Finding[];
}
