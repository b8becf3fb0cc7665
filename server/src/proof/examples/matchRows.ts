/** Which of the rows that come out is which of those that are expected. Order does not count, and equal rows count as often as they are there. */

/** A row as texts that are equal where its values are; `undefined` for null. Absent keys are not compared. */
export type KeyedRow = ReadonlyMap<string, string | undefined>;

/** Of an expected row: the number of the actual one, and in which columns they differ. */
interface RowMatch {
  readonly expected: number;
  readonly actual: number;
  readonly differs: readonly string[];
}

export interface Matching {
  /** In the order of the expected rows. */
  readonly matches: readonly RowMatch[];
  readonly missing: readonly number[];
  readonly unexpected: readonly number[];
}

/** More pairs than these are not tried: rows are then taken in their order. */
const mostPairs = 250_000;

/** Equal rows first; then those that agree in most columns. In: actual rows have every column that an expected one has. */
export function matchRows(expected: readonly KeyedRow[], actual: readonly KeyedRow[]): Matching {
  const matches: RowMatch[] = [];
  const left = new Set(actual.keys());
  const open = new Set(expected.keys());
  const take = (at: number, other: number, differs: readonly string[]) => {
    matches.push({ expected: at, actual: other, differs });
    open.delete(at);
    left.delete(other);
  };
  for (const [at, other] of equalPairs(expected, actual)) take(at, other, []);
  if (open.size * left.size <= mostPairs)
    for (const { at, other } of likelyPairs(expected, actual, open, left))
      if (open.has(at) && left.has(other)) take(at, other, differing(expected[at], actual[other]));
  for (const at of [...open]) {
    const [other] = left;
    if (other !== undefined) take(at, other, differing(expected[at], actual[other]));
  }
  return {
    matches: matches.sort((a, b) => a.expected - b.expected),
    missing: [...open],
    unexpected: [...left],
  };
}

/** Rows that name more are matched first: one that names little is equal to many. */
function equalPairs(expected: readonly KeyedRow[], actual: readonly KeyedRow[]): [number, number][] {
  const byColumns = new Map<string, Map<string, number[]>>();
  const taken = new Set<number>();
  const order = [...expected.keys()].sort((a, b) => (expected[b]?.size ?? 0) - (expected[a]?.size ?? 0));
  return order.flatMap((at): [number, number][] => {
    const row = expected[at] ?? new Map();
    const columns = [...row.keys()].sort();
    const name = JSON.stringify(columns);
    const index = byColumns.get(name) ?? indexBy(actual, columns);
    byColumns.set(name, index);
    const other = index.get(textOf(row, columns))?.find((one) => !taken.has(one));
    if (other === undefined) return [];
    taken.add(other);
    return [[at, other]];
  });
}

function indexBy(rows: readonly KeyedRow[], columns: readonly string[]): Map<string, number[]> {
  const index = new Map<string, number[]>();
  rows.forEach((row, at) => {
    const text = textOf(row, columns);
    index.set(text, [...(index.get(text) ?? []), at]);
  });
  return index;
}

const textOf = (row: KeyedRow, columns: readonly string[]): string =>
  JSON.stringify(columns.map((name) => row.get(name) ?? null));

function likelyPairs(
  expected: readonly KeyedRow[],
  actual: readonly KeyedRow[],
  open: ReadonlySet<number>,
  left: ReadonlySet<number>,
) {
  return [...open]
    .flatMap((at) =>
      [...left].map((other) => {
        const wrong = differing(expected[at], actual[other]).length;
        return { at, other, wrong, right: (expected[at]?.size ?? 0) - wrong };
      }),
    )
    .sort((a, b) => b.right - a.right || a.wrong - b.wrong || a.at - b.at || a.other - b.other);
}

function differing(expected: KeyedRow | undefined, actual: KeyedRow | undefined): string[] {
  return [...(expected ?? [])].flatMap(([name, key]) => (actual?.get(name) === key ? [] : [name]));
}
