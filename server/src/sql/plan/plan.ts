/** What a project means in SQL, before any dialect: plain data that can be written as JSON and read back. */
import type { virtualNames } from "../../project/namesAt.ts";
import type { Literal } from "../../spec/literals.ts";
import type { LayoutName } from "../../spec/projectTypes.ts";
import type { Duration, ValueType } from "../../spec/types.ts";
import type { LogicalType } from "../logicalType.ts";
import type { FromPlan, StandingPlan } from "./fromPlan.ts";
import type { HistoryPlan } from "./historyPlan.ts";
import type { Numbering } from "./numberedBy.ts";
import type { WindowPlan } from "./windowPlan.ts";

export type {
  FromPlan,
  FullPlan,
  OneTablePlan,
  StandingPlan,
  TableName,
  TablePlan,
  UnionColumnPlan,
  UnionPlan,
} from "./fromPlan.ts";
export type { WindowPlan } from "./windowPlan.ts";

export interface Plan {
  /** Version of the language. */
  readonly language: 1;
  readonly relations: readonly RelationPlan[];
}

/** What SQL calls a row that no table has: the event itself, and the parameters of a lookup. */
export type VirtualAlias = keyof typeof virtualNames;

/** An expression of the user's, as written. */
export interface TypedSql {
  readonly sql: string;
  /** Absent where nobody knows it. */
  readonly type?: LogicalType;
  /** A column of the source that the catalog says is never null. */
  readonly notNull?: true;
  /** The virtual aliases that it may speak of; elsewhere these names are a table's or nobody's. */
  readonly virtual?: readonly VirtualAlias[];
  /** It speaks of the event's rows before or after, and is put together once these are known. */
  readonly neighbours?: true;
  /** What the virtual alias `param` holds here, where it differs from the scan's own. */
  readonly parameters?: readonly Parameter[];
}

export interface Parameter {
  readonly name: string;
  readonly sql: string;
  readonly virtual?: readonly VirtualAlias[];
}

/** One query that yields events. */
export interface RelationPlan {
  readonly name: string;
  readonly layout: LayoutName;
  /** Names of the events that it can yield. */
  readonly events: readonly string[];
  /** Spec files that they come from. */
  readonly files: readonly string[];
  /** Entities that get a column. */
  readonly entities: readonly string[];
  /** Typed columns of the layouts `wide` and `per_event`. */
  readonly properties: readonly PropertyColumn[];
  /** Whether the currency of revenue has a column. */
  readonly currency?: true;
  /** Columns have just the types that are promised of them, and no other ones that hold as much. */
  readonly exact?: true;
  readonly numbering?: Numbering;
  /** What reads it goes by the order of its rows. */
  readonly isOrdered?: true;
  /** Of `activity_schema`: entities that stand for the customer. */
  readonly activity?: { readonly customer: string; readonly anonymous?: string };
  /** By what rows without the stream's entity get one. */
  readonly identity?: IdentityPlan;
  readonly scans: readonly Scan[];
  /** ISO 8601 in UTC; the engine's clock when absent. */
  readonly now?: string;
  readonly window: WindowPlan;
}

export interface PropertyColumn {
  readonly name: string;
  /** Of every event that has it; absent where it isn't known. */
  readonly type?: LogicalType;
  /** What the values are cast to, where it was declared. */
  readonly declared?: ValueType;
}

/** Who an anonymous id was, by the events that carry both ids. */
export interface IdentityPlan {
  readonly anonymous: string;
  readonly entity: string;
  /** Events that carry both, without anything else of theirs. All of their rows count, whatever the window. */
  readonly evidence: readonly Scan[];
  /** How long before its evidence an id holds already. */
  readonly beforeSeconds: number;
  /** Whether the first id that is proven holds from the beginning. */
  readonly fromBeginning: boolean;
}

/** Events that are read together: one source, one set of joins. */
export interface Scan {
  readonly from: FromPlan;
  /** What lineage calls the source. */
  readonly source: string;
  readonly timezone: string;
  /** In the order of evaluation. */
  readonly steps: readonly Step[];
  /** Columns of the virtual alias `param`. */
  readonly parameters: readonly Parameter[];
  /** Conditions of all its events. */
  readonly where: readonly string[];
  readonly partition?: PartitionPlan;
  readonly loadedAt?: TypedSql;
  readonly events: readonly EventPlan[];
}

export type Step = ForEachStep | JoinStep | EventJoinStep;

export type ForEachStep = ElementsStep | ColumnsStep;

/** A row for each element of a list. */
export interface ElementsStep {
  readonly kind: "for_each";
  readonly item: string;
  readonly list: TypedSql;
  /** Name of the column that counts from 1. */
  readonly position?: string;
}

/** A row for each of some columns that is not null, with its name and its value. */
export interface ColumnsStep {
  readonly kind: "for_each";
  readonly item: string;
  readonly columns: readonly { readonly name: string; readonly value: TypedSql }[];
}

