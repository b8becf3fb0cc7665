import { positionAt } from "../../document/positions.ts";
import type { Span, TextDocument, TextEdit, YamlComment } from "../../document/types.ts";

/** `# eventspec-ignore: rule-name, other-rule — reason` */
export interface Suppression {
  /** 0-based lines whose findings it silences. */
  readonly line: number;
  readonly names: readonly { readonly name: string; readonly span: Span }[];
  readonly reason: string;
  /** The whole comment, from `#`. */
  readonly span: Span;
  /** Whether nothing else stands on its line. */
  readonly alone: boolean;
}

const marker = /^#+[ \t]*eventspec-ignore\b[ \t]*:?[ \t]*/;
/** Of a comment that is read: nobody writes more into a line. */
const longest = 2000;
/** A dash of any length parts names from the reason; a hyphen only between blanks, because names hold hyphens. */
const dash = /[ \t]*[—–][ \t]*|[ \t]+--?(?:[ \t]+|$)/;

/** The suppressions of a file. One that stands alone on its line speaks for the next line that holds more than a comment. */
export function suppressionsOf(document: TextDocument): Suppression[] {
  if (!document.text.includes("eventspec-ignore")) return [];
  const found = document.comments.filter((comment) => marker.test(sliceOf(document, comment)));
  if (found.length === 0) return [];
  const codeLines = codeLinesBehind(document);
  return found.map((comment) => readSuppression(document, comment, codeLines));
}

function readSuppression(
  document: TextDocument,
  comment: YamlComment,
  codeLines: ReadonlyMap<number, number>,
): Suppression {
  const text = sliceOf(document, comment).slice(0, longest).trimEnd();
  const start = marker.exec(text)?.[0].length ?? 0;
  const parting = dash.exec(text.slice(start));
  const list = parting ? text.slice(start, start + parting.index) : text.slice(start);
  const names = [...list.matchAll(/[^\s,]+/g)].map((match) => {
    const from = comment.span.start + start + match.index;
    return { name: match[0], span: { start: from, end: from + match[0].length } };
  });
  const alone = isAlone(document, comment);
  const own = lineOf(document, comment);
  const line = codeLines.get(own) ?? own;
  const span = { start: comment.span.start, end: comment.span.start + text.length };
  const reason = parting ? text.slice(start + parting.index + parting[0].length).trim() : "";
  return { line, names, reason, span, alone };
}

/** For each line that holds a comment alone, the next one that does not. */
function codeLinesBehind(document: TextDocument): Map<number, number> {
  const behind = new Map<number, number>();
  const alone = document.comments.filter((comment) => isAlone(document, comment));
  for (const line of alone.map((comment) => lineOf(document, comment)).reverse())
    behind.set(line, behind.get(line + 1) ?? line + 1);
  return behind;
}

function sliceOf(document: TextDocument, comment: YamlComment): string {
  return document.text.slice(comment.span.start, comment.span.end);
}

function isAlone(document: TextDocument, comment: YamlComment): boolean {
  const start = document.lineStarts[lineOf(document, comment)] ?? 0;
  return document.text.slice(start, comment.span.start).replace("\uFEFF", "").trim() === "";
}

function lineOf(document: TextDocument, comment: YamlComment): number {
  return positionAt(document, comment.span.start).line;
}

/** The text edit that takes a whole suppression away, or one name of it. */
export function removalOf(document: TextDocument, suppression: Suppression, name: string): TextEdit {
  const index = suppression.names.findIndex((each) => each.name === name);
  const at = suppression.names[index];
  if (suppression.names.length > 1 && at) {
    const next = suppression.names[index + 1];
    const before = suppression.names[index - 1];
    if (next) return { span: { start: at.span.start, end: next.span.start }, text: "" };
    return { span: { start: before?.span.end ?? at.span.start, end: at.span.end }, text: "" };
  }
  const { text, lineStarts } = document;
  const { line } = positionAt(document, suppression.span.start);
  if (suppression.alone) {
    return { span: { start: lineStarts[line] ?? 0, end: lineStarts[line + 1] ?? text.length }, text: "" };
  }
  const before = text.slice(lineStarts[line] ?? 0, suppression.span.start).trimEnd();
  return { span: { start: (lineStarts[line] ?? 0) + before.length, end: suppression.span.end }, text: "" };
}
