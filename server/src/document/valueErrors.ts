/** What is wrong with a value that stands on its key's line and can't be read; mostly SQL that YAML takes apart. */
import { bracesMistake, inBraces } from "./braces.ts";
import { shorten } from "./readContext.ts";
import type { Fix, Span } from "./types.ts";
import { writeScalar } from "./write/writeScalar.ts";

interface ValueError {
  readonly span: Span;
  readonly message: string;
  readonly hint: string;
  readonly fixes: readonly Fix[];
}

const quoteHint = "Put the whole text in quotes, or write it below the key as a block: `key: |`.";

/** The mistake in the value between two offsets, or `undefined` when it is none of the usual ones. */
export function valueError(text: string, from: number, to: number): ValueError | undefined {
  const written = text.slice(from, to);
  const start = from + (written.length - written.trimStart().length);
  const value = withoutComment(written.trim());
  const place: Value = { start, value, span: { start, end: start + value.length } };
  const [first = ""] = value;
  if (first === '"' || first === "'") return quotedError(place, first);
  const braced = inBraces(value);
  if (braced) return { span: place.span, ...bracesMistake(value, place.span, braced) };
  if (first === "{" || first === "[") return flowError(place);
  if (/[`@%*&!|>,\]}]/.test(first))
    return quoteAll(place, { start, end: start + 1 }, `A plain text can't begin with ${first}.`);
  if (/^-\s/.test(value))
    return {
      span: { start, end: start + 1 },
      message: "A list can't begin on the line of its key.",
      hint: "Write each entry on a line below the key, or the list in brackets.",
      fixes: [],
    };
  const colon = /:(?:\s|$)/.exec(value)?.index;
  if (colon === undefined) return undefined;
  const span = { start: start + colon, end: start + colon + 1 };
  return quoteAll(place, span, "YAML takes the text before this colon for a key.");
}

interface Value {
  readonly start: number;
  readonly value: string;
  readonly span: Span;
}

/** A comment ends a value only outside of strings: what is meant in `x = 'a #1' || "b` is anybody's guess. */
function withoutComment(value: string): string {
  const comment = /(?<!\s)\s+#.*$/.exec(value);
  if (!comment) return value;
  const before = value.slice(0, comment.index);
  return before.split("'").length % 2 === 1 && before.split('"').length % 2 === 1 ? before : value;
}

function quoteAll({ value, span }: Value, at: Span, message: string): ValueError {
  const edits = [{ span, text: writeScalar(value, { style: "single" }) }];
  return {
    span: at,
    message,
    hint: quoteHint,
    fixes: [{ title: "Put it in quotes", edits, preferred: true }],
  };
}

function quotedError(place: Value, quote: string): ValueError | undefined {
  const { start, value, span } = place;
  const token = quote === "'" ? /^'(?:[^']|'')*'/ : /^"(?:[^"\\]|\\.)*"/;
  const closed = token.exec(value)?.[0];
  if (closed === undefined) {
    const edits = [{ span: { start: span.end, end: span.end }, text: quote }];
    const fixes = [{ title: "Close the quote", edits }];
    return { span, message: "This quote is not closed.", hint: "Close it with the same quote.", fixes };
  }
  const rest = value.slice(closed.length);
  if (rest.trim() === "") return undefined;
  const at = { start: start + value.length - rest.trimStart().length, end: span.end };
  return quoteAll(
    place,
    at,
    `YAML ends the value at its closing quote, so "${shorten(rest.trim(), 40)}" is left over.`,
  );
}

/** In `{key: f(a, b)}` the comma ends the value; and a bracket may be missing. */
function flowError({ start, value, span }: Value): ValueError | undefined {
  const cut = cutValue(value);
  if (cut) {
    const at = { start: start + cut.start, end: start + cut.end };
    const edits = [{ span: at, text: writeScalar(value.slice(cut.start, cut.end), { flow: true }) }];
    return {
      span: at,
      message: "Between brackets YAML takes this SQL apart at its commas and colons.",
      hint: "Put the SQL in quotes, or write it on a line of its own.",
      fixes: [{ title: "Put it in quotes", edits, preferred: true }],
    };
  }
  const missing = missingClosers(value);
  if (missing === "") return undefined;
  const edits = [{ span: { start: span.end, end: span.end }, text: missing }];
  return {
    span,
    ...closersWords(missing),
    fixes: [{ title: `Add ${shortened(missing)}`, edits }],
  };
}

function closersWords(missing: string) {
  const written = shortened(missing);
  return { message: `The closing ${written} is missing.`, hint: `Add ${written} where the brackets end.` };
}

function shortened(brackets: string): string {
  return brackets.length > 10 ? `${brackets.slice(0, 10)}…` : brackets;
}

/** The first plain value that holds a comma in parentheses, or a colon. */
function cutValue(whole: string): Span | undefined {
  const value = whole.slice(0, longestValue);
  for (const found of value.matchAll(/(?:[[{,]\s*|:\s+)(?=[^\s'"{}[\],])/g)) {
    const start = found.index + found[0].length;
    const end = endOfSql(value, start);
    const sql = value.slice(start, end).trimEnd();
    if (/\([^)]*,|:\s/.test(sql) && !/^[\w-]+:\s/.test(sql)) return { start, end: start + sql.length };
  }
  return undefined;
}

/** More than anyone writes between brackets; each value in it is followed to its end. Characters. */
const longestValue = 2000;

/** Where SQL that begins at `start` ends: at a comma or closing bracket outside of its own parentheses and strings. */
function endOfSql(value: string, start: number): number {
  let depth = 0;
  const token = /'(?:[^']|'')*'|[()[\]{},]/g;
  token.lastIndex = start;
  for (let found = token.exec(value); found; found = token.exec(value)) {
    const [mark] = found;
    if (depth === 0 && /^[\]},]/.test(mark)) return found.index;
    if (mark === "(" || mark === "[") depth++;
    else if (depth > 0 && (mark === ")" || mark === "]")) depth--;
  }
  return value.length;
}

/** The brackets that are open at the end of a value, closed in order. */
function missingClosers(value: string): string {
  const open: string[] = [];
  for (const [mark] of value.matchAll(/'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (mark === "{") open.push("}");
    else if (mark === "[") open.push("]");
    else if (mark === open.at(-1)) open.pop();
  }
  return open.reverse().join("");
}
