/** Ways to read the lines of a broken text, and which of them is the best. */
import {
  type Cue,
  closed,
  columnsBeside,
  enter,
  type Level,
  type Open,
  outermost,
  slip,
} from "./openLevels.ts";

/** The block around the lines. */
export interface Around {
  /** Column of its entries; -1 around the root. */
  readonly level: number;
  /** How far a level is usually indented. */
  readonly step: number;
}

/** How a line is read: as an entry at a column; as text, which stays where it is; or as one that doesn't fit. */
export interface LinePlace {
  readonly as: number | "text" | "stray";
  /** What is open above it. */
  readonly open: Open;
  readonly above: LinePlace | undefined;
}

export interface Reading extends Open {
  readonly cost: number;
  readonly last: LinePlace | undefined;
  /** How many entries of the outer blocks have been read since the last slip. */
  readonly calm: number;
}

/** How many readings are followed at once, and by how much they may be worse than the best. */
const followed = 8;
const tolerance = 2.5 * slip;
/** So many entries above the line that doesn't fit a slip may have been made, and so many below fit when it is over. */
const margin = 3;

/** The best reading of all lines. */
export function bestReading(cues: readonly Cue[], around: Around): Reading {
  let reading: Reading = { ...outermost(around.level), cost: 0, last: undefined, calm: 0 };
  const heads: { index: number; reading: Reading }[] = [];
  for (let index = 0; index < cues.length; ) {
    const cue = cues[index];
    const fitting = cue && fittingOf(reading, cue, around);
    if (fitting) {
      if (fitting.calm > reading.calm) heads.push({ index, reading });
      reading = fitting;
      index++;
    } else {
      const from = heads.splice(-margin)[0] ?? { index, reading };
      [index, reading] = search(cues, around, from.index, from.reading, index);
      heads.length = 0;
    }
  }
  return reading;
}

/** The best reading from a line to where what is wrong at `damage` is over, and the next line. */
function search(
  cues: readonly Cue[],
  around: Around,
  from: number,
  start: Reading,
  damage: number,
): [number, Reading] {
  let readings = [start];
  for (let index = from; index < cues.length; index++) {
    const cue = cues[index];
    if (cue) readings = best(readings.flatMap((reading) => readingsOf(reading, cue, around)));
    const [first] = readings;
    if (index > damage && first && first.calm >= margin) return [index + 1, first];
  }
  return [cues.length, readings[0] ?? start];
}

/** The cheapest readings, each way of nesting once; the first of those that are equally good. */
function best(readings: readonly Reading[]): Reading[] {
  const byLevel = new Map<Level, Map<string, Reading>>();
  for (const reading of readings) {
    const known = byLevel.get(reading.level) ?? new Map<string, Reading>();
    byLevel.set(reading.level, known);
    const way = `${reading.below} ${reading.textColumn ?? ""}`;
    const other = known.get(way);
    if (other === undefined || reading.cost < other.cost) known.set(way, reading);
  }
  const sorted = [...byLevel.values()]
    .flatMap((known) => [...known.values()])
    .sort((a, b) => a.cost - b.cost);
  const least = sorted[0]?.cost ?? 0;
  return sorted.filter(({ cost }) => cost <= least + tolerance).slice(0, followed);
}

/** The reading of a line as it is written, if there is nothing wrong with it. */
function fittingOf(reading: Reading, cue: Cue, around: Around): Reading | undefined {
  return writtenOf(reading, cue, around).find(({ cost }) => cost < reading.cost + slip);
}

function readingsOf(reading: Reading, cue: Cue, around: Around): Reading[] {
  const written = writtenOf(reading, cue, around);
  const fits = written.some(({ cost }) => cost === reading.cost);
  if (fits && written[0]?.last?.as === "text") return written;
  const { level, below } = reading;
  const step = below === "block" ? around.step : undefined;
  const moved = columnsBeside(level, cue.line.indent, step)
    .filter((column) => canMove(reading, cue, column))
    .map((column) => entered(reading, cue, column, around, fits));
  const stray = passed(reading, cue, "stray", strayCost(reading, cue, around.step) + (fits ? slip / 4 : 0));
  return [...written, ...moved, stray];
}

/** The readings of a line that leave it where it is. */
function writtenOf(reading: Reading, cue: Cue, around: Around): Reading[] {
  const asText = textCost(reading, cue);
  const readings = asText === undefined ? [] : [passed(reading, cue, "text", asText)];
  if (asText !== 0) readings.push(entered(reading, cue, cue.line.indent, around));
  return readings;
}

/** Reads a line as an entry at a column; whether it `fits` where it is makes it less likely that it is meant for another. */
function entered(reading: Reading, cue: Cue, column: number, around: Around, fits = false): Reading {
  const { level, cost } = enter(reading, cue, column, around.step);
  const move = moveCost(reading, cue, column, around.step) + (fits ? slip / 2 : 0);
  const all = cost + (column === cue.line.indent ? 0 : move);
  const isOuter = column <= Math.max(around.level, 0) + around.step;
  const calm = all < slip ? reading.calm + (isOuter ? 1 : 0) : 0;
  const last = { as: column, open: reading, above: reading.last };
  return { level, below: cue.below, textColumn: undefined, cost: reading.cost + all, last, calm };
}

/** Reads a line as one that opens and closes nothing. */
function passed(reading: Reading, { line }: Cue, as: "text" | "stray", cost: number): Reading {
  const { level, below, textColumn = as === "text" ? line.indent : undefined } = reading;
  const last = { as, open: reading, above: reading.last };
  const calm = cost < slip ? reading.calm : 0;
  return { level, below, textColumn, cost: reading.cost + cost, last, calm };
}

/** What it costs to read a line as text; `undefined` where there is none. Keys with blocks are seldom meant as text. */
function textCost(
  { level, below, textColumn = 0 }: Reading,
  { line, deeper, begins }: Cue,
): number | undefined {
  if (line.indent <= level.column || (begins && below !== "text")) return undefined;
  if (below === "text" && line.indent < textColumn) return slip + 1;
  return below === "text" && line.opens && deeper !== undefined ? slip : 0;
}

/** Whether a line can be meant for another column: the lines below it must stay there, and an item is one of a list. */
function canMove({ level }: Reading, { line, deeper }: Cue, column: number): boolean {
  if (line.dash && column <= level.column && !closed(level, column).list) return false;
  return deeper === undefined || deeper > column;
}

/** What is typed is typed in one place; and a key with a block of its own is seldom astray. */
function strayCost({ last }: Reading, cue: Cue, step: number): number {
  return (last?.as === "stray" ? slip / 2 : slip) + (hasBlock(cue, step) ? 2 * slip : 0);
}

/** A line that stands below a key alone is seldom meant to stand beside it. */
function moveCost({ level, below }: Reading, cue: Cue, column: number, step: number): number {
  const leavesKey = below === "block" && cue.line.indent > level.column && column <= level.column;
  return slip + (hasBlock(cue, step) ? slip / 2 : 0) + (leavesKey ? slip : 0);
}

function hasBlock({ line, deeper }: Cue, step: number): boolean {
  return line.colonEnd !== undefined && deeper === line.indent + step;
}
