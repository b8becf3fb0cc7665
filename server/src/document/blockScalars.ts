/** Texts below `|` or `>` (YAML 1.2.2, chapter 8.1). */

const header = /[|>][-+0-9]{0,2}/y;

/** The end of the header that stands at an offset; at least behind its sign. */
export function blockHeaderEnd(text: string, at: number): number {
  header.lastIndex = at;
  return header.test(text) ? header.lastIndex : at + 1;
}

/** A block scalar's token ends with its last line that isn't blank, before the line break; -1 when it has none. */
export function blockEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && /\s/.test(text.charAt(last - 1))) last--;
  return last === start ? -1 : last;
}
