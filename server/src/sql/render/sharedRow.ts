/** Several events of one source: each row of it is tried for every one of them. */
import type { LogicalType } from "../logicalType.ts";
import type { EventPlan } from "../plan/plan.ts";
import { idText } from "./canonical.ts";
import { condition, isOperand } from "./embed.ts";
import type { GeneratedNames } from "./generatedNames.ts";
import { hasTypedColumns } from "./layouts.ts";
import type { Renderer, ScanRenderer } from "./renderer.ts";
import { type Row, type RowProperty, rowOf } from "./row.ts";
import { caseOf, literal } from "./sqlText.ts";
import { isComparable, type Time, timeOfMoment, utcTime } from "./time.ts";
import type { TypedText } from "./typedText.ts";

type NamedScan = Pick<ScanRenderer, "dialect" | "names" | "scan">;

/** A value by the names of the events that have it. */
interface Branch {
  readonly event: string;
  readonly sql: string;
}

/** One expression for all events: the same where they agree, else by the event that a row is tried for; null for those that have none. */
function choose({ dialect, names, scan }: NamedScan, sqls: readonly (string | undefined)[]): string {
  const branches = scan.events.flatMap(({ name }, at): Branch[] => {
    const sql = sqls[at];
    return sql === undefined ? [] : [{ event: name, sql }];
  });
  const distinct = new Set(branches.map(({ sql }) => sql));
  const [first] = branches;
  if (first === undefined) return "null";
  if (distinct.size === 1 && branches.length === scan.events.length) return first.sql;
  const event = eventColumn(names);
  if (distinct.size === 1) {
    const wanted = branches.map((branch) => literal(dialect, branch.event));
    const test = wanted.length === 1 ? `= ${wanted.join("")}` : `in (${wanted.join(", ")})`;
    return caseOf("case", [`when ${event} ${test} then ${first.sql}`]);
  }
  return caseOf(
    `case ${event}`,
    branches.map((branch) => `when ${literal(dialect, branch.event)} then ${branch.sql}`),
  );
}

/** The column that says which event a row is tried for. */
function eventColumn({ step }: GeneratedNames): string {
  return `${step.alias}.${step.event}`;
}

/** The time of whichever event a row is tried for. */
export function sharedTime(renderer: NamedScan): Time {
  const { dialect, names } = renderer;
  const times = eventTimes(renderer);
  const [first, ...more] = times;
  if (first && more.length === 0) return first;
  const values = asWritten(times) ? times.map(({ sql }) => sql) : times.map(({ utc }) => utc);
  const sql = dialect.stepTimes ? `${names.step.alias}.${names.step.time}` : choose(renderer, values);
  if (!first || !asWritten(times)) return utcTime(dialect, sql);
  const { type, timezone } = first;
  return { sql, type, timezone, utc: dialect.toInstant(sql, type, timezone, isOperand(dialect, sql)) };
}

/** What `from` makes several rows of each by: the events' names, and their times where the dialect has them there. */
export function stepRows(renderer: NamedScan): { readonly event: string; readonly time: string }[] {
  const times = eventTimes(renderer);
  const written = asWritten(times);
  return renderer.scan.events.map(({ name }, at) => ({
    event: literal(renderer.dialect, name),
    time: (written ? times[at]?.sql : times[at]?.utc) ?? "null",
  }));
}

function eventTimes({ dialect, scan }: NamedScan): Time[] {
  return scan.events.map(({ at }) => timeOfMoment(dialect, at));
}

/** Whether they are one type of time in one zone, so that one conversion is enough. */
function asWritten(times: readonly Time[]): boolean {
  const kinds = new Set(times.map(({ type, timezone }) => `${type.kind} ${timezone}`));
  return kinds.size === 1 && times.every(isComparable);
}

/** Conditions of single events: a row that is tried for another passes. */
export function ownConditions({ dialect, names, scan }: NamedScan): string[] {
  return scan.events.flatMap(({ name, where }) =>
    where.map((sql) => `(${eventColumn(names)} <> ${literal(dialect, name)} or ${condition(dialect, sql)})`),
  );
}

