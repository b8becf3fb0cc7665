/** A text as lines with their indentation: what is left to hold on to when it isn't YAML. */
import { flowSegments } from "./scalarSegments.ts";
import type { Span } from "./types.ts";

export interface SourceLine {
  readonly start: number;
  /** Before the line break. */
  readonly end: number;
  /** Where the indentation ends. */
  readonly content: number;
  /** Columns of the indentation as written; a tab counts to the next even column. */
  readonly column: number;
  /** Columns of the indentation that its neighbours ask for; `alignLines` finds them. */
  readonly indent: number;
  /** Empty, or only a comment. */
  readonly blank: boolean;
  /** Whether it begins an item of a list. */
  readonly dash: boolean;
  /** Offset behind the colon of a key that it begins with. */
  readonly colonEnd: number | undefined;
  /** Whether it is a key alone, so that its value stands below it. */
  readonly opens: boolean;
  /** Whether it doesn't fit between its neighbours. */
  readonly stray: boolean;
}

/** The lines between two offsets; `from` is the start of a line. */
export function sourceLines(text: string, from: number, to: number): SourceLine[] {
  const lines: SourceLine[] = [];
  const breaks = /\r\n?|\n/g;
  breaks.lastIndex = from;
  for (let start = from; start < to; ) {
    const found = breaks.exec(text);
    const end = Math.min(found?.index ?? to, to);
    lines.push(lineOf(text, start, end));
    start = found ? Math.min(breaks.lastIndex, to) : to;
  }
  return lines;
}

function lineOf(text: string, start: number, end: number): SourceLine {
  let content = start;
  let indent = 0;
  for (; content < end; content++) {
    const char = text.charCodeAt(content);
    if (char === 32 || char === 0xfeff) indent += char === 32 ? 1 : 0;
    else if (char === 9) indent += 2 - (indent % 2);
    else break;
  }
  return describe(text, start, end, content, indent);
}

function describe(text: string, start: number, end: number, content: number, column: number): SourceLine {
  const blank = content === end || text.charAt(content) === "#";
  const colonEnd = blank ? undefined : colonAfterKey(text, content, end);
  const dash =
    text.charAt(content) === "-" && (content + 1 === end || /[ \t]/.test(text.charAt(content + 1)));
  const opens = colonEnd === end;
  return { start, end, content, column, indent: column, blank, dash, colonEnd, opens, stray: false };
}

/** The line without its leading `-`, which is then the indentation of what follows. */
export function withoutDash(text: string, line: SourceLine): SourceLine {
  const space = /-[ \t]*/y;
  space.lastIndex = line.content;
  space.test(text);
  const content = Math.min(Math.max(space.lastIndex, line.content), line.end);
  const width = content - line.content;
  const rest = describe(text, content, line.end, content, line.column + width);
  return { ...rest, indent: line.indent + width };
}

/** A line of closing brackets ends what was opened above, wherever it stands. */
export function isClosing(text: string, line: SourceLine): boolean {
  return /^[\]}][\]},\s]*(?:#.*)?$/.test(text.slice(line.content, line.end));
}

/** A key with its colon at the start of a text. */
const key =
  /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?![-?:](?:\s|$))[^\s"'#{}[\],&*!|>%@`](?:[^#:]|:(?=\S)|(?<=\S)#)*)[ \t]*:(?=[ \t]|$)/;

function colonAfterKey(text: string, content: number, end: number): number | undefined {
  // A key of more than 1,024 characters is none in YAML, and looking for one must not take long.
  const found = key.exec(text.slice(content, Math.min(end, content + 1100)));
  return found ? content + found[0].length : undefined;
}

/** The key that a line begins with, given where its content starts and the offset behind its colon. */
export function keyOn(text: string, content: number, colonEnd: number): { text: string; span: Span } {
  const span = { start: content, end: content + text.slice(content, colonEnd - 1).trimEnd().length };
  const quote = text.charAt(content);
  const style = quote === "'" ? "single" : quote === '"' ? "double" : "plain";
  const inner = style === "plain" ? span : { start: span.start + 1, end: span.end - 1 };
  return { text: flowSegments(text, inner.start, inner.end, style).text, span };
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
