/** Steps after which rows depend on each other, or get their name from a column: `changes`, `sequence`, `variants` and `once_per`, in this order. */
import type { Dialect } from "../dialects/dialect.ts";
import type { ChangesPlan, EventPlan, LiteralPlan } from "../plan/plan.ts";
import { fromsOf } from "../plan/scanSql.ts";
import { activityConditions } from "./activity.ts";
import { joinedKey } from "./canonical.ts";
import { namesOf } from "./generatedNames.ts";
import { resultNames } from "./layouts.ts";
import { isOneOf } from "./literals.ts";
import { decidingOrder, ordering, over } from "./ordering.ts";
import type { Query, Steps } from "./query.ts";
import type { Renderer } from "./renderer.ts";
import { ownName, type Row } from "./row.ts";
import { afterSequence } from "./sequence.ts";
import { literal } from "./sqlText.ts";
import type { TypedText } from "./typedText.ts";
import { variantName } from "./variantName.ts";
import { inWindow } from "./windowed.ts";

/** In: a query of one event's rows that have happened, and whether they are numbered later. */
export function dependentRows(whole: Renderer, steps: Steps, event: EventPlan, rows: Query): Query {
  const renderer = { ...whole, dialect: besideResult(whole) };
  const { dialect, relation } = renderer;
  const isNumbered = relation.numbering !== undefined || relation.isOrdered === true;
  const isOrdered = isNumbered || event.oncePer !== undefined;
  const isFollowed = isOrdered || event.sequence !== undefined;
  let query = rows;
  if (event.changes) query = afterChanges(dialect, withoutOrder(steps, !isFollowed), event.changes, query);
  if (event.sequence) {
    query = afterSequence(renderer, steps, event, query);
    if (isCutLater(renderer, event, query.row) || isRepeated(dialect, event))
      query = withoutOrder(steps, !isOrdered).after(query, "sequenced").query;
  }
  if (event.variants) query = afterVariants(dialect, withoutOrder(steps, !isOrdered), event, query);
  if (event.oncePer) query = afterOncePer(dialect, withoutOrder(steps, !isNumbered), event, query);
  return query;
}

/** Without what stands behind the result's columns, where one of these hides a table that the author's SQL speaks of. */
function besideResult({ dialect, relation, scan }: Renderer): Dialect {
  if (!dialect.resultHidesTables) return dialect;
  const tables = new Set(fromsOf(scan).flatMap((from) => namesOf(from).map((name) => name.toLowerCase())));
  if (!resultNames(relation).some((name) => tables.has(name.toLowerCase()))) return dialect;
  const { qualify: _, namedWindows: __, ...rest } = dialect;
  return rest;
}

/** Whether rows that others speak of are left out by conditions of the same query. Variants are told by a query after it. */
function isCutLater(renderer: Renderer, event: EventPlan, row: Row): boolean {
  if (event.variants) return false;
  const cuts = [...inWindow(renderer, event, row.time), ...activityConditions(renderer.relation, row)];
  return event.oncePer !== undefined || cuts.length > 0;
}

/** Without names, windows stand in each value: they are columns first, before JSON is made of them. Variants are told by a query after it. */
function isRepeated({ namedWindows }: Dialect, { variants }: EventPlan): boolean {
  return !namedWindows && variants === undefined;
}

/** Steps that carry no further what rows were ordered by. */
function withoutOrder(steps: Steps, isLast: boolean): Steps {
  if (!isLast) return steps;
  return {
    after: (query, ...rest) => steps.after({ ...query, row: { ...query.row, orderBy: [] } }, ...rest),
  };
}

function afterChanges(dialect: Dialect, steps: Steps, changes: ChangesPlan, query: Query): Query {
  const { row } = query;
  if (!row.change) return query;
  const window = over(
    row.per.map(({ sql }) => sql),
    ordering(dialect, row),
  );
  const lag = (sql: string) => `lag(${dialect.toNullable?.(sql) ?? sql}) ${window}`;
  const before = { sql: lag(row.change.sql), type: row.change.type };
  const conditions = changed(dialect, changes, row.change, before);
  const isSaidOnce = conditions.join(" ").split(before.sql).length === 2;
  if (dialect.qualify && isSaidOnce && !comesFromNull(changes)) return { ...query, qualify: conditions };
  const columns = [
    { name: `${ownName(dialect, row.change.sql) ?? "value"}_before`, sql: before.sql },
    ...(comesFromNull(changes) ? [{ name: "is_first", sql: `${lag("1")} is null` }] : []),
  ];
  const { query: next, names } = steps.after({ ...query, row: { ...row, per: [] } }, "changes", columns);
  const value = next.row.change ?? row.change;
  const known = { sql: names[0] ?? "null", type: before.type };
  const first = names[1] === undefined ? [] : [`not ${names[1]}`];
  return { ...next, where: [...changed(dialect, changes, value, known), ...first] };
}

