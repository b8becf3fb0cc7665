/**
 * Where each line of a broken text belongs. What is typed seldom damages more than a few lines, and the others still
 * agree on the columns of their blocks: so of all ways to read the lines, the one with the fewest slips is taken. A
 * line that doesn't fit is put beside those around it, and opens and closes nothing.
 */
import { cueOf } from "./openLevels.ts";
import { type Around, bestReading, type LinePlace } from "./readings.ts";
import { isClosing, type SourceLine } from "./sourceLines.ts";

/** The lines with the indentation that they should have. */
export function alignLines(text: string, lines: readonly SourceLine[], around: Around): SourceLine[] {
  let place = lastPlace(text, lines, around);
  const below: Below = {};
  const aligned: SourceLine[] = [];
  for (const line of [...lines].reverse()) {
    if (line.blank || place === undefined) aligned.push(line);
    else if (isClosing(text, line)) aligned.push(moved(line, below.line?.indent ?? line.indent));
    else {
      below.line = moved(line, columnOf(place, line, below), place.as === "stray");
      below.as = place.as;
      if (typeof place.as === "number") below.entry = place.as;
      aligned.push(below.line);
      place = place.above;
    }
  }
  return aligned.reverse();
}

function moved(line: SourceLine, indent: number, stray = false): SourceLine {
  return stray || indent !== line.indent ? { ...line, indent, stray } : line;
}

function lastPlace(text: string, lines: readonly SourceLine[], around: Around): LinePlace | undefined {
  const content = lines.filter((line) => !line.blank && !isClosing(text, line));
  return bestReading(
    content.map((line, index) => cueOf(text, line, content[index + 1])),
    around,
  )?.last;
}

/** The next line below, how it is read, and the column of the next entry. */
interface Below {
  line?: SourceLine;
  as?: LinePlace["as"];
  entry?: number;
}

function columnOf(place: LinePlace, line: SourceLine, below: Below): number {
  if (typeof place.as === "number") return place.as;
  const { level, below: expected } = place.open;
  const { column } = level;
  if (place.as === "text") {
    const { entry = column } = below;
    return expected !== "text" && entry > column ? entry : line.indent;
  }
  const next = below.line;
  // A text behind a value doesn't go on behind what is astray.
  if (next && next.indent > column && (below.as !== "text" || expected !== "slip")) return next.indent;
  // Between a key and its list at the same column.
  if (next?.dash && next.indent === column && !level.list && expected === "block") return column + 1;
  return level.around ? column : line.indent;
}
