/** What an event's columns are made of, in terms of the tables of a query, before ids, JSON and texts are made of it. */
import { entityColumn } from "../../project/eventColumns.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { EventPlan, RelationPlan, TypedSql } from "../plan/plan.ts";
import { plainColumn } from "../reader/namesUsed.ts";
import { embed } from "./embed.ts";
import { keptColumns } from "./keptColumns.ts";
import type { Renderer } from "./renderer.ts";
import { literal } from "./sqlText.ts";
import { type Time, timeOfSql, utcTime } from "./time.ts";
import { type TypedText, withoutEnum } from "./typedText.ts";
import { asMoney, typedValue } from "./values.ts";

export interface Row {
  /** The event's name; a literal where it is the same for all rows. */
  readonly event: string;
  readonly version: string;
  readonly time: Time;
  /** By the relation's entities; absent where no event has it. */
  readonly entities: readonly (TypedText | undefined)[];
  /** Whether the stream's entity comes from an identity; absent where no row can get it there. */
  readonly resolved?: string;
  readonly properties: readonly RowProperty[];
  readonly revenue: string | undefined;
  /** Absent where the relation has no column for it. */
  readonly currency: TypedText | undefined;
  readonly link: TypedText | undefined;
  readonly loadedAt: string | undefined;
  readonly key: readonly TypedText[];
  /** Of events whose rows are compared with each other. */
  readonly orderBy: readonly OrderedText[];
  /** What `changes` compares, and within what. */
  readonly change: TypedText | undefined;
  readonly per: readonly TypedText[];
  /** Of events whose values speak of other rows. */
  readonly sequence: RowSequence | undefined;
  readonly variant: TypedText | undefined;
  /** The name of rows that no variant has. */
  readonly otherName: TypedText | undefined;
  readonly once: readonly TypedText[];
  /** What decides which row of `once` counts, before all else. */
  readonly onceBy: readonly OrderedText[];
  /** What rows of `once` must agree on, where none decides. */
  readonly onceSaid: readonly TypedText[];
}

/** What rows are ordered by. */
export interface OrderedText extends TypedText {
  readonly descending: boolean;
}

/** What values that speak of other rows are still to be made of. */
interface RowSequence {
  readonly per: readonly TypedText[];
  /** The properties that other rows are asked for. */
  readonly values: readonly RowProperty[];
  /** What `changes` compares. */
  readonly value: TypedText | undefined;
  /** Columns of the source that those values name, by how they name them. */
  readonly kept: readonly { readonly name: string; readonly sql: string }[];
}

export interface RowProperty extends TypedText {
  readonly name: string;
  /** The events that have this value; absent where all do. */
  readonly events?: readonly string[];
}

/** Of an event that has its query to itself. In: its time, as it is had there. */
export function rowOf({ dialect, relation, scan }: Renderer, event: EventPlan, time: Time): Row {
  const asTyped = (sql: TypedSql): TypedText => ({
    sql: embed(dialect, sql),
    type: sql.type,
    ...(sql.notNull && { notNull: true }),
  });
  const typed = (sql: TypedSql) => withoutEnum(dialect, asTyped(sql));
  const ordered = ({ value, descending }: EventPlan["orderBy"][number]) => ({
    ...asTyped(value),
    descending,
  });
  const isOrdered =
    event.sequence ?? event.changes ?? event.oncePer ?? relation.numbering ?? relation.isOrdered;
  const { sequence, variants: { otherwise } = {} } = event;
  return {
    event: literal(dialect, event.name),
    version: String(event.version),
    time,
    entities: relation.entities.map((name) => entityValue(dialect, event, name)),
    properties: event.properties.map((plan) => ({ name: plan.name, ...typedValue(dialect, plan) })),
    revenue: event.revenue && asMoney(dialect, event.revenue),
    currency: relation.currency && event.currency && typedValue(dialect, event.currency),
    link: event.link && typed(event.link),
    loadedAt: scan.loadedAt && timeOfSql(dialect, scan.loadedAt, scan.timezone).utc,
    key: event.key.map(typed),
    // An enumeration is ordered as its type says, not as its texts are.
    orderBy: isOrdered ? event.orderBy.map(ordered) : [],
    change: event.changes && typed(event.changes.value),
    per: (event.changes?.per ?? []).map(typed),
    sequence: sequence && {
      per: sequence.per.map(typed),
      values: sequence.values.map((plan) => ({ name: plan.name, ...typedValue(dialect, plan) })),
      value: sequence.value && typed(sequence.value),
      kept: keptColumns(dialect, scan),
    },
    variant: event.variants && typed(event.variants.by),
    otherName: typeof otherwise === "object" ? typed(otherwise.name) : undefined,
    once: (event.oncePer?.key ?? []).map(typed),
    onceBy: (event.oncePer?.by ?? []).map(ordered),
    onceSaid: (event.oncePer?.said ?? []).map((plan) => typedValue(dialect, plan)),
  };
}

