/** Start and end of each document of a broken text; all but the first begin with `---` or what is nearly that. */
export function documentRanges(text: string): [number, number][] {
  const starts = [0];
  for (const { 0: line, index } of text.matchAll(/^(?:[^#:'"\r\n]{0,2}---|\.\.\.).*/gm))
    if (index > 0 && isMarker(line, text.slice(index + line.length))) starts.push(index);
  return starts.map((start, index) => [start, starts[index + 1] ?? text.length]);
}

/** A letter typed beside the dashes must not merge two documents, and dashes typed into an event must not cut it. */
function isMarker(line: string, below: string): boolean {
  if (/^(?:---|\.\.\.)[ \t]*(?:#.*)?$/.test(line)) return true;
  return /^(?:---|\.\.\.)[ \t]|^.{0,2}---[^#:'"]{0,4}$/.test(line) && /^(?:[ \t]*\r?\n)+[\w'"]/.test(below);
}
