/** Where the entries of a block begin, by indentation alone. */
import { startsBlock } from "./repairs.ts";
import { isDash, keyLength, opensBlock, type SourceLine, withoutDash } from "./sourceLines.ts";

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
  const lower = [...repeated, ...(first === usual ? [] : openers(text, content))].filter(
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
  if (!isDash(text, head)) return keyLength(text, head) === undefined;
  const inside = withoutDash(text, head).indent;
  return content.some(({ indent }) => indent > head.indent && indent < inside);
}

/** Columns of the keys that have a block of their own. */
function openers(text: string, content: readonly SourceLine[]): number[] {
  return content.flatMap((line, index) => {
    const next = content[index + 1];
    return next && next.indent > line.indent && opensBlock(text, line) ? line.indent : [];
  });
}

/** How far a level is usually indented: the commonest step from a key to what stands below it. */
export function stepOf(text: string, lines: readonly SourceLine[]): number {
  const counts = new Map<number, number>();
  let above: SourceLine | undefined;
  for (const line of lines) {
    if (line.blank) continue;
    const step = above && opensBlock(text, above) ? line.indent - above.indent : 0;
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

/** The lines of each item of a list. */
export function splitItems(block: Block): SourceLine[][] {
  const { text, level } = block;
  return split(block, (line) => line.indent < level || isDash(text, line) || !isClosing(text, line));
}

/** The lines of each entry of a map: a line that isn't deeper than the block, and what is indented below it. */
export function splitEntries(block: Block): SourceLine[][] {
  const { text, level } = block;
  return split(block, (line, chunk) => {
    if (isClosing(text, line)) return false;
    return !(line.indent === level && isDash(text, line) && takesList(text, chunk, level));
  });
}

type IsHead = (line: SourceLine, chunk: readonly SourceLine[]) => boolean;

function split(block: Block, isHead: IsHead): SourceLine[][] {
  const chunks: SourceLine[][] = [];
  block.lines.forEach((line, index) => {
    const chunk = chunks.at(-1);
    if (chunk === undefined) chunks.push([line]);
    else if (!line.blank && standsHere(block, line, chunk, index) && isHead(line, chunk)) chunks.push([line]);
    else chunk.push(line);
  });
  return chunks;
}

/**
 * Whether a line begins an entry of this block. Its own indentation says so, unless the lines below it tell that it
 * was mistyped: what is indented like the inside of the entry above goes on there, and so does the line before it.
 */
function standsHere(block: Block, line: SourceLine, chunk: readonly SourceLine[], index: number): boolean {
  const { text, level, step } = block;
  const below = blocksBelow(block, index);
  const [first] = below;
  if (first === undefined) return line.indent <= level;
  const least = below.reduce((found, { indent }) => Math.min(found, indent), first.indent);
  const isOwnBlock = first.indent === least && least - level <= step;
  const key = keyLength(text, line);
  const opens = opensBlock(text, line);
  if (line.indent > level) {
    const inner = chunk.slice(1).find((other) => !other.blank);
    const outdented = inner !== undefined && line.indent < inner.indent && line.indent < least;
    return outdented && opens && isOwnBlock;
  }
  const inside = chunk.slice(1).filter((other) => !other.blank);
  const [head] = chunk;
  const waits = inside.length === 0 && head !== undefined && opensBlock(text, head) && first.indent > least;
  const goesOn = waits || inside.some((other) => other.indent === least);
  return !goesOn || (isOwnBlock && (opens || (key !== undefined && line.indent === level)));
}

/** The lines below a line that are deeper than the block and begin something. */
function blocksBelow({ text, lines, level }: Block, index: number): SourceLine[] {
  const found: SourceLine[] = [];
  for (let next = index + 1; next < lines.length; next++) {
    const line = lines[next];
    if (line === undefined || line.blank) continue;
    if (line.indent <= level) break;
    if (startsBlock(text, line)) found.push(line);
  }
  return found;
}

/** A line of closing brackets ends what was opened above, wherever it stands. */
function isClosing(text: string, line: SourceLine): boolean {
  return /^[\]}][\]},\s]*(?:#.*)?$/.test(text.slice(line.content, line.end));
}

/** Whether dashes at the key's own column may be the list below it: `key:` with nothing else so far. */
function takesList(text: string, chunk: readonly SourceLine[], level: number): boolean {
  const [head, ...below] = chunk;
  if (head === undefined || !opensBlock(text, head)) return false;
  const first = below.find((line) => !line.blank);
  return first === undefined || (first.indent === level && isDash(text, first));
}
