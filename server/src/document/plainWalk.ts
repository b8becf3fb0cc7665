/** How `readPlain` moves from line to line. */
import type { ReadContext } from "./readContext.ts";

/** Where a reading stands: at the first character of a line's content. */
export interface PlainWalk {
  readonly context: ReadContext;
  readonly text: string;
  at: number;
  /** Column of `at`; -1 at the end of a document. */
  indent: number;
}

/** The text holds something that is left to a full parser. */
export class Unusual extends Error {}

const space = 32;
const lineBreak = 10;
const hash = 35;

/** Passes the rest of a line, which may hold a comment only, and what is empty below. */
export function finishLine(walk: PlainWalk, from: number): void {
  const { text } = walk;
  let at = afterSpaces(text, from);
  if (text.charCodeAt(at) === hash && at > from) at = passComment(walk, at);
  if (at < text.length && text.charCodeAt(at) !== lineBreak) throw new Unusual();
  toContent(walk, at + 1);
}

/** Moves to the next line with content, from the start of a line. */
export function toContent(walk: PlainWalk, from: number): void {
  const { text } = walk;
  for (let line = from; line < text.length; line++) {
    let at = afterSpaces(text, line);
    if (text.charCodeAt(at) === hash) at = passComment(walk, at);
    else if (at < text.length && text.charCodeAt(at) !== lineBreak) {
      walk.at = at;
      walk.indent = at - line;
      if (walk.indent === 0) checkMarker(walk);
      return;
    }
    line = at;
  }
  walk.at = text.length;
  walk.indent = -1;
}

/** `---` ends a document; everything else that begins so is rare. */
function checkMarker(walk: PlainWalk): void {
  const { text, at } = walk;
  const isMarker = text.startsWith("---", at);
  if (!isMarker && !text.startsWith("...", at)) return;
  const next = text.charCodeAt(at + 3);
  if (!isMarker || (next !== lineBreak && next !== space)) throw new Unusual();
  walk.indent = -1;
}

function passComment({ context, text }: PlainWalk, at: number): number {
  const end = lineEnd(text, at);
  context.comments.push({ span: { start: at, end }, text: text.slice(at + 1, end) });
  return end;
}

export function afterSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === space) at++;
  return at;
}

/** Whether nothing stands at an offset but the end of its line, or a comment. */
export function isLineEnd(text: string, at: number): boolean {
  const sign = text.charCodeAt(at);
  return at >= text.length || sign === lineBreak || (sign === hash && text.charCodeAt(at - 1) === space);
}

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** Whether the content of a line is an item of a list. */
export function isDash({ text, at }: PlainWalk): boolean {
  if (text.charCodeAt(at) !== 45) return false;
  const next = text.charCodeAt(at + 1);
  return next === space || next === lineBreak || at + 1 === text.length;
}
