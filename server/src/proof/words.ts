/** Numbers as people read them: `12,431`. */
export const inWords = (count: number): string => count.toLocaleString("en-US");

/** `1 row`, `12,431 rows`. In: the noun, and its plural where that is not one with an `s`. */
export function many(count: number, noun: string, plural = `${noun}s`): string {
  return `${inWords(count)} ${count === 1 ? noun : plural}`;
}

/** A share as people read it: `1.2 %`. */
export function percent(share: number): string {
  const value = share * 100;
  const digits = value !== 0 && Math.abs(value) < 1 ? 2 : 1;
  return `${Number(value.toFixed(digits))} %`;
}

const units = [
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const;

/** A length of time in seconds as people read it, in its two largest units: `2 days 3 hours`. */
export function duration(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds));
  const words: string[] = [];
  for (const [length, unit] of units) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) words.push(many(count, unit));
    if (words.length === 2) break;
  }
  return words.length > 0 ? words.join(" ") : "0 seconds";
}

/** A text that may be too long for a line. */
export function clip(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
