/** Counts and durations in words. */

const grouped = new Intl.NumberFormat("en");

/** `1 row`, `12,431 rows`. */
export function count(amount: number, noun: string): string {
  return `${grouped.format(amount)} ${noun}${amount === 1 ? "" : "s"}`;
}

/** A duration in milliseconds: `0.4 ms`, `12 ms`, `1.3 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 10) return `${Math.round(ms * 10) / 10} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