/** The row of whichever event. In: events whose keys are of the same shape. */
export function sharedRow(renderer: Renderer): Row {
  const { scan, relation, names, time } = renderer;
  const rows = scan.events.map((event) => rowOf(renderer, event, time));
  const pick = (of: (row: Row) => string | undefined) => {
    const sqls = rows.map(of);
    return sqls.every((sql) => sql === undefined) ? undefined : choose(renderer, sqls);
  };
  const typed = (of: (row: Row) => TypedText | undefined): TypedText | undefined => {
    const values = asOneType(renderer, rows.map(of));
    const type = values.find((value) => value !== undefined)?.type;
    const sql = values.every((value) => value === undefined)
      ? undefined
      : choose(
          renderer,
          values.map((value) => value?.sql),
        );
    return sql === undefined ? undefined : { sql, type };
  };
  const all = (of: (row: Row) => readonly TypedText[]) =>
    (rows[0] ? of(rows[0]) : []).flatMap((_, at) => typed((row) => of(row)[at]) ?? []);
  return {
    event: eventColumn(names),
    version: pick(({ version }) => version) ?? "null",
    time,
    entities: relation.entities.map((_, at) => typed(({ entities }) => entities[at])),
    properties: hasTypedColumns(relation) ? typedProperties(renderer, rows) : jsonProperties(renderer, rows),
    revenue: pick(({ revenue }) => revenue),
    currency: typed(({ currency }) => currency),
    link: typed(({ link }) => link),
    loadedAt: pick(({ loadedAt }) => loadedAt),
    key: all(({ key }) => key),
    orderBy: all(({ orderBy }) => orderBy).map((value, at) => ({
      ...value,
      descending: rows[0]?.orderBy[at]?.descending ?? false,
    })),
    change: undefined,
    per: [],
    sequence: undefined,
    variant: undefined,
    otherName: undefined,
    once: [],
    onceBy: [],
    onceSaid: [],
  };
}

/** Values that one expression can give: as texts, where their types differ, or where some are texts after a cast alone. */
function asOneType(
  { dialect }: NamedScan,
  values: readonly (TypedText | undefined)[],
): (TypedText | undefined)[] {
  const types = values.flatMap((value) => (value ? [`${value.type?.kind} ${value.type?.needsCast}`] : []));
  if (new Set(types).size < 2) return [...values];
  return values.map(
    (value) => value && { sql: idText(dialect, value.sql, value.type), type: { kind: "string" } },
  );
}

/** A column for each name; null for events that have none. */
function typedProperties(renderer: Renderer, rows: readonly Row[]): RowProperty[] {
  return renderer.relation.properties.flatMap(({ name }): RowProperty[] => {
    const values = rows.map(({ properties }) => properties.find((one) => one.name === name));
    const type = values.find((one) => one !== undefined)?.type;
    if (values.every((one) => one === undefined)) return [];
    return [
      {
        name,
        type,
        sql: choose(
          renderer,
          values.map((one) => one?.sql),
        ),
      },
    ];
  });
}

/** A column for each name and kind of value. What it holds for other events doesn't matter: they don't ask for it. */
function jsonProperties(renderer: Renderer, rows: readonly Row[]): RowProperty[] {
  const groups = new Map<string, { event: EventPlan; value: RowProperty }[]>();
  rows.forEach(({ properties }, at) => {
    const event = renderer.scan.events[at];
    for (const value of properties) {
      const group = `${value.name}\n${mixing(value.type) ?? value.sql}`;
      if (event) groups.set(group, [...(groups.get(group) ?? []), { event, value }]);
    }
  });
  return [...groups.values()].flatMap((group): RowProperty[] => {
    const [first] = group;
    if (!first) return [];
    const same = group.every(({ value }) => value.sql === first.value.sql);
    const byEvent = new Map(group.map(({ event, value }) => [event.name, value.sql]));
    const sql = same
      ? first.value.sql
      : choose(
          renderer,
          renderer.scan.events.map(({ name }) => byEvent.get(name)),
        );
    return [
      { name: first.value.name, type: first.value.type, sql, events: group.map(({ event }) => event.name) },
    ];
  });
}

/** What values have in common that can come together in one expression on every engine, and stay as they are there. */
function mixing(type: LogicalType | undefined): string | undefined {
  if (type === undefined || type.kind === "list" || type.kind === "other") return undefined;
  // A padded text loses its blanks beside another.
  return `${type.kind} ${type.needsCast}`;
}
