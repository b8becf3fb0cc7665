/** Two texts of one query as one template: what is the same stands once. */

/** Lines that differ. */
interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly otherStart: number;
  readonly otherEnd: number;
}

/** Products of lines beyond which the middle is not compared. */
const mostPairs = 4_000_000;

/** In: what stands where a condition of Jinja holds, and where not. Out: a template that gives either, letter for letter. */
export function alternatives(condition: string, whenTrue: string, otherwise: string): string {
  const some = whenTrue.split("\n");
  const others = otherwise.split("\n");
  const out: string[] = [];
  let at = 0;
  for (const hunk of widened(hunksOf(some, others), some, others)) {
    out.push(...some.slice(at, hunk.start));
    const rest = others.slice(hunk.otherStart, hunk.otherEnd);
    out.push(`{%- if ${condition} %}`, ...some.slice(hunk.start, hunk.end));
    if (rest.length > 0) out.push("{%- else %}", ...rest);
    out.push("{%- endif %}");
    at = hunk.end;
  }
  return [...out, ...some.slice(at)].join("\n");
}

/**
 * A tag takes the whitespace before it with it, so nothing that ends in some stands there: it might be inside of a text. The first line
 * stays behind a tag's line as well.
 */
function widened(hunks: readonly Hunk[], some: readonly string[], others: readonly string[]): Hunk[] {
  const wide: Hunk[] = [];
  for (const hunk of hunks) {
    let { start, end, otherStart, otherEnd } = hunk;
    while (start > 0 && /^$|\s$/.test(some[start - 1] ?? "")) {
      start--;
      otherStart--;
    }
    const isLoose = () =>
      /^$|\s$/.test(some[end - 1] ?? "x") ||
      (otherEnd > otherStart && /^$|\s$/.test(others[otherEnd - 1] ?? "x"));
    while (end < some.length && isLoose()) {
      end++;
      otherEnd++;
    }
    const last = wide.at(-1);
    if (last && start <= last.end) wide[wide.length - 1] = { ...last, end, otherEnd };
    else wide.push({ start, end, otherStart, otherEnd });
  }
  return wide;
}

/** The longest common subsequence of lines, between what both begin and end with. */
function hunksOf(some: readonly string[], others: readonly string[]): Hunk[] {
  let first = 0;
  while (first < some.length && first < others.length && some[first] === others[first]) first++;
  let end = some.length;
  let otherEnd = others.length;
  while (end > first && otherEnd > first && some[end - 1] === others[otherEnd - 1]) {
    end--;
    otherEnd--;
  }
  if (end === first && otherEnd === first) return [];
  if ((end - first) * (otherEnd - first) > mostPairs)
    return [{ start: first, end, otherStart: first, otherEnd }];
  const lengths = commonLengths(some.slice(first, end), others.slice(first, otherEnd));
  const hunks: Hunk[] = [];
  let [a, b] = [first, first];
  while (a < end || b < otherEnd) {
    const [start, otherStart] = [a, b];
    while ((a < end || b < otherEnd) && !(a < end && b < otherEnd && some[a] === others[b])) {
      const skipped = lengths[a + 1 - first]?.[b - first] ?? -1;
      if (a < end && (b >= otherEnd || skipped >= (lengths[a - first]?.[b + 1 - first] ?? -1))) a++;
      else b++;
    }
    if (a > start || b > otherStart) hunks.push({ start, end: a, otherStart, otherEnd: b });
    while (a < end && b < otherEnd && some[a] === others[b]) {
      a++;
      b++;
    }
  }
  return hunks;
}

/** By places in both: how many lines are common from there on. */
function commonLengths(some: readonly string[], others: readonly string[]): Uint32Array[] {
  const lengths = Array.from({ length: some.length + 1 }, () => new Uint32Array(others.length + 1));
  for (let a = some.length - 1; a >= 0; a--) {
    const row = lengths[a] ?? new Uint32Array();
    const below = lengths[a + 1] ?? row;
    for (let b = others.length - 1; b >= 0; b--)
      row[b] = some[a] === others[b] ? (below[b + 1] ?? 0) + 1 : Math.max(below[b] ?? 0, row[b + 1] ?? 0);
  }
  return lengths;
}
