/** The candidate that `word` is most likely a misspelling of, or `undefined` when none is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = normalise(word);
  let best: string | undefined;
  let bestDistance = Math.min(3, Math.floor(wanted.length / 3) + 1) + 1;
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - word.length) > bestDistance) continue;
    const distance =
      normalise(candidate) === wanted ? 0 : editDistance(wanted, normalise(candidate), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

type Names = readonly string[] | ReadonlySet<string>;

/** As `didYouMean`; what a finding gets is what its file has left. */
export type Suggest = (word: string, candidates: Names) => string | undefined;

/** Of a word and a candidate, in one file: a tenth of a second. */
const mostCompared = 100_000;

/**
 * Suggestions for one file. Thousands of mistakes among thousands of names would take their product in time: only the first
 * mistakes get one then, the same at every check.
 */
export function suggestionsOfFile(): Suggest {
  let left = mostCompared;
  return (word, candidates) => {
    left -= "size" in candidates ? candidates.size : candidates.length;
    return left < 0 ? undefined : didYouMean(word, candidates);
  };
}

/** Case, hyphens and underscores are the commonest slips of all. */
function normalise(word: string): string {
  return word.toLowerCase().replaceAll(/[-_\s.]/g, "");
}

/** Optimal string alignment distance (a swap of neighbours counts once); at least `limit` when it is no smaller. */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    if (Math.min(...current) >= limit) return limit;
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? limit;
}
