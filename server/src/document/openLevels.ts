/** Which blocks are open at a line of a broken text, and what it costs to read the line as a part of them. */
import { type SourceLine, withoutDash } from "./sourceLines.ts";

/** A list or a map that is open, with those around it. Blocks that are nested alike are the same one. */
export interface Level {
  readonly column: number;
  readonly list: boolean;
  readonly around: Level | undefined;
  /** The blocks directly inside, by what tells them apart. */
  readonly inner: Map<string, Level>;
}

/** What may stand deeper below a line: a block, a text alone, or a text and by a slip a block. */
type Below = "block" | "text" | "slip";

/** What is open behind a line. */
export interface Open {
  readonly level: Level;
  readonly below: Below;
  /** Column of the text that goes on. */
  readonly textColumn: number | undefined;
}

/** A line that isn't blank, with what is worth knowing of it once. */
export interface Cue {
  readonly line: SourceLine;
  /** Column of the key behind its dash. */
  readonly innerColumn: number | undefined;
  readonly below: Below;
  /** Column of the line below it when that is deeper. */
  readonly deeper: number | undefined;
  /** Whether it begins an entry: a key, an item, or a key without its colon above a block. */
  readonly begins: boolean;
}

export function outermost(column: number): Open {
  const level: Level = { column, list: false, around: undefined, inner: new Map() };
  return { level, below: "block", textColumn: undefined };
}

export function cueOf(text: string, line: SourceLine, next: SourceLine | undefined): Cue {
  const inner = line.dash ? withoutDash(text, line) : line;
  const deeper = next && next.indent > line.indent ? next.indent : undefined;
  const isKey = inner.colonEnd !== undefined;
  const headsBlock = isKeyAbove(line, next);
  return {
    line,
    innerColumn: line.dash && isKey ? inner.indent : undefined,
    below: belowOf(text, inner, headsBlock && !line.dash),
    deeper,
    begins: line.dash || isKey || headsBlock,
  };
}

/** Whether a line must be a key, even without its colon, because of what stands below it. */
function isKeyAbove(line: SourceLine, next: SourceLine | undefined): boolean {
  if (next === undefined) return false;
  if (next.indent > line.indent) return next.dash || next.colonEnd !== undefined;
  return next.indent === line.indent && next.dash && !line.dash;
}

function belowOf(text: string, line: SourceLine, headsBlock: boolean): Below {
  if (line.blank || line.opens) return "block";
  if (line.colonEnd === undefined) return headsBlock ? "block" : "slip";
  const value = text.slice(line.colonEnd, line.end).trim();
  if (/^(?:#|[&!]\S*$)/.test(value)) return "block";
  return /^(?:[|>]|'[^']*$|"[^"]*$|\[[^\]]*$|\{[^}]*$)/.test(value) ? "text" : "slip";
}

/** What a slip costs when two ways to read the same lines are compared. */
export const slip = 4;
/** What a block costs that isn't indented by the usual step. */
const unusual = slip / 2;
/** What a key costs that has no value. */
const empty = slip / 4;

/** The level behind a line that is read at a column, and what that costs; `step` is the usual one between levels. */
export function enter(open: Open, cue: Cue, column: number, step: number): { level: Level; cost: number } {
  const { line, innerColumn } = cue;
  const { level, cost } = levelAt(open, line.dash, column, step);
  const isItem = innerColumn !== undefined && level.list;
  const inner = isItem ? inside(level, column + innerColumn - line.indent, false) : level;
  return { level: inner, cost: cost + (line.dash || line.colonEnd !== undefined ? 0 : slip) };
}

function levelAt(open: Open, dash: boolean, column: number, step: number): { level: Level; cost: number } {
  const level = closed(open.level, column);
  const isBelowKey = level === open.level && open.below === "block";
  if (level.column < column) {
    const isBetween = level !== open.level && level.around !== undefined;
    const misplaced = isBetween ? 2 * slip : slip;
    const cost = (isBelowKey ? 0 : misplaced) + (column === usualInside(level, step) ? 0 : unusual);
    return { level: inside(level, column, dash), cost };
  }
  if (dash === level.list) return { level, cost: isBelowKey && !dash ? empty : 0 };
  // A list may stand at the column of its key.
  if (dash && level === open.level)
    return { level: inside(level, column, true), cost: isBelowKey ? 0 : slip };
  if (dash) return { level, cost: slip };
  const keys = level.around?.column === column ? level.around : undefined;
  return keys ? { level: keys, cost: 0 } : { level, cost: slip };
}

function usualInside({ column, around }: Level, step: number): number {
  return around === undefined && column < 0 ? 0 : column + step;
}

/** The innermost level that is open at a column. */
export function closed(level: Level, column: number): Level {
  let open = level;
  while (open.column > column && open.around) open = open.around;
  return open;
}

function inside(around: Level, column: number, list: boolean): Level {
  const key = `${column}${list ? "-" : ""}`;
  const level = around.inner.get(key) ?? { column, list, around, inner: new Map() };
  around.inner.set(key, level);
  return level;
}

/** The columns that an entry can be meant for: of any deeper block, the next one around, a new one of a usual `step`. */
export function columnsBeside(level: Level, column: number, step: number | undefined): number[] {
  const columns: number[] = [];
  let open: Level = level;
  for (; open.around && open.column > column; open = open.around) columns.push(open.column);
  if (column > level.column && step !== undefined) columns.push(usualInside(level, step));
  if (open.around && open.column === column) open = open.around;
  if (open.around) columns.push(open.column);
  return columns.filter((beside) => beside !== column);
}
