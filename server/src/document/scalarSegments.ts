/**
 * Which characters of a file make up the content of a scalar (YAML 1.2.2, chapters 7.3 and 8.1). A segment is either
 * text that stands in the file as it is, of equal length on both sides, or something that stands for other text: an
 * escape, or a line break with the indentation after it.
 */
import type { ScalarStyle, YamlScalar } from "./types.ts";

export interface Segment {
  /** In the scalar's text. */
  readonly textStart: number;
  readonly textEnd: number;
  /** In the file. */
  readonly start: number;
  readonly end: number;
  /** Whether both sides are the same characters. */
  readonly same: boolean;
}

interface Walk {
  readonly source: string;
  readonly segments: Segment[];
  textLength: number;
}

const simpleEscapes: Record<string, string> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};
/** What begins an escape. */
const escapeSigns: Partial<Record<ScalarStyle, string>> = { single: "'", double: "\\" };
const hexLengths: Record<string, number> = { x: 2, u: 4, U: 8 };

/** The segments of a scalar in order, without gaps in its text. */
export function segmentsOf(scalar: YamlScalar, source: string): readonly Segment[] {
  const walk: Walk = { source, segments: [], textLength: 0 };
  const { start, end } = scalar.span;
  if (source.slice(start, end) === scalar.text) push(walk, start, end, end - start, true);
  else if (scalar.style === "plain") walkFlow(walk, start, end, "");
  else if (scalar.style === "single" || scalar.style === "double")
    walkFlow(walk, start + 1, closingQuote(scalar, source), escapeSigns[scalar.style] ?? "");
  else walkBlock(walk, scalar);
  return walk.segments;
}

/** The text between double quotes, by the YAML 1.2.2 rules; `start` and `end` are what is between the quotes. */
export function decodeDouble(source: string, start: number, end: number): string {
  return flowSegments(source, start, end, "double").text;
}

/** The text and the segments of a part of a plain or quoted scalar, quotes left out; an escape that is cut counts for nothing. */
export function flowSegments(
  source: string,
  start: number,
  end: number,
  style: ScalarStyle,
): { text: string; segments: readonly Segment[] } {
  const parts: string[] = [];
  const walk: Walk = { source, segments: [], textLength: 0 };
  walkFlow(walk, start, end, escapeSigns[style] ?? "", (part) => parts.push(part));
  return { text: parts.join(""), segments: walk.segments };
}

/** While typing, the closing quote may be missing. */
function closingQuote(scalar: YamlScalar, source: string): number {
  const { start, end } = scalar.span;
  const quote = source.charAt(start);
  return end - start >= 2 && source.charAt(end - 1) === quote ? end - 1 : end;
}

function push(walk: Walk, start: number, end: number, length: number, same: boolean): void {
  if (start === end && length === 0) return;
  walk.segments.push({ textStart: walk.textLength, textEnd: walk.textLength + length, start, end, same });
  walk.textLength += length;
}

/** Plain and quoted scalars: lines are folded; `escaping` is the character that begins an escape. */
function walkFlow(
  walk: Walk,
  from: number,
  to: number,
  escaping: string,
  emit?: (part: string) => void,
): void {
  const { source } = walk;
  let runStart = from;
  let at = from;
  const flush = (end: number) => {
    if (end > runStart) {
      push(walk, runStart, end, end - runStart, true);
      emit?.(source.slice(runStart, end));
    }
  };
  const replace = (start: number, end: number, text: string) => {
    flush(start);
    push(walk, start, end, text.length, false);
    emit?.(text);
    runStart = end;
    at = end;
  };
  while (at < to) {
    const char = source.charAt(at);
    if (char === "\n" || char === "\r") {
      const before = trimmedEnd(source, runStart, at);
      const fold = foldAt(source, at, to);
      replace(before, fold.end, fold.breaks === 1 ? " " : "\n".repeat(fold.breaks - 1));
    } else if (escaping !== "" && char === escaping) {
      const { end, text } = escaping === "'" ? { end: at + 2, text: "'" } : readEscape(source, at, to);
      if (end <= to) replace(at, end, text);
      else {
        flush(at);
        runStart = to;
        at = to;
      }
    } else at++;
  }
  flush(to);
}

