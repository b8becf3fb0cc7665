/** What is asked of both versions of an event's rows, and how the answers read. */
import { entityColumn } from "../../project/eventColumns.ts";
import { countIf } from "../../sql/funnel/countedQuery.ts";
import { derived, restoreBreaks, select, withTables } from "../../sql/render/sqlText.ts";
import type { Cell } from "../../warehouse/types.ts";
import { maskedValue } from "../results.ts";
import type { EventRelation } from "../rows/eventRelation.ts";
import { pairedTable, type RowKey, type Versions, versionTables } from "./versionTables.ts";

/** Of one side. */
export interface SideFacts {
  readonly rows: number;
  /** Rows without a key. */
  readonly nullKeys: number;
  /** Keys that several rows have. */
  readonly repeatedKeys: number;
}

const finished = (sql: string): string => `${restoreBreaks(sql)}\n`;

/** Out: SQL with the number of an event's rows. */
export function countQuery({ tables, events }: EventRelation): string {
  return finished(`${withTables(tables)}\n${select({ columns: ["count(*) as all_rows"], from: events })}`);
}

/** Out: SQL with a row a side: `0` and `1`, its rows, those with a key, and different keys. */
export function factsQuery(versions: Versions, key: RowKey): string {
  const sides = versionTables(versions, key);
  const keysOf = (from: string, isAfter: 0 | 1) => {
    const keys = `${select({ columns: ["pair_key", "count(*) as key_rows"], from })}\ngroup by pair_key`;
    return select({
      columns: [
        `${isAfter} as is_after`,
        "sum(key_rows) as all_rows",
        "sum(case when pair_key is null then key_rows else 0 end) as null_keys",
        `${countIf("pair_key is not null and key_rows > 1")} as repeated_keys`,
      ],
      from: derived(keys, "key_counts"),
    });
  };
  return finished(
    `${withTables(sides.tables)}\n${keysOf(sides.before, 0)}\nunion all\n${keysOf(sides.after, 1)}`,
  );
}

export function readFacts(rows: readonly (readonly Cell[])[]): { before: SideFacts; after: SideFacts } {
  const of = (isAfter: number): SideFacts => {
    const row = rows.find(([side]) => Number(side) === isAfter) ?? [];
    return { rows: Number(row[1] ?? 0), nullKeys: Number(row[2] ?? 0), repeatedKeys: Number(row[3] ?? 0) };
  };
  return { before: of(0), after: of(1) };
}

/** Rows of one day. */
interface DayDiff {
  readonly day: string;
  readonly gained: number;
  readonly lost: number;
  readonly changed: number;
  readonly same: number;
}

export interface RowDiff {
  readonly gained: number;
  readonly lost: number;
  readonly changed: number;
  readonly same: number;
  /** By column: how many rows have another value in it; only those that have some. */
  readonly columns: ReadonlyMap<string, number>;
  /** Of each group of columns that was asked about: rows of which one changed. */
  readonly anyOf: readonly number[];
  readonly days: readonly DayDiff[];
}

const gained = "was is null";
const lost = "is_now is null";
const matched = "was = 1 and is_now = 1";

function differs(at: number): string {
  const [old, now] = [`old_${at + 1}`, `new_${at + 1}`];
  return `(${old} <> ${now} or (${old} is null and ${now} is not null) or (${old} is not null and ${now} is null))`;
}

const anyDiffers = (numbers: readonly number[]): string =>
  numbers.length === 0 ? "1 = 0" : `(${numbers.map(differs).join(" or ")})`;

const numbersOf = ({ columns }: Versions): number[] => columns.map((_, at) => at);

/** Ids are made of names and keys, so that they are others says nothing of what happened. */
const valueNumbers = (versions: Versions): number[] =>
  numbersOf(versions).filter(
    (at) => versions.columns[at]?.name !== "event_id" && versions.columns[at]?.name !== "event",
  );

