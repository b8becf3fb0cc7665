/** The structure of one line of YAML in block style: its dashes and its key. */
import type { Span } from "../document/types.ts";

export interface LineEntry {
  readonly kind: "dash" | "key";
  readonly column: number;
  /** Empty for a dash. */
  readonly key: string;
  /** The dash, or the key without its colon. */
  readonly span: Span;
  /** First character after the dash or colon and its blanks. */
  readonly valueStart: number;
  /** Offset at which the line starts. */
  readonly line: number;
}

export interface Line extends Span {
  /** Number of blanks that the line starts with. */
  readonly indent: number;
  /** Offset of the next line; behind the text's end for the last one. */
  readonly next: number;
}

/** The line that holds an offset, without its line break. */
export function lineOf(text: string, offset: number): Line {
  const start = offset <= 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  const found = text.indexOf("\n", offset);
  const next = found === -1 ? text.length + 1 : found + 1;
  let end = next - 1;
  if (end > start && text[end - 1] === "\r") end--;
  return { start, end, indent: skipBlanks(text, start, end) - start, next };
}

/** Whether a line holds nothing, or nothing but a comment. */
export function isBlankOrComment(text: string, line: Line): boolean {
  const first = line.start + line.indent;
  return first >= line.end || text[first] === "#";
}

/** The dashes and the key that a line starts with, in order; none for text that is neither. */
export function lineEntries(text: string, line: Line): LineEntry[] {
  const entries: LineEntry[] = [];
  let at = line.start + line.indent;
  while (text[at] === "-" && isBlankAt(text, at + 1, line.end)) {
    const valueStart = skipBlanks(text, at + 1, line.end);
    const span = { start: at, end: at + 1 };
    entries.push({ kind: "dash", column: at - line.start, key: "", span, valueStart, line: line.start });
    at = valueStart;
  }
  const key = keyAt(text, at, line.end);
  if (!key) return entries;
  entries.push({
    kind: "key",
    column: at - line.start,
    key: key.name,
    span: { start: at, end: key.end },
    valueStart: skipBlanks(text, key.colon + 1, line.end),
    line: line.start,
  });
  return entries;
}

function keyAt(
  text: string,
  at: number,
  end: number,
): { name: string; end: number; colon: number } | undefined {
  const first = text[at] ?? "";
  if (at >= end || "#{}[],&*!|>%@`:".includes(first)) return undefined;
  const colon =
    first === '"' || first === "'" ? colonAfterQuoted(text, at, end) : colonAfterPlain(text, at, end);
  if (colon === undefined) return undefined;
  const raw = text.slice(at, colon).trimEnd();
  return { name: unquote(raw), end: at + raw.length, colon };
}

function colonAfterPlain(text: string, from: number, end: number): number | undefined {
  for (let at = from; at < end; at++) {
    const char = text[at];
    if (char === ":" && isBlankAt(text, at + 1, end)) return at;
    if (char === "#" && isBlankAt(text, at - 1, end)) return undefined;
  }
  return undefined;
}

function colonAfterQuoted(text: string, from: number, end: number): number | undefined {
  const quote = text[from];
  let at = from + 1;
  while (at < end && text[at] !== quote) at += text[at] === "\\" && quote === '"' ? 2 : 1;
  const colon = skipBlanks(text, at + 1, end);
  return colon < end && text[colon] === ":" && isBlankAt(text, colon + 1, end) ? colon : undefined;
}

function isBlankAt(text: string, at: number, end: number): boolean {
  return at >= end || text[at] === " " || text[at] === "\t";
}

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (text[at] === " " || text[at] === "\t")) at++;
  return at;
}

function unquote(key: string): string {
  if (key.startsWith("'")) return key.slice(1, -1).replaceAll("''", "'");
  return key.startsWith('"') ? key.slice(1, -1).replace(/\\(["\\])/g, "$1") : key;
}
