/** Whether rows share what should be theirs alone. */
import { type Counted, countIf } from "../../sql/funnel/countedQuery.ts";
import { derived, identifier, select } from "../../sql/render/sqlText.ts";
import type { Check } from "../checks.ts";
import type { Verdict } from "../results.ts";
import { inWords, many } from "../words.ts";
import { missingColumn, nothingToTest } from "./conditions.ts";
import type { CheckedRows } from "./eventRelation.ts";
import type { RowAnswer, RowCheck } from "./rowCheck.ts";

/** Two rows have one `event_id`, or one has none. */
export function uniqueId(relation: CheckedRows, check: Check, prefix: string): RowCheck {
  const names = namesOf(prefix);
  return {
    check,
    tables: [repeats(relation, ["event_id"], [], names, { [names.missing]: countOfNull })],
    failingRows: repeatedRows(relation, ["event_id"], [], (same) => `${same} > 1 or event_id is null`),
    read({ events, number }) {
      if (events === 0) return nothingToTest;
      const missing = number(names.missing);
      const repeated = number(names.rows);
      const expected = "one row for each event_id";
      if (missing + repeated === 0)
        return {
          status: "passed",
          message: `Each of ${many(events, "event")} has an id of its own.`,
          expected,
          failing: 0,
        };
      const faults = [
        ...(repeated > 0 ? [`${many(repeated, "event")} share ${many(number(names.keys), "id")}`] : []),
        ...(missing > 0
          ? [`${many(missing, "event")} ${missing === 1 ? "has" : "have"} no id, because the key is null`]
          : []),
      ];
      return {
        status: "failed",
        message: `${faults.join("; ")}.`,
        expected,
        actual: many(missing + repeated, "row"),
        failing: missing + repeated,
      };
    },
  };
}

const countOfNull = "sum(case when event_id is null then same_rows end)";

/** The combination repeats among rows where all are present. */
export function uniqueColumns(
  relation: CheckedRows,
  check: Check,
  columns: readonly string[],
  prefix: string,
): RowCheck | Verdict {
  const missing = missingColumn(relation, columns);
  if (missing) return missing;
  const names = namesOf(prefix);
  const present = columns.map((name) => `${identifier(relation.dialect, name)} is not null`);
  const what = columns.join(", ");
  return {
    check,
    tables: [repeats(relation, columns, present, names)],
    failingRows: repeatedRows(relation, columns, present, (same) => `${same} > 1`),
    read: (answer) => readRepeats(answer, names, what),
  };
}

function readRepeats({ events, number }: RowAnswer, names: Names, what: string): Verdict {
  if (events === 0) return nothingToTest;
  const failing = number(names.rows);
  const expected = `${what}: no two events agree`;
  if (failing === 0)
    return {
      status: "passed",
      message: `No two of ${many(events, "event")} agree in ${what}.`,
      expected,
      failing,
    };
  return {
    status: "failed",
    message: `${inWords(failing)} of ${many(events, "event")} share ${what} with another (${many(number(names.keys), "value")}).`,
    expected,
    actual: many(failing, "row"),
    failing,
  };
}

interface Names {
  readonly table: string;
  readonly rows: string;
  readonly keys: string;
  readonly missing: string;
}

const namesOf = (prefix: string): Names => ({
  table: `${prefix}_by_key`,
  rows: `${prefix}_rows`,
  keys: `${prefix}_keys`,
  missing: `${prefix}_missing`,
});

function repeats(
  { dialect, events }: CheckedRows,
  columns: readonly string[],
  where: readonly string[],
  names: Names,
  also: Readonly<Record<string, string>> = {},
): Counted {
  const key = columns.map((name) => identifier(dialect, name));
  // Null is one group, but not a key that repeats.
  const known = where.length > 0 ? "" : ` and ${key.join(" is not null and ")} is not null`;
  const counted = select({ columns: [...key, "count(*) as same_rows"], from: events, where });
  return {
    name: names.table,
    columns: {
      [names.rows]: `sum(case when same_rows > 1${known} then same_rows end)`,
      [names.keys]: countIf(`same_rows > 1${known}`),
      ...also,
    },
    from: derived(`${counted}\ngroup by ${key.join(", ")}`, `${names.table}_rows`),
  };
}

function repeatedRows(
  { dialect, events, columns, pick }: CheckedRows,
  key: readonly string[],
  where: readonly string[],
  isFailing: (sameRows: string) => string,
): string {
  const all = columns.map((name) => identifier(dialect, name));
  const by = key.map((name) => identifier(dialect, name)).join(", ");
  const same = pick("same_rows");
  const counted = select({
    columns: [...all, `count(*) over (partition by ${by}) as ${same}`],
    from: events,
    where,
  });
  return `${select({ columns: all, from: derived(counted, pick("counted")), where: [isFailing(same)] })}\norder by ${by}`;
}
