/** All that a profile tells, in one question about an event's rows. */
import { currencyColumn, entityColumn, standardTypes } from "../../project/eventColumns.ts";
import { typeText } from "../../spec/typeText.ts";
import type { Dialect } from "../../sql/dialects/dialect.ts";
import { answerOf } from "../../sql/funnel/countedQuery.ts";
import { declaredType, type LogicalType, valueTypeFor } from "../../sql/logicalType.ts";
import { canonicalText } from "../../sql/render/canonical.ts";
import { castAs } from "../../sql/render/cast.ts";
import { derived, identifier, literal, restoreBreaks, select, withTables } from "../../sql/render/sqlText.ts";
import type { Cell } from "../../warehouse/types.ts";
import { maskedValue } from "../results.ts";
import { periodText } from "../rows/countQuery.ts";
import type { EventRelation } from "../rows/eventRelation.ts";
import { momentText } from "../utc.ts";
import type { ColumnProfile, EventProfile } from "./types.ts";

export interface ProfileQuery {
  readonly sql: string;
  /** In: the rows of the answer, in any order. */
  read(rows: readonly (readonly Cell[])[]): EventProfile;
}

interface Column extends Pick<ColumnProfile, "name" | "of" | "masked"> {
  readonly type: LogicalType | undefined;
}

/** Columns that are looked at, at most. */
const mostColumns = 60;
const shownValues = 5;

export function profileQuery(relation: EventRelation): ProfileQuery {
  const { dialect, events } = relation;
  const all = columnsOf(relation);
  const columns = all.slice(0, mostColumns);
  const numbers = relation.pick("numbers");
  const whole = wholeRow(dialect, columns);
  const tables = [
    ...relation.tables,
    {
      name: numbers,
      query: select({
        columns: Object.entries(whole).map(([name, sql]) => `${sql} as ${name}`),
        from: events,
      }),
    },
  ];
  const none = castAs(dialect, "null", dialect.types.string);
  const parts = [
    part(["'whole'", "0", "first_at", "last_at", "all_rows", "0"], numbers),
    ...columns.map((column, at) => columnPart(dialect, column, at + 1, numbers)),
    `${part(["'day'", "0", "day", none, "count(*)", "0"], days(relation))}\ngroup by day`,
    ...columns.flatMap((column, at) => topPart(relation, column, at + 1)),
  ];
  return {
    sql: `${restoreBreaks(`${withTables(tables)}\n${parts.join("\nunion all\n")}`)}\n`,
    read: (rows) => ({
      ...readProfile(rows, columns),
      unseen: all.slice(mostColumns).map(({ name }) => name),
    }),
  };
}

const names = ["kind", "number_of", "text_1", "text_2", "count_1", "count_2"] as const;

function part(values: readonly string[], from: string): string {
  return select({ columns: values.map((sql, at) => `${sql} as ${names[at]}`), from });
}

function days(relation: EventRelation): string {
  return derived(
    select({ columns: [`${periodText(relation, "day")} as day`], from: relation.events }),
    "days",
  );
}

function columnsOf(relation: EventRelation): Column[] {
  const { event, plan, eventPlan } = relation;
  const personal = relation.personal.columns;
  const text = { kind: "string" } as const;
  const column = (of: Column["of"], name: string, type: LogicalType | undefined): Column => ({
    ...{ of, name, type },
    masked: personal.has(name),
  });
  return [
    ...(event.definition.variants ? [column("event", "event", text)] : []),
    ...plan.entities.map((entity) => column("entity", entityColumn(entity), text)),
    ...plan.properties.map(({ name, type }) => column("property", name, type)),
    ...(eventPlan.revenue ? [column("standard", "revenue", declaredType(standardTypes.revenue))] : []),
    ...(eventPlan.currency ? [column("standard", currencyColumn, text)] : []),
  ];
}

/** Kinds whose least and largest value the engine finds; others are put in order as text. */
const ordered: ReadonlySet<LogicalType["kind"] | undefined> = new Set([
  "integer",
  "decimal",
  "float",
  "date",
  "timestamp",
  "instant",
]);
/** Kinds without an order that means something. */
const unordered: ReadonlySet<LogicalType["kind"] | undefined> = new Set(["json", "list", "other", "bytes"]);
/** Kinds whose values are told one by one. */
const named: ReadonlySet<LogicalType["kind"] | undefined> = new Set([
  "string",
  "integer",
  "decimal",
  "boolean",
  "date",
  undefined,
]);

