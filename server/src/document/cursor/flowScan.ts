/** The place of a cursor inside `{…}`, `[…]` or a quoted scalar, whether or not it is closed. */
import { isBlank, isBreak, lineEnd } from "../lines.ts";
import { flowSegments } from "../scalarSegments.ts";
import type { ScalarStyle } from "../types.ts";

export interface FlowPlace {
  readonly offset: number;
  /** Steps below the value that was scanned. */
  readonly path: readonly (string | number)[];
  readonly role: "key" | "value";
  readonly style: ScalarStyle;
  /** First character of the scalar; the cursor when there is none yet. */
  readonly start: number;
  readonly siblings: ReadonlySet<string>;
  readonly inCollection: boolean;
  readonly hasColon: boolean;
}

interface Frame {
  readonly list: boolean;
  readonly keys: { readonly text: string; readonly start: number }[];
  index: number;
  key: string | undefined;
}

interface Closed {
  readonly text: string;
  readonly start: number;
}

interface Scan {
  readonly text: string;
  readonly offset: number;
  readonly frames: Frame[];
  at: number;
  /** Start of the plain scalar being read; -1 between scalars. */
  token: number;
  /** Open parentheses of that scalar: SQL such as `coalesce(a, b)` is meant as one, though YAML would cut it. */
  parens: number;
  /** A quoted scalar or a collection that has ended, and no separator has followed. */
  closed: Closed | undefined;
}

/** Scans from `start` (the opening character) to `limit` at the latest; `undefined` behind the end of a value. */
export function scanFlow(text: string, start: number, offset: number, limit: number): FlowPlace | undefined {
  const scan: Scan = { text, offset, frames: [], at: start, token: -1, parens: 0, closed: undefined };
  let place: Snapshot | undefined;
  while (scan.at < limit) {
    if (scan.at >= offset && !place) place = snapshot(scan);
    const quoted = step(scan, limit);
    if (quoted && !place && offset < scan.at) place = { ...snapshot(scan), ...quoted, closed: false };
    if (place && (!place.frame || scan.frames[place.depth - 1] !== place.frame)) break;
    if (scan.frames.length === 0 && !place) return undefined;
  }
  place ??= snapshot(scan);
  return place.closed ? undefined : placeInFlow(place, scan);
}

interface Snapshot extends Pick<FlowPlace, "path" | "style" | "start"> {
  readonly frame: Frame | undefined;
  /** How many collections are open. */
  readonly depth: number;
  readonly inKey: boolean;
  readonly closed: boolean;
}

/** What is known when the cursor is reached. */
function snapshot(scan: Scan): Snapshot {
  const frame = scan.frames.at(-1);
  return {
    path: scan.frames.flatMap(stepsOf),
    style: "plain",
    start: scan.token === -1 ? scan.offset : scan.token,
    frame,
    depth: scan.frames.length,
    inKey: frame !== undefined && frame.key === undefined,
    closed: scan.closed !== undefined,
  };
}

function stepsOf({ list, index, key }: Frame): (string | number)[] {
  return [...(list ? [index] : []), ...(key === undefined ? [] : [key])];
}

/** The place, when what follows the cursor has been read: the other keys, and the colon of its own. */
function placeInFlow({ path, style, start, frame, inKey }: Snapshot, scan: Scan): FlowPlace {
  const own = inKey ? frame?.keys.find((key) => key.start === start) : undefined;
  // In a list, `[a: b]` is a map of one pair.
  const isKey = inKey && (!frame?.list || own !== undefined);
  const siblings = isKey && frame && !frame.list ? frame.keys.filter((key) => key !== own) : [];
  return {
    offset: scan.offset,
    path,
    role: isKey ? "key" : "value",
    style,
    start,
    siblings: new Set(siblings.map(({ text }) => text)),
    inCollection: frame !== undefined,
    hasColon: own !== undefined,
  };
}

/** Reads one character, or one whole quoted scalar or comment. */
function step(scan: Scan, limit: number): { start: number; style: ScalarStyle } | undefined {
  const char = scan.text[scan.at] ?? "";
  const idle = scan.token === -1;
  if (idle && (char === '"' || char === "'")) return readQuoted(scan, char, limit);
  if (char === "#" && isSpace(scan.text, scan.at - 1)) {
    scan.at = lineEnd(scan.text, scan.at);
    return undefined;
  }
  if (scan.parens === 0 || char === "}") structure(scan, char, idle);
  else plain(scan, char);
  scan.at++;
  return undefined;
}

function structure(scan: Scan, char: string, idle: boolean): void {
  const frame = scan.frames.at(-1);
  if (idle && (char === "{" || char === "[")) {
    scan.frames.push({ list: char === "[", keys: [], index: 0, key: undefined });
    scan.closed = undefined;
  } else if (char === "}" || char === "]") {
    endItem(scan);
    scan.frames.pop();
    scan.closed = { text: "", start: scan.at };
  } else if (char === "," && frame) {
    endItem(scan);
    frame.index++;
    frame.key = undefined;
    scan.closed = undefined;
  } else if (char === ":" && frame && frame.key === undefined && endsKey(scan)) {
    const text = scan.token === -1 ? "" : flowSegments(scan.text, scan.token, scan.at, "plain").text.trim();
    const key = scan.closed ?? { text, start: scan.token === -1 ? scan.at : scan.token };
    frame.key = key.text;
    frame.keys.push(key);
    scan.token = -1;
    scan.closed = undefined;
  } else plain(scan, char);
}

function endsKey(scan: Scan): boolean {
  return scan.closed !== undefined || /^[\s,[\]{}]?$/.test(scan.text[scan.at + 1] ?? "");
}

function endItem(scan: Scan): void {
  scan.token = -1;
  scan.parens = 0;
}

function plain(scan: Scan, char: string): void {
  if (scan.token === -1 && /\s/.test(char)) return;
  if (scan.token === -1) scan.token = scan.at;
  if (char === "(") scan.parens++;
  if (char === ")" && scan.parens > 0) scan.parens--;
}

function readQuoted(scan: Scan, quote: string, limit: number): { start: number; style: ScalarStyle } {
  const start = scan.at;
  const style = quote === '"' ? "double" : "single";
  const end = closingQuote(scan.text, start, limit);
  scan.closed = { text: flowSegments(scan.text, start + 1, end, style).text, start };
  scan.at = end + 1;
  return { start, style };
}

/** Where the quote that opens at `start` is closed; `limit` when it isn't. */
function closingQuote(text: string, start: number, limit: number): number {
  const quote = text.charAt(start);
  let at = start + 1;
  for (; at < limit; at++) {
    if (quote === '"' && text.charAt(at) === "\\") at++;
    else if (text.charAt(at) === quote) {
      if (quote === '"' || text.charAt(at + 1) !== quote) return at;
      at++;
    }
  }
  return limit;
}

function isSpace(text: string, at: number): boolean {
  return isBlank(text.charCodeAt(at)) || isBreak(text.charCodeAt(at));
}
