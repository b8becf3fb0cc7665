/** Where the entries of a block begin. */
import { startsBlock } from "./repairs.ts";
import { isClosing, type SourceLine } from "./sourceLines.ts";

/** The lines of a block, aligned. */
interface Block {
  readonly text: string;
  readonly lines: readonly SourceLine[];
  /** Column of its entries. */
  readonly level: number;
}

/** The lines of each item of a list. */
export function splitItems(block: Block): SourceLine[][] {
  return split(block, () => true);
}

/** The lines of each entry of a map: a line at the block's column, and what is indented below it. */
export function splitEntries(block: Block): SourceLine[][] {
  return split(block, (line, entry) => !(line.dash && takesList(entry, block.level)));
}

interface Entry {
  readonly lines: SourceLine[];
  /** The first line below its head that begins an entry itself; kept, because an entry may have thousands of lines. */
  first?: SourceLine;
}

function split(
  { text, lines, level }: Block,
  isHead: (line: SourceLine, entry: Entry) => boolean,
): SourceLine[][] {
  const entries: Entry[] = [];
  for (const line of lines) {
    const entry = entries.at(-1);
    const column = entry?.lines[0]?.indent ?? level;
    const inside = line.blank || line.indent > column || isClosing(text, line);
    if (entry === undefined || (!inside && isHead(line, entry))) entries.push({ lines: [line] });
    else {
      entry.lines.push(line);
      if (!entry.first && startsBlock(line) && !line.stray) entry.first = line;
    }
  }
  return entries.map((entry) => entry.lines);
}

/** Whether dashes at the key's own column may be the list below it: there is nothing else so far. */
function takesList({ lines: [head], first }: Entry, level: number): boolean {
  return head?.dash === false && (first === undefined || (first.indent === level && first.dash));
}