/** Ids are texts whatever they are made of: 100 would come before 99. */
const hasRange = ({ of, type, masked }: Column): boolean =>
  !masked && of !== "entity" && !unordered.has(type?.kind);

/** One row of numbers, read in one pass. */
function wholeRow(dialect: Dialect, columns: readonly Column[]): Record<string, string> {
  const time = (sql: string) => canonicalText(dialect, sql, { kind: dialect.eventTime });
  const row: Record<string, string> = {
    all_rows: "count(*)",
    first_at: time("min(occurred_at)"),
    last_at: time("max(occurred_at)"),
  };
  columns.forEach((column, at) => {
    const { name, type } = column;
    const sql = identifier(dialect, name);
    const text = canonicalText(dialect, sql, type);
    row[`known_${at + 1}`] = `count(${sql})`;
    row[`distinct_${at + 1}`] = `count(distinct ${text})`;
    if (!hasRange(column)) return;
    for (const end of ["min", "max"])
      row[`${end}_${at + 1}`] = ordered.has(type?.kind)
        ? canonicalText(dialect, `${end}(${sql})`, type)
        : `${end}(${text})`;
  });
  return row;
}

function columnPart(dialect: Dialect, column: Column, at: number, numbers: string): string {
  const none = castAs(dialect, "null", dialect.types.string);
  const ends = hasRange(column) ? [`min_${at}`, `max_${at}`] : [none, none];
  return part(["'column'", `${at}`, ...ends, `known_${at}`, `distinct_${at}`], numbers);
}

/** The most frequent values; of a column that is not for everybody's eyes only how often they are there. */
function topPart({ dialect, events }: EventRelation, { name, type, masked }: Column, at: number): string[] {
  if (!named.has(type?.kind)) return [];
  const sql = identifier(dialect, name);
  const text = canonicalText(dialect, sql, type);
  const counted = select({
    columns: [`${text} as value_text`, "count(*) as value_rows"],
    from: events,
    where: [`${sql} is not null`],
  });
  const top = `${counted}\ngroup by ${text}\norder by value_rows desc, value_text\nlimit ${shownValues}`;
  const shown = masked ? literal(dialect, maskedValue) : "value_text";
  const none = castAs(dialect, "null", dialect.types.string);
  return [part(["'top'", `${at}`, shown, none, "value_rows", "0"], derived(top, `top_${at}`))];
}

function readProfile(
  rows: readonly (readonly Cell[])[],
  columns: readonly Column[],
): Omit<EventProfile, "unseen"> {
  const of = (kind: string, at = 0) =>
    rows
      .filter((row) => row[0] === kind && Number(row[1]) === at)
      .map((cells) => answerOf({ sql: "", names }, cells));
  const [whole] = of("whole");
  const events = whole?.number("count_1") ?? 0;
  const [first, last] = [whole?.text("text_1"), whole?.text("text_2")];
  return {
    events,
    ...(first !== undefined && { first: momentText(first) }),
    ...(last !== undefined && { last: momentText(last) }),
    days: of("day")
      .map((row) => ({ day: row.text("text_1") ?? "", events: row.number("count_1") }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    columns: columns.map(({ name, of: kind, type, masked }, at) => {
      const [numbers] = of("column", at + 1);
      const [known, distinct] = [numbers?.number("count_1") ?? 0, numbers?.number("count_2") ?? 0];
      const [min, max] = [numbers?.text("text_1"), numbers?.text("text_2")];
      const written = valueTypeFor(type);
      return {
        ...{ name, of: kind, masked, distinct, nulls: events - known },
        ...(written && { type: typeText(written) }),
        ...(min !== undefined && { min }),
        ...(max !== undefined && { max }),
        top: repeats(known, distinct)
          ? of("top", at + 1)
              .map((row) => ({ value: row.text("text_1") ?? "", events: row.number("count_1") }))
              .sort((a, b) => b.events - a.events || (a.value < b.value ? -1 : 1))
          : [],
      };
    }),
  };
}

/** Values that are there twice on average, or few, are worth to be named. */
const repeats = (known: number, distinct: number): boolean =>
  distinct <= shownValues || distinct * 2 <= known;
