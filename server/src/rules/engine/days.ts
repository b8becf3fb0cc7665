/** Days as texts such as `2026-01-31`, which compare as they follow each other. */
const day = 24 * 60 * 60 * 1000;

/** The day so many days later; earlier for a negative number. `undefined` for a text that is no day. */
export function dayAfter(text: string, days: number): string | undefined {
  const start = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(start) ? undefined : new Date(start + days * day).toISOString().slice(0, 10);
}

/** How many days lie between two days; `undefined` where one is none. */
export function daysBetween(from: string, to: string): number | undefined {
  const [start, end] = [from, to].map((text) => Date.parse(`${text.slice(0, 10)}T00:00:00Z`));
  if (start === undefined || end === undefined || Number.isNaN(start) || Number.isNaN(end)) return undefined;
  return Math.round((end - start) / day);
}
