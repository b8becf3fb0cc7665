/** The place of a cursor inside `{…}`, `[…]` or a quoted scalar, whether or not it is closed. */
import type { ScalarStyle } from "../document/types.ts";

export interface FlowPlace {
  /** Steps below the value that was scanned. */
  readonly path: readonly (string | number)[];
  readonly role: "key" | "value" | "comment" | "closed";
  readonly style: ScalarStyle;
  /** First character of the scalar; the cursor when there is none yet. */
  readonly start: number;
  readonly siblings: ReadonlySet<string>;
  readonly inCollection: boolean;
  readonly hasColon: boolean;
}

interface Frame {
  readonly list: boolean;
  readonly keys: string[];
  index: number;
  key: string | undefined;
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
  /** A scalar has ended and no separator has followed. */
  closed: string | undefined;
}

/** Scans from `start` (the opening character) to `limit` at the latest; `closedAt` when the value ends before the cursor. */
export function scanFlow(
  text: string,
  start: number,
  offset: number,
  limit: number,
): FlowPlace | { readonly closedAt: number } {
  const scan: Scan = { text, offset, frames: [], at: start, token: -1, parens: 0, closed: undefined };
  let place: FlowPlace | undefined;
  let frame: Frame | undefined;
  while (scan.at < limit) {
    if (scan.at >= offset && !place) {
      place = snapshot(scan);
      frame = scan.frames.at(-1);
    }
    const quoted = step(scan);
    if (quoted && !place && offset < scan.at) {
      place = quotedPlace(scan, quoted.start, quoted.style);
      frame = scan.frames.at(-1);
    }
    if (place && (!frame || !scan.frames.includes(frame))) break;
    if (scan.frames.length === 0 && !place) return { closedAt: scan.at };
  }
  place ??= snapshot(scan);
  frame ??= scan.frames.at(-1);
  return withSiblings(place, frame, scan);
}

function withSiblings(place: FlowPlace, frame: Frame | undefined, scan: Scan): FlowPlace {
  if (place.role !== "key" || !frame) return place;
  const rest = /^[^\n,{}[\]]*?:(?=[\s,}\]]|$)/.exec(scan.text.slice(place.start, place.start + 200))?.[0];
  const edited = rest?.slice(0, -1).trim();
  const siblings = new Set(frame.keys);
  if (edited !== undefined) siblings.delete(edited);
  return { ...place, siblings, hasColon: edited !== undefined };
}

function pathOf(frames: readonly Frame[]): (string | number)[] {
  return frames.flatMap((frame): (string | number)[] => {
    if (frame.list) return [frame.index];
    return frame.key === undefined ? [] : [frame.key];
  });
}

function snapshot(scan: Scan): FlowPlace {
  const frame = scan.frames.at(-1);
  return {
    path: pathOf(scan.frames),
    role:
      scan.closed !== undefined
        ? "closed"
        : frame && !frame.list && frame.key === undefined
          ? "key"
          : "value",
    style: "plain",
    start: scan.token === -1 ? scan.offset : scan.token,
    siblings: new Set(frame?.keys),
    inCollection: frame !== undefined,
    hasColon: false,
  };
}

function quotedPlace(scan: Scan, start: number, style: ScalarStyle): FlowPlace {
  return { ...snapshot({ ...scan, closed: undefined }), start, style };
}

/** Reads one character, or one whole quoted scalar or comment. */
function step(scan: Scan): { start: number; style: ScalarStyle } | undefined {
  const char = scan.text[scan.at] ?? "";
  const idle = scan.token === -1;
  if (idle && (char === '"' || char === "'")) return readQuoted(scan, char);
  if (char === "#" && /\s/.test(scan.text[scan.at - 1] ?? " ")) {
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
    scan.closed = "";
  } else if (char === "," && frame) {
    endItem(scan);
    frame.index++;
    frame.key = undefined;
    scan.closed = undefined;
  } else if (char === ":" && frame && !frame.list && frame.key === undefined && endsKey(scan)) {
    frame.key = scan.closed ?? (scan.token === -1 ? "" : scan.text.slice(scan.token, scan.at).trim());
    frame.keys.push(frame.key);
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

function readQuoted(scan: Scan, quote: string): { start: number; style: ScalarStyle } {
  const start = scan.at;
  let at = start + 1;
  for (; at < scan.text.length; at++) {
    if (quote === '"' && scan.text[at] === "\\") at++;
    else if (scan.text[at] === quote) {
      if (quote === "'" && scan.text[at + 1] === "'") at++;
      else break;
    }
  }
  scan.closed = scan.text.slice(start + 1, at);
  scan.at = at + 1;
  return { start, style: quote === '"' ? "double" : "single" };
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  return found === -1 ? text.length : found;
}
