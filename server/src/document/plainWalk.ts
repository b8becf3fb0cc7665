/** How `readPlain` moves from line to line. */
import { afterBreak, isBlank, isBreak, lineEnd } from "./lines.ts";
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
const hash = 35;

/** Passes the rest of a line, which may hold a comment only, and what is empty below. */
export function finishLine(walk: PlainWalk, from: number): void {
  const { text } = walk;
  let at = afterBlanks(text, from);
  if (text.charCodeAt(at) === hash && at > from) at = passComment(walk, at);
  if (at < text.length && !isBreak(text.charCodeAt(at))) throw new Unusual();
  toContent(walk, afterBreak(text, at));
}

/** Moves to the next line with content, from the start of a line. */
export function toContent(walk: PlainWalk, from: number): void {
  const { text } = walk;
  for (let line = from; line < text.length; ) {
    let at = afterSpaces(text, line);
    if (text.charCodeAt(at) === hash) at = passComment(walk, at);
    else if (at < text.length && !isBreak(text.charCodeAt(at))) {
      walk.at = at;
      walk.indent = at - line;
      if (walk.indent === 0) checkMarker(walk);
      return;
    }
    line = afterBreak(text, at);
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
  if (!isMarker || (!isBreak(next) && next !== space)) throw new Unusual();
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

export function afterBlanks(text: string, from: number): number {
  let at = from;
  while (isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Whether nothing stands at an offset but the end of its line, or a comment. */
export function isLineEnd(text: string, at: number): boolean {
  const sign = text.charCodeAt(at);
  return at >= text.length || isBreak(sign) || (sign === hash && text.charCodeAt(at - 1) === space);
}

/** Whether the content of a line is an item of a list. */
export function isDash({ text, at }: PlainWalk): boolean {
  if (text.charCodeAt(at) !== 45) return false;
  const next = text.charCodeAt(at + 1);
  return next === space || isBreak(next) || at + 1 === text.length;
}