/** In: also groups of columns that are asked about together. Out: SQL with a row a day. */
export function diffQuery(versions: Versions, key: RowKey, groups: readonly (readonly string[])[]): string {
  const sides = versionTables(versions, key);
  const pairs = pairedTable(versions, sides);
  const asked = groups.map((group) =>
    numbersOf(versions).filter((at) => group.includes(versions.columns[at]?.name ?? "")),
  );
  const columns = [
    "day",
    `${countIf(gained)} as gained`,
    `${countIf(lost)} as lost`,
    `${countIf(`${matched} and ${anyDiffers(valueNumbers(versions))}`)} as changed`,
    `${countIf(matched)} as matched`,
    ...numbersOf(versions).map((at) => `${countIf(`${matched} and ${differs(at)}`)} as changed_${at + 1}`),
    ...asked.map((group, at) => `${countIf(`${matched} and ${anyDiffers(group)}`)} as any_${at + 1}`),
  ];
  return finished(
    `${withTables([...sides.tables, pairs])}\n${select({ columns, from: pairs.name })}\ngroup by day\norder by day`,
  );
}

/** In: also how many groups of columns were asked about. */
export function readDiff({ columns }: Versions, rows: readonly (readonly Cell[])[], groups: number): RowDiff {
  const days = rows.map((row): DayDiff => {
    const [day, more, less, changed, both] = row;
    const number = Number(changed ?? 0);
    return {
      day: String(day),
      ...{
        gained: Number(more ?? 0),
        lost: Number(less ?? 0),
        changed: number,
        same: Number(both ?? 0) - number,
      },
    };
  });
  const sum = (of: (day: DayDiff) => number) => days.reduce((all, day) => all + of(day), 0);
  const column = (at: number) => rows.reduce((all, row) => all + Number(row[at] ?? 0), 0);
  const counts = columns
    .map(({ name }, at) => [name, column(5 + at)] as const)
    .filter(([, count]) => count > 0);
  return {
    gained: sum((day) => day.gained),
    lost: sum((day) => day.lost),
    changed: sum((day) => day.changed),
    same: sum((day) => day.same),
    columns: new Map(counts),
    anyOf: Array.from({ length: groups }, (_, at) => column(5 + columns.length + at)),
    days,
  };
}

export interface ExampleRow {
  readonly key: string;
  /** By column: the value before, after, or both. Personal ones are masked. */
  readonly values: Readonly<
    Record<string, { readonly before?: string | null; readonly after?: string | null }>
  >;
}

export type ExampleKind = "gained" | "lost" | "changed";

/** Out: SQL of a few rows, the same each time. */
export function examplesQuery(versions: Versions, key: RowKey, kind: ExampleKind, limit: number): string {
  const sides = versionTables(versions, key);
  const pairs = pairedTable(versions, sides);
  const where = {
    gained,
    lost,
    changed: `${matched} and ${anyDiffers(valueNumbers(versions))}`,
  }[kind];
  const values = numbersOf(versions).flatMap((at) => [`old_${at + 1}`, `new_${at + 1}`]);
  const rows = select({ columns: ["pair_key", ...values], from: pairs.name, where: [where] });
  return finished(
    `${withTables([...sides.tables, pairs])}\n${rows}\norder by day desc, pair_key\nlimit ${limit}`,
  );
}

export function readExamples(
  { columns, before, after }: Versions,
  key: RowKey,
  kind: ExampleKind,
  rows: readonly (readonly Cell[])[],
): ExampleRow[] {
  const keyColumn = key.kind === "source_key" ? "source_key" : entityColumn(key.entity);
  const hidden = [before, after].some(({ personal }) => personal.columns.has(keyColumn));
  return rows.map(([written, ...cells]) => ({
    key: hidden ? maskedValue : String(written),
    values: Object.fromEntries(
      columns.flatMap(({ name, isPersonal }, at): [string, ExampleRow["values"][string]][] => {
        if (name === "event_id" || name === "event") return [];
        const [old, now] = [cells[2 * at], cells[2 * at + 1]].map((cell) => shown(cell, isPersonal));
        if (kind === "gained") return [[name, { after: now ?? null }]];
        if (kind === "lost") return [[name, { before: old ?? null }]];
        const same = (cells[2 * at] ?? null) === (cells[2 * at + 1] ?? null);
        return same ? [] : [[name, { before: old ?? null, after: now ?? null }]];
      }),
    ),
  }));
}

function shown(cell: Cell | undefined, isPersonal: boolean): string | null {
  if (cell === null || cell === undefined) return null;
  return isPersonal ? maskedValue : String(cell);
}
