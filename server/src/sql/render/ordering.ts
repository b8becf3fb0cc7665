/** In which order rows of events come, and their numbers. */
import type { Dialect } from "../dialects/dialect.ts";
import { indent, lineWidth } from "../layout.ts";
import { operand } from "./embed.ts";
import type { OrderedText, Row } from "./row.ts";
import type { TypedText } from "./typedText.ts";

/** What rows are ordered by, and what stands behind it. */
interface OrderItem {
  readonly sql: string;
  readonly suffix: string;
}

/** Moment, then what orders rows of one moment, then the key; the same order on every engine. Times and keys are known. */
export function ordering(dialect: Dialect, row: Row): string[] {
  return written(eventOrder(dialect, row, "asc"));
}

/** The order by which the first row of each `once_per` key counts: what decides before all else, then the event's own, turned round for the last. */
export function decidingOrder(dialect: Dialect, row: Row, isTurned: boolean): string[] {
  const by = row.onceBy.map((value) =>
    decidedBy(dialect, value, value.descending === isTurned ? "asc" : "desc"),
  );
  return written([...by, ...eventOrder(dialect, row, isTurned ? "desc" : "asc")]);
}

/** Each value once: after its first place there is nothing left for it to decide. */
function written(items: readonly OrderItem[]): string[] {
  const firsts = new Map(items.toReversed().map((item) => [item.sql, item]));
  return items.filter((item) => firsts.get(item.sql) === item).map(({ sql, suffix }) => sql + suffix);
}

function eventOrder(dialect: Dialect, { time, orderBy, key }: Row, direction: "asc" | "desc"): OrderItem[] {
  const suffix = direction === "asc" ? "" : " desc";
  return [
    { sql: time.sql, suffix },
    ...orderBy.map((value) => ordered(dialect, value, direction)),
    ...key.map((value) => ({ sql: sortable(dialect, value), suffix })),
  ];
}

/** Null comes last whatever the direction, and first where all is turned round. */
function ordered(dialect: Dialect, value: OrderedText, direction: "asc" | "desc"): OrderItem {
  const sql = sortable(dialect, value);
  if (value.descending) return { sql, suffix: direction === "asc" ? " desc nulls last" : " nulls first" };
  return { sql, suffix: `${direction === "asc" ? "" : " desc"}${nullsWhere(dialect, direction)}` };
}

/** A null never decides, where another row has a value. */
function decidedBy(dialect: Dialect, value: TypedText, direction: "asc" | "desc"): OrderItem {
  const suffix = direction === "asc" ? nullsWhere(dialect, "asc") : " desc nulls last";
  return { sql: sortable(dialect, value), suffix };
}

/** `over` and what stands in it; `longest`: how many characters of it stand on one line. */
export function over(
  partition: readonly string[],
  order: readonly string[],
  longest: number = longestWindow,
): string {
  return `over (${windowOf(partition, order, longest)})`;
}

/** What stands in the parentheses of a window: on one line where it fits. */
function windowOf(
  partition: readonly string[],
  order: readonly string[],
  longest: number = longestWindow,
): string {
  const per = partition.length > 0 ? [`partition by ${partition.join(", ")}`] : [];
  const by = order.length > 0 ? [`order by ${order.join(", ")}`] : [];
  const line = [...per, ...by].join(" ");
  if (line.length <= longest) return line;
  const broken = by.map((text) =>
    text.length <= lineWidth ? text : `order by\n${indent(order.join(",\n"))}`,
  );
  return `\n${indent([...per, ...broken].join("\n"))}\n`;
}

/** A window that several values of a query speak of. */
export interface SharedWindow {
  /** What stands behind the function. */
  readonly over: string;
  /** What the query says of it, where it has a name. */
  readonly named: readonly string[];
}

/** In: its name, what stands in its parentheses, and what of it counts for a row. */
export function sharedWindow(
  { namedWindows }: Dialect,
  name: string,
  [partition, order]: readonly [readonly string[], readonly string[]],
  frame?: string,
): SharedWindow {
  const inside = [windowOf(partition, order), ...(frame === undefined ? [] : [frame])].join(" ");
  return namedWindows
    ? { over: `over ${name}`, named: [`${name} as (${inside})`] }
    : { over: `over (${inside})`, named: [] };
}

/** It stands behind other things. Characters. */
const longestWindow = 80;

/** Texts by their bytes, as on every engine; an enumeration as its type says. */
function sortable(dialect: Dialect, { sql, type }: TypedText): string {
  return type?.kind === "string" && !type.isEnum ? dialect.byBytes(operand(dialect, sql)) : sql;
}

/** Null comes last, and first where all is turned round; said only where the engine does otherwise. */
function nullsWhere({ nulls }: Dialect, direction: "asc" | "desc"): string {
  if (nulls === "largest") return "";
  if (direction === "desc") return " nulls first";
  return nulls === "smallest" ? " nulls last" : "";
}