function entityValue(dialect: Dialect, event: EventPlan, name: string): TypedText | undefined {
  const plan = event.entities.find((entity) => entity.name === name);
  return plan && typedValue(dialect, plan);
}

/** Makes a column of a value. Out: what it is called from then on. */
export type Carry = (sql: string, wanted: string) => string;

/** The row once its values are columns. In: the relation's entities tell their names. */
export function carriedRow(dialect: Dialect, { entities }: RelationPlan, row: Row, carry: Carry): Row {
  const text = (value: TypedText | undefined, wanted: string) =>
    value && { ...value, sql: carry(value.sql, wanted) };
  const all = <T extends TypedText>(values: readonly T[], wanted: string) =>
    values.map((value) => ({ ...value, sql: carry(value.sql, ownName(dialect, value.sql) ?? wanted) }));
  const one = (value: TypedText | undefined, wanted: string) =>
    text(value, (value && ownName(dialect, value.sql)) ?? wanted);
  return {
    ...row,
    event: carry(row.event, "event"),
    version: carry(row.version, "event_version"),
    time: utcTime(dialect, carry(row.time.utc, "occurred_at")),
    entities: row.entities.map((value, at) => text(value, entityColumn(entities[at] ?? ""))),
    ...(row.resolved !== undefined && { resolved: carry(row.resolved, "resolved") }),
    properties: row.properties.map((value) => ({ ...value, sql: carry(value.sql, value.name) })),
    revenue: row.revenue && carry(row.revenue, "revenue"),
    currency: text(row.currency, "currency"),
    link: text(row.link, "link"),
    loadedAt: row.loadedAt && carry(row.loadedAt, "loaded_at"),
    key: all(row.key, "key_value"),
    orderBy: all(row.orderBy, "order_value"),
    change: one(row.change, "changed_value"),
    per: all(row.per, "per_value"),
    sequence: row.sequence && {
      per: all(row.sequence.per, "per_value"),
      values: row.sequence.values.map((value) => ({ ...value, sql: carry(value.sql, value.name) })),
      value: one(row.sequence.value, "changed_value"),
      kept: row.sequence.kept.map(({ name, sql }) => ({
        name,
        sql: carry(sql, ownName(dialect, name) ?? "kept_value"),
      })),
    },
    variant: one(row.variant, "variant"),
    otherName: one(row.otherName, "other_name"),
    once: all(row.once, "once_value"),
    onceBy: all(row.onceBy, "by_value"),
    onceSaid: all(row.onceSaid, "said_value"),
  };
}

/** What a column is called that stands alone; `undefined` for what is none, or has a name that is not plain. */
export function ownName(dialect: Dialect, sql: string): string | undefined {
  const name = plainColumn(sql, dialect.name)?.at(-1);
  return name !== undefined && dialect.plainName.test(name) ? name : undefined;
}