function trimmedEnd(source: string, from: number, to: number): number {
  let end = to;
  while (end > from && (source.charAt(end - 1) === " " || source.charAt(end - 1) === "\t")) end--;
  return end;
}

/** Line breaks from `at` on, with the white space around them. */
function foldAt(source: string, at: number, to: number): { end: number; breaks: number } {
  const space = /[ \t\r\n]*/y;
  space.lastIndex = at;
  const found = space.exec(source)?.[0] ?? "";
  const end = Math.min(at + found.length, to);
  return { end, breaks: source.slice(at, end).match(/\r\n?|\n/g)?.length ?? 1 };
}

function readEscape(source: string, at: number, to: number): { end: number; text: string } {
  const letter = source.charAt(at + 1);
  if (letter === "\n" || letter === "\r") {
    const fold = foldAt(source, at + 1, to);
    return { end: fold.end, text: "\n".repeat(fold.breaks - 1) };
  }
  const simple = simpleEscapes[letter];
  if (simple !== undefined) return { end: at + 2, text: simple };
  const end = at + 2 + (hexLengths[letter] ?? 0);
  const code = Number.parseInt(source.slice(at + 2, end), 16);
  const known = Number.isInteger(code) && code <= 0x10ffff;
  return { end, text: known ? String.fromCodePoint(code) : source.slice(at, end) };
}

/** Literal and folded blocks; guided by the text, since the indentation may be relative to a parent we don't see. */
function walkBlock(walk: Walk, scalar: YamlScalar): void {
  const { text, span } = scalar;
  let before: number | undefined;
  let indent: number | undefined;
  let pending: Line[] = [];
  for (const line of linesBelow(walk.source, span.start)) {
    if (walk.textLength >= text.length) break;
    pending.push(line);
    indent ??= indentation(walk.source, line, text);
    if (indent === undefined) continue;
    for (const { start, end } of pending) {
      const contentStart = Math.min(start + indent, end);
      if (contentStart < end && pushLine(walk, text, before, contentStart, end)) before = end;
    }
    pending = [];
  }
  const last = before ?? span.end;
  if (walk.textLength < text.length) push(walk, last, last, text.length - walk.textLength, false);
}

/** Adds a line that isn't blank, and what the breaks before it stand for. */
function pushLine(walk: Walk, text: string, before: number | undefined, start: number, end: number): boolean {
  const separators = before === undefined ? /\n*/y : / |\n+/y;
  separators.lastIndex = walk.textLength;
  const separator = separators.exec(text)?.[0].length ?? 0;
  if (!text.startsWith(walk.source.slice(start, end), walk.textLength + separator)) return false;
  if (separator > 0) push(walk, before ?? start, start, separator, false);
  push(walk, start, end, end - start, true);
  return true;
}

interface Line {
  readonly start: number;
  readonly end: number;
}

/** The lines after the one that holds `offset`, without their breaks. */
function* linesBelow(source: string, offset: number): Generator<Line> {
  const line = /[^\r\n]*(\r\n?|\n)?/y;
  line.lastIndex = offset;
  while (line.exec(source)?.[1] !== undefined) {
    const start = line.lastIndex;
    const whole = line.exec(source);
    yield { start, end: start + (whole?.[0].length ?? 0) - (whole?.[1]?.length ?? 0) };
    line.lastIndex = start;
  }
}

/** How many columns of a line that isn't blank are indentation, seeing what the text has at its first such line. */
function indentation(source: string, line: Line, text: string): number | undefined {
  const inSource = source.slice(line.start, line.end).search(/\S/);
  if (inSource < 0) return undefined;
  const first = text.search(/\S/);
  return Math.max(0, inSource - (first - (text.lastIndexOf("\n", Math.max(0, first)) + 1)));
}
