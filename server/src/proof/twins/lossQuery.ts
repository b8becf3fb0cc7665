/** What both sides have in common and what one of them lacks, counted by day and by trait. */
import { countIf } from "../../sql/funnel/countedQuery.ts";
import { canonicalText } from "../../sql/render/canonical.ts";
import { castAs } from "../../sql/render/cast.ts";
import { identifier, restoreBreaks, select, withTables } from "../../sql/render/sqlText.ts";
import type { Cell } from "../../warehouse/types.ts";
import type { Group } from "./causes.ts";
import { type Common, isIn, type Matching, pairsTable, sideTables, type Twins } from "./twinTables.ts";

export interface Losses {
  readonly all: Group;
  /** Keys of tracked events in the period that no true event has. */
  readonly trackedOnly: number;
  /** Tracked rows of a key beyond its first. */
  readonly duplicates: number;
  readonly days: readonly (Group & { readonly day: string })[];
  /** By the number of a trait: its values, null among them. */
  readonly values: ReadonlyMap<number, readonly (Group & { readonly key: string | null })[]>;
  /** By the number of a trait whose values are not told apart: whether it has one. */
  readonly presence: ReadonlyMap<number, readonly (Group & { readonly key: boolean })[]>;
  /** By the number of a shared value: pairs of which one has a value at least, and those that agree. */
  readonly agreement: ReadonlyMap<number, { readonly pairs: number; readonly agree: number }>;
}

export interface Compared {
  readonly twins: Twins;
  readonly common: Common;
  readonly matching: Matching;
  /** Numbers of the traits whose values are told apart. */
  readonly grouped: ReadonlySet<number>;
}

/** Out: SQL whose rows have a kind, the number of a trait or shared value, a value, and two counts. */
export function lossQuery(compared: Compared): string {
  const { twins, grouped } = compared;
  const { head, pairs, inPeriod, noText } = frame(compared);
  const part = (kind: string, at: number, value: string, counts: readonly [string, string], where: string) =>
    select({
      columns: [`'${kind}' as kind`, `${at} as number_of`, `${value} as value`, ...named(counts)],
      from: pairs,
      where: [where],
    });
  const lost: readonly [string, string] = ["count(*)", countIf("tracked_at is null")];
  const byGroup = (kind: string, at: number, value: string): string =>
    `${part(kind, at, value, lost, inPeriod)}\ngroup by ${value}`;
  const presence = (at: number) => `case when trait_${at} is null then '0' else '1' end`;
  const parts = [
    part("all", 0, noText, lost, inPeriod),
    part(
      "tracked",
      0,
      noText,
      [countIf("true_at is null"), "sum(tracked_rows - 1)"],
      isIn(twins, "tracked_at", compared.common),
    ),
    byGroup("day", 0, "day"),
    ...twins.traits.map((_, at) =>
      grouped.has(at + 1)
        ? byGroup("value", at + 1, `trait_${at + 1}`)
        : byGroup("presence", at + 1, presence(at + 1)),
    ),
    ...twins.shared.map((_, at) => agreement(at + 1, part, noText, inPeriod)),
  ];
  return `${restoreBreaks(`${head}\n${parts.join("\nunion all\n")}`)}\n`;
}

const named = ([first, second]: readonly [string, string]): string[] => [
  `${first} as first_count`,
  `${second} as second_count`,
];

function agreement(
  at: number,
  part: (kind: string, at: number, value: string, counts: readonly [string, string], where: string) => string,
  noText: string,
  inPeriod: string,
): string {
  const [own, other] = [`true_shared_${at}`, `tracked_shared_${at}`];
  return part(
    "shared",
    at,
    noText,
    ["count(*)", countIf(`${own} = ${other}`)],
    `${inPeriod} and tracked_at is not null and (${own} is not null or ${other} is not null)`,
  );
}

function frame({ twins, common, matching }: Compared) {
  const { dialect } = twins.truth;
  const sides = sideTables(twins);
  const pairs = pairsTable(twins, sides, matching);
  return {
    head: withTables([...sides.tables, pairs]),
    pairs: pairs.name,
    inPeriod: isIn(twins, "true_at", common),
    noText: castAs(dialect, "null", dialect.types.string),
  };
}

export function readLosses(rows: readonly (readonly Cell[])[]): Losses {
  const group = (row: readonly Cell[] | undefined): Group => ({
    events: Number(row?.[3] ?? 0),
    lost: Number(row?.[4] ?? 0),
  });
  const of = (kind: string) => rows.filter(([one]) => one === kind);
  const byNumber = <T>(kind: string, read: (row: readonly Cell[]) => T): Map<number, T[]> => {
    const found = new Map<number, T[]>();
    for (const row of of(kind)) {
      const at = Number(row[1]);
      found.set(at, [...(found.get(at) ?? []), read(row)]);
    }
    return found;
  };
  const [trackedRow] = of("tracked");
  const days = of("day").map((row) => ({ ...group(row), day: String(row[2]) }));
  return {
    all: group(of("all")[0]),
    trackedOnly: Number(trackedRow?.[3] ?? 0),
    duplicates: Number(trackedRow?.[4] ?? 0),
    days: days.sort((a, b) => (a.day < b.day ? -1 : 1)),
    values: byNumber("value", (row) => ({ ...group(row), key: row[2] === null ? null : String(row[2]) })),
    presence: byNumber("presence", (row) => ({ ...group(row), key: row[2] === "1" })),
    agreement: new Map(
      of("shared").map((row) => [Number(row[1]), { pairs: Number(row[3] ?? 0), agree: Number(row[4] ?? 0) }]),
    ),
  };
}

/** Both times of pairs, as text; of more than the limit a sample that is the same each time. */
export function clockQuery(compared: Compared, limit: number): string {
  const { dialect } = compared.twins.truth;
  const { head, pairs, inPeriod } = frame(compared);
  const time = (name: string) =>
    `${canonicalText(dialect, name, { kind: dialect.eventTime })} as ${name}_text`;
  const rows = select({
    columns: [time("true_at"), time("tracked_at")],
    from: pairs,
    where: [inPeriod, "tracked_at is not null"],
  });
  return `${restoreBreaks(`${head}\n${rows}\norder by ${dialect.md5("pair_key")}\nlimit ${limit}`)}\n`;
}

/** The true events that were not tracked, the newest first. Traits whose values anybody may see stand beside. */
export function lostQuery(compared: Compared, limit: number): string {
  const { twins, grouped } = compared;
  const { dialect } = twins.truth;
  const { head, pairs, inPeriod } = frame(compared);
  const traits = twins.traits.flatMap(({ name }, at) =>
    grouped.has(at + 1) ? [`trait_${at + 1} as ${identifier(dialect, name)}`] : [],
  );
  const columns = ["row_id as event_id", "true_at as occurred_at", `pair_key as shared_key`, ...traits];
  const rows = select({ columns, from: pairs, where: [inPeriod, "tracked_at is null"] });
  return `${restoreBreaks(`${head}\n${rows}\norder by true_at desc, row_id\nlimit ${limit}`)}\n`;
}
