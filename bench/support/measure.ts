/** Median and 95th percentile of samples, in the samples' unit. */
export interface Distribution {
  readonly median: number;
  readonly p95: number;
}

export function distribution(samples: readonly number[]): Distribution {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95) };
}

/** Milliseconds of processor time that one call takes: what else the machine does at the time counts little. */
export async function milliseconds(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Milliseconds that pass while one call runs, for work that others do while this process waits. */
export async function elapsed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Times two ways of doing the same work in turn, A B A B …, so that a machine that slows down slows both. `prepare(i)`
 * gives the i-th input, which both get; its time does not count.
 */
export async function compare<Input>(
  rounds: number,
  prepare: (round: number) => Input,
  ours: (input: Input) => unknown,
  theirs: (input: Input) => unknown,
  clock: typeof milliseconds = milliseconds,
): Promise<{ ours: Distribution; theirs: Distribution; ratio: number }> {
  const warmUp = Math.max(5, Math.ceil(rounds / 5));
  const samples: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (let round = -warmUp; round < rounds; round++) {
    const input = prepare(round + warmUp);
    const mine = await clock(() => ours(input));
    const other = await clock(() => theirs(input));
    if (round >= 0) {
      samples.ours.push(mine);
      samples.theirs.push(other);
    }
  }
  const result = { ours: distribution(samples.ours), theirs: distribution(samples.theirs) };
  return { ...result, ratio: result.ours.median / result.theirs.median };
}
