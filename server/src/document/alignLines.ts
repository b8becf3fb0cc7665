/**
 * Where each line of a broken text belongs. What is typed seldom damages more than a few lines, and the others still
 * agree on the columns of their blocks: so of all ways to read the lines, the one with the fewest slips is taken. A
 * line that doesn't fit is put beside those around it, and opens and closes nothing.
 */
import { cueOf } from "./openLevels.ts";
import { type Around, bestReading, type Place } from "./readings.ts";
import { isClosing, type SourceLine } from "./sourceLines.ts";

/** The lines with the indentation that they should have. */
export function alignLines(text: string, lines: readonly SourceLine[], around: Around): SourceLine[] {
  let place = lastPlace(text, lines, around);
  const below: Below = {};
  const aligned: SourceLine[] = [];
  for (const line of [...lines].reverse()) {
    if (line.blank || place === undefined) aligned.push(line);
    else if (isClosing(text, line)) aligned.push({ ...line, indent: below.line ?? line.indent });
    else {
      const indent = columnOf(place, line, below);
      const stray = place.as === "stray";
      aligned.push(stray || indent !== line.indent ? { ...line, indent, stray } : line);
      below.line = indent;
      if (typeof place.as === "number") below.entry = indent;
      place = place.above;
    }
  }
  return aligned.reverse();
}

function lastPlace(text: string, lines: readonly SourceLine[], around: Around): Place | undefined {
  const content = lines.filter((line) => !line.blank && !isClosing(text, line));
  return bestReading(
    content.map((line, index) => cueOf(text, line, content[index + 1])),
    around,
  )?.last;
}

/** The columns of the next line below and of the next entry. */
interface Below {
  line?: number;
  entry?: number;
}

function columnOf({ as, open }: Place, line: SourceLine, below: Below): number {
  if (typeof as === "number") return as;
  const { column, around } = open.level;
  const next = as === "stray" ? below.line : below.entry;
  const goesOn = next !== undefined && next > column;
  if (as === "text") return goesOn && open.below !== "text" ? next : line.indent;
  if (goesOn) return next;
  return around ? column : line.indent;
}
