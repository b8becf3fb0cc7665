/** Where the entries of a block begin, by indentation alone. */
import { startsBlock } from "./repairs.ts";
import { type SourceLine, withoutDash } from "./sourceLines.ts";

/** The block around the one that is looked at. */
interface Around {
  /** Column of its entries; -1 around the root. */
  readonly level: number;
  readonly step: number;
}

/** The column that the entries of a block stand at; the first line isn't blank. A stray line doesn't decide it alone. */
export function blockLevel(text: string, lines: readonly SourceLine[], around: Around): number {
  const content = lines.filter((line) => !line.blank);
  const [head] = content;
  const first = head?.indent ?? 0;
  const counts = new Map<number, number>();
  for (const { indent } of content) counts.set(indent, (counts.get(indent) ?? 0) + 1);
  const repeated = [...counts].flatMap(([indent, count]) => (count > 1 ? indent : []));
  const usual = around.level < 0 ? 0 : around.level + around.step;
  const lower = [...repeated, ...(first === usual ? [] : openers(content))].filter(
    (indent) => indent < first && indent > around.level,
  );
  if (lower.length > 0) return Math.min(...lower);
  if (counts.get(first) !== 1) return first;
  const deeper = repeated.filter((indent) => indent > first);
  if (deeper.includes(usual)) return usual;
  const stray = head !== undefined && isStray(text, head, content);
  return stray && deeper.length > 0 ? Math.min(...deeper) : first;
}

/** Whether a line is no entry: neither a key nor an item with what belongs to it. */
function isStray(text: string, head: SourceLine, content: readonly SourceLine[]): boolean {
  if (!head.dash) return head.colonEnd === undefined;
  const inside = withoutDash(text, head).indent;
  return content.some(({ indent }) => indent > head.indent && indent < inside);
}

/** Columns of the keys that have a block of their own. */
function openers(content: readonly SourceLine[]): number[] {
  return content.flatMap((line, index) => {
    const next = content[index + 1];
    return next && next.indent > line.indent && line.opens ? line.indent : [];
  });
}

/** How far a level is usually indented: the commonest step from a key to what stands below it. */
export function stepOf(lines: readonly SourceLine[]): number {
  const counts = new Map<number, number>();
  let above: SourceLine | undefined;
  for (const line of lines) {
    if (line.blank) continue;
    const step = above?.opens ? line.indent - above.indent : 0;
    if (step > 0) counts.set(step, (counts.get(step) ?? 0) + 1);
    above = line;
  }
  const [commonest] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return commonest?.[0] ?? 2;
}

/** The block that is being split. */
interface Block {
  readonly text: string;
  readonly lines: readonly SourceLine[];
  readonly level: number;
  readonly step: number;
}

/** An entry while its lines are gathered. */
interface Entry {
  readonly lines: SourceLine[];
  /** Columns of the lines below its first one that aren't blank. */
  readonly indents: Set<number>;
  /** The first of those lines. */
  inner: SourceLine | undefined;
}

/** The lines of each item of a list. */
export function splitItems(block: Block): SourceLine[][] {
  return split(block, (line) => line.indent < block.level || line.dash || !isClosing(block.text, line));
}

/** The lines of each entry of a map: a line that isn't deeper than the block, and what is indented below it. */
export function splitEntries(block: Block): SourceLine[][] {
  const { text, level } = block;
  return split(block, (line, entry) => {
    if (isClosing(text, line)) return false;
    return !(line.indent === level && line.dash && takesList(entry, level));
  });
}

function split(block: Block, isHead: (line: SourceLine, entry: Entry) => boolean): SourceLine[][] {
  const entries: Entry[] = [];
  block.lines.forEach((line, index) => {
    const entry = entries.at(-1);
    if (entry === undefined || (!line.blank && standsHere(block, line, entry, index) && isHead(line, entry)))
      entries.push({ lines: [line], indents: new Set(), inner: undefined });
    else {
      entry.lines.push(line);
      if (line.blank) return;
      entry.indents.add(line.indent);
      entry.inner ??= line;
    }
  });
  return entries.map(({ lines }) => lines);
}

/**
 * Whether a line begins an entry of this block. Its own indentation says so, unless the lines below it tell that it
 * was mistyped: what is indented like the inside of the entry above goes on there, and so does the line before it.
 */
function standsHere(block: Block, line: SourceLine, entry: Entry, index: number): boolean {
  const { level, step } = block;
  const { inner } = entry;
  if (line.indent > level && (!line.opens || inner === undefined || line.indent >= inner.indent))
    return false;
  const below = blocksBelow(block, index);
  if (below === undefined) return line.indent <= level;
  const { first, least } = below;
  const isOwnBlock = first === least && least - level <= step;
  if (line.indent > level) return line.indent < least && isOwnBlock;
  const waits = inner === undefined && entry.lines[0]?.opens === true && first > least;
  if (!waits && !entry.indents.has(least)) return true;
  return isOwnBlock && (line.opens || (line.colonEnd !== undefined && line.indent === level));
}

/** Columns of the lines below a line that are deeper than the block and begin something: the first and the least. */
function blocksBelow({ lines, level }: Block, index: number): { first: number; least: number } | undefined {
  let found: { first: number; least: number } | undefined;
  for (let next = index + 1; next < lines.length; next++) {
    const line = lines[next];
    if (line === undefined || line.blank) continue;
    if (line.indent <= level) break;
    if (!startsBlock(line)) continue;
    found = { first: found?.first ?? line.indent, least: Math.min(found?.least ?? line.indent, line.indent) };
  }
  return found;
}

/** A line of closing brackets ends what was opened above, wherever it stands. */
function isClosing(text: string, line: SourceLine): boolean {
  return /^[\]}][\]},\s]*(?:#.*)?$/.test(text.slice(line.content, line.end));
}

/** Whether dashes at the key's own column may be the list below it: `key:` with nothing else so far. */
function takesList({ lines: [head], inner }: Entry, level: number): boolean {
  return head?.opens === true && (inner === undefined || (inner.indent === level && inner.dash));
}