export interface JoinStep {
  readonly kind: "join";
  readonly from: FromPlan;
  readonly on: string;
  readonly inner: boolean;
  /** It only asks whether there is a row (`semi`), or none (`anti`), and has no columns. */
  readonly filters?: "semi" | "anti";
  readonly asOf?: AsOfPlan;
  readonly fields?: FieldsPlan;
  /** The virtual aliases that its condition and its times may speak of. */
  readonly virtual: readonly VirtualAlias[];
  /** What `param` holds for this join alone, where two lookups call different values by one name. */
  readonly parameters?: readonly Parameter[];
  /** Whether it needs the event's time, `event` or `param`, and so comes after them. */
  readonly late: boolean;
  /** Of events: which of them counts. */
  readonly standing?: StandingPlan;
}

/** A history with a row for each change of a field. */
export interface FieldsPlan {
  readonly name: TypedSql;
  readonly value: TypedSql;
  readonly picks: readonly {
    readonly name: string;
    readonly field: LiteralPlan;
    /** What stands between several values of one time. */
    readonly list?: string;
  }[];
}

/** Another event of the same entity. It becomes a join of a query. */
export interface EventJoinStep {
  readonly kind: "event_join";
  readonly alias: string;
  /** The entity by which it is found, on the side of the row. */
  readonly own: ValuePlan;
  /** The event with what SQL says of it; no scans where it is switched off. */
  readonly relation: RelationPlan;
  /** The columns of its relation that SQL names. */
  readonly columns: readonly string[];
  readonly pick: "last" | "first";
  readonly withinSeconds?: number;
}

export interface AsOfPlan {
  readonly start: TypedSql;
  readonly end?: TypedSql;
  readonly at?: TypedSql;
  /** Of the history's own naive times. */
  readonly timezone: string;
  /** Of `at`'s naive times. */
  readonly atTimezone: string;
}

interface PartitionPlan {
  readonly column: TypedSql;
  readonly within?: Duration;
}

export interface EventPlan {
  readonly name: string;
  /** The names asked for, where that is not all that its rows can bear. */
  readonly only?: readonly string[];
  /** Names with those that they had before: ids are made of the first one. */
  readonly renamed?: readonly { readonly name: string; readonly former: readonly string[] }[];
  readonly version: number;
  readonly at: MomentPlan;
  readonly scheduled: boolean;
  /** Its own conditions. */
  readonly where: readonly string[];
  readonly key: readonly TypedSql[];
  readonly orderBy: readonly OrderingPlan[];
  readonly entities: readonly ValuePlan[];
  readonly properties: readonly ValuePlan[];
  readonly revenue?: TypedSql;
  readonly currency?: ValuePlan;
  readonly link?: TypedSql;
  /** Absent where none of its SQL speaks of other rows. */
  readonly sequence?: SequencePlan;
  readonly changes?: ChangesPlan;
  readonly variants?: VariantsPlan;
  readonly oncePer?: OncePerPlan;
  readonly lookback?: Duration;
  /** Nothing of it: events of all times. */
  readonly history?: HistoryPlan;
  /** Which document gives it, where another declares it: its source is part of its ids then. */
  readonly also?: string;
  /** Switched off: no rows, only its columns. */
  readonly off: boolean;
}

interface OrderingPlan {
  readonly value: TypedSql;
  readonly descending: boolean;
}

interface OncePerPlan {
  readonly key: readonly TypedSql[];
  readonly by: readonly OrderingPlan[];
  readonly keep: "first" | "last" | "only";
  /** Of `only`: what rows of a key must agree on, besides their time. */
  readonly said: readonly ValuePlan[];
}

export interface MomentPlan {
  readonly expression: TypedSql;
  readonly timezone: string;
  readonly nullValues: readonly string[];
}

/** An entity or a property. */
export interface ValuePlan {
  readonly name: string;
  readonly value: TypedSql | { readonly constant: Literal; readonly text: string };
  readonly nullValues: readonly string[];
  /** Of naive sentinels and times. */
  readonly timezone: string;
  readonly declared?: ValueType;
}

export interface LiteralPlan {
  readonly value: Literal;
  /** As written: `00123` stays `00123`. */
  readonly text: string;
}

export interface ChangesPlan {
  readonly value: TypedSql;
  readonly per: readonly TypedSql[];
  readonly from?: readonly LiteralPlan[];
  readonly to?: readonly LiteralPlan[];
}

/** Whose rows follow each other. */
export interface SequencePlan {
  readonly per: readonly TypedSql[];
  /** The properties that other rows are asked for. */
  readonly values: readonly ValuePlan[];
  /** What `changes` compares. */
  readonly value?: TypedSql;
  readonly gapSeconds?: number;
}

export interface VariantsPlan {
  readonly by: TypedSql;
  readonly names: readonly { readonly value: LiteralPlan; readonly event: string }[];
  /** `name`: what other rows are called. Rows without a name are no events; those of `fail`, and of `name`, should have one. */
  readonly otherwise: "fail" | "skip" | { readonly name: TypedSql };
}
