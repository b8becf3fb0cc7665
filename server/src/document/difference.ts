import type { TextEdit } from "./types.ts";

/** The one edit that makes a text another: what both begin and end with stays. Line breaks and characters of two units stay whole. */
export function difference(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  while (start > 0 && isInside(before, after, start)) start--;
  let rest = 0;
  while (rest < most - start && before.at(-1 - rest) === after.at(-1 - rest)) rest++;
  while (rest > 0 && isInside(before, after, before.length - rest, after.length - rest)) rest--;
  return {
    span: { start, end: before.length - rest },
    text: after.slice(start, after.length - rest),
  };
}

/** Whether a place in either text is between the two units of a character, or of a line break. */
function isInside(before: string, after: string, at: number, other = at): boolean {
  const splits = (text: string, place: number) =>
    /^(?:\r\n|[\ud800-\udbff][\udc00-\udfff])/.test(text.slice(place - 1, place + 1));
  return splits(before, at) || splits(after, other);
}