/** A null among `from` does not mean "no row before". */
const comesFromNull = ({ from }: ChangesPlan) => from?.some(({ value }) => value === null) ?? false;

/** A change in the wanted direction. The first row of all changes from null, unless `from` is given: then it changes from nothing. */
function changed(dialect: Dialect, changes: ChangesPlan, value: TypedText, before: TypedText): string[] {
  const { from, to } = changes;
  return [
    ...(to ? [isOneOf(dialect, value, to)] : []),
    ...(from ? [isOneOf(dialect, before, from)] : []),
    ...(areApart(changes) ? [] : [dialect.isDistinct(value.sql, before.sql)]),
  ];
}

/** Whether no value is in both, so that one of each is a change. */
function areApart({ from, to }: ChangesPlan): boolean {
  const isSame = (one: LiteralPlan, other: LiteralPlan) =>
    one.text === other.text ||
    (one.value !== null && Number(one.value) === Number(other.value)) ||
    one.value === other.value;
  return (
    from !== undefined && to !== undefined && !from.some((one) => to.some((other) => isSame(one, other)))
  );
}

function afterVariants(dialect: Dialect, steps: Steps, event: EventPlan, { row, ...rest }: Query): Query {
  const { variants } = event;
  if (!row.variant || !variants) return { ...rest, row };
  const name = variantName(dialect, variants, row.variant, row.otherName);
  const named = { ...row, event: name, variant: undefined, otherName: undefined };
  const { query } = steps.after({ ...rest, row: named }, "named");
  const wanted = event.only?.map((one) => literal(dialect, one)).join(", ");
  const isWanted = wanted === undefined ? "is not null" : `in (${wanted})`;
  return { ...query, where: [`${query.row.event} ${isWanted}`] };
}

function afterOncePer(dialect: Dialect, steps: Steps, event: EventPlan, rows: Query): Query {
  // What is left out by a window must not be counted by the next.
  const query = rows.qualify.length > 0 ? steps.after(rows, "changes").query : rows;
  const { row } = query;
  const per = row.once.map(({ sql }) => sql);
  const partition = event.variants ? [row.event, ...per] : per;
  const place = `row_number() ${over(partition, decidingOrder(dialect, row, event.oncePer?.keep === "last"))}`;
  const where = [...query.where, anyKnown(row)];
  if (event.oncePer?.keep === "only") return agreeing(dialect, steps, { ...query, where }, event);
  if (dialect.qualify) return { ...query, where, qualify: [`${place} = 1`] };
  const next = steps.after({ ...query, where }, "ranked", [{ name: "place", sql: place }]);
  return { ...next.query, where: [`${next.names[0]} = 1`] };
}

/** One row of each key whose rows all say the same. */
function agreeing(dialect: Dialect, steps: Steps, query: Query, event: EventPlan): Query {
  const { onceSaid, time } = query.row;
  const text = joinedKey(dialect, [{ sql: time.utc, type: { kind: dialect.eventTime } }, ...onceSaid]);
  const compared = steps.after(query, "compared", [{ name: "said", sql: text }]);
  const { row } = compared.query;
  const per = row.once.map(({ sql }) => sql);
  const partition = event.variants ? [row.event, ...per] : per;
  const [said = "null"] = compared.names;
  const ofKey = `over (partition by ${partition.join(", ")})`;
  const place = `row_number() ${over(partition, ordering(dialect, row))}`;
  const least = `min(${said}) ${ofKey}`;
  const most = `max(${said}) ${ofKey}`;
  if (dialect.qualify) return { ...compared.query, qualify: [`${place} = 1`, `${least} = ${most}`] };
  const next = steps.after(compared.query, "ranked", [
    { name: "place", sql: place },
    { name: "least_said", sql: least },
    { name: "most_said", sql: most },
  ]);
  const [first, smallest, greatest] = next.names;
  return { ...next.query, where: [`${first} = 1`, `${smallest} = ${greatest}`] };
}

function anyKnown({ once }: Row): string {
  const known = once.map(({ sql }) => `${sql} is not null`);
  return known.length > 1 ? `(${known.join(" or ")})` : known.join("");
}
