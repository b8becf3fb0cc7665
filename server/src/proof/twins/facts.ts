/** What is known of either side before they are compared: rows, period, keys. */
import { answerOf, type Counted, countedQuery, countIf } from "../../sql/funnel/countedQuery.ts";
import { canonicalText } from "../../sql/render/canonical.ts";
import { derived, restoreBreaks, select, withTables } from "../../sql/render/sqlText.ts";
import type { Cell } from "../../warehouse/types.ts";
import { momentText } from "../utc.ts";
import { type Common, isIn, type Matching, pairsTable, sideTables, type Twins } from "./twinTables.ts";

export interface SideFacts {
  readonly rows: number;
  /** ISO 8601 in UTC; absent where it has no rows. */
  readonly first?: string;
  readonly last?: string;
  readonly keys: number;
  /** Keys of more than one row, and how many rows they have. */
  readonly repeatedKeys: number;
  readonly repeatedRows: number;
  readonly withoutKey: number;
}

export interface TwinFacts {
  readonly truth: SideFacts;
  readonly tracked: SideFacts;
  /** How many values each trait has, in their order. */
  readonly values: readonly number[];
}

interface Question<T> {
  readonly sql: string;
  /** In: the one row of the answer. */
  read(cells: readonly Cell[]): T;
}

type Side = "truth" | "tracked";

/** Both sides in one row. */
export function factsQuery(twins: Twins): Question<TwinFacts> {
  const sides = sideTables(twins);
  const distinct = Object.fromEntries(
    twins.traits.map((_, at) => [`values_${at + 1}`, `count(distinct trait_${at + 1})`]),
  );
  const query = countedQuery([
    ...sideCounts(twins, "truth", sides.truth, distinct),
    ...sideCounts(twins, "tracked", sides.tracked),
  ]);
  return {
    sql: `${restoreBreaks(`${withTables(sides.tables)}\n${query.sql}`)}\n`,
    read(cells) {
      const answer = answerOf(query, cells);
      return {
        truth: sideFacts(answer, "truth"),
        tracked: sideFacts(answer, "tracked"),
        values: twins.traits.map((_, at) => answer.number(`values_${at + 1}`)),
      };
    },
  };
}

/** In: the table of a side's rows, and what else is counted of them. */
function sideCounts(
  { truth: { dialect } }: Twins,
  name: Side,
  rows: string,
  more: Readonly<Record<string, string>> = {},
): Counted[] {
  const time = (sql: string) => canonicalText(dialect, sql, { kind: dialect.eventTime });
  const columns = ["pair_key", "count(*) as key_rows"];
  const byKey = select({ columns, from: rows, where: ["pair_key is not null"] });
  return [
    {
      name: `${name}_whole`,
      columns: {
        [`${name}_rows`]: "count(*)",
        [`${name}_first`]: time("min(happened_at)"),
        [`${name}_last`]: time("max(happened_at)"),
        [`${name}_without`]: countIf("pair_key is null"),
        ...more,
      },
      from: rows,
    },
    {
      name: `${name}_keys`,
      columns: {
        [`${name}_keys`]: "count(*)",
        [`${name}_repeated`]: countIf("key_rows > 1"),
        [`${name}_repeated_rows`]: "sum(case when key_rows > 1 then key_rows end)",
      },
      from: derived(`${byKey}\ngroup by pair_key`, `${name}_by_key`),
    },
  ];
}

function sideFacts({ number, text }: ReturnType<typeof answerOf>, name: Side): SideFacts {
  const [first, last] = [text(`${name}_first`), text(`${name}_last`)];
  return {
    rows: number(`${name}_rows`),
    ...(first !== undefined && { first: momentText(first) }),
    ...(last !== undefined && { last: momentText(last) }),
    keys: number(`${name}_keys`),
    repeatedKeys: number(`${name}_repeated`),
    repeatedRows: number(`${name}_repeated_rows`),
    withoutKey: number(`${name}_without`),
  };
}

export interface MatchCounts {
  /** True events in the period that is compared, each key once. */
  readonly events: number;
  /** Those with a tracked one at any time. */
  readonly tracked: number;
}

/** How many keys of the true side the tracked side has, in both ways of comparing them. */
export function matchesQuery(
  twins: Twins,
  common: Common,
): Question<Readonly<Record<Matching, MatchCounts>>> {
  const sides = sideTables(twins);
  const matchings = ["text", "loose"] as const;
  const tables = matchings.map((matching) => pairsTable(twins, sides, matching));
  const inPeriod = isIn(twins, "true_at", common);
  const query = countedQuery(
    matchings.map((matching, at) => ({
      name: `${matching}_matches`,
      columns: {
        [`${matching}_events`]: countIf(inPeriod),
        [`${matching}_tracked`]: countIf(`${inPeriod} and tracked_at is not null`),
      },
      from: tables[at]?.name ?? "",
    })),
  );
  return {
    sql: `${restoreBreaks(`${withTables([...sides.tables, ...tables])}\n${query.sql}`)}\n`,
    read(cells) {
      const { number } = answerOf(query, cells);
      const of = (matching: Matching): MatchCounts => ({
        events: number(`${matching}_events`),
        tracked: number(`${matching}_tracked`),
      });
      return { text: of("text"), loose: of("loose") };
    },
  };
}
