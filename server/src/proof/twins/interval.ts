/** Between which shares the true one lies with 95 % certainty: Wilson's score interval (1927), which holds for small numbers and shares near 0 or 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The deviations of a normal distribution that hold 95 %. */
const z = 1.959963984540054;

/** In: how many of `total` have it, `total` being more than 0. */
export function wilson(count: number, total: number): Interval {
  const share = count / total;
  const square = z * z;
  const middle = share + square / (2 * total);
  const reach = z * Math.sqrt((share * (1 - share) + square / (4 * total)) / total);
  const whole = 1 + square / total;
  return { low: Math.max(0, (middle - reach) / whole), high: Math.min(1, (middle + reach) / whole) };
}
