/** The part of a scalar before the cursor, decoded from its YAML style. */
import type { ScalarStyle } from "../document/types.ts";

export interface DecodedPrefix {
  readonly text: string;
  /** File offset of each character of `text`. */
  readonly offsets: readonly number[];
}

/** Decodes what stands between a scalar's first character and the cursor. `indent`: of a block scalar's content. */
export function decodePrefix(
  source: string,
  start: number,
  end: number,
  style: ScalarStyle,
  indent: number,
): DecodedPrefix {
  const offsets: number[] = [];
  let text = "";
  const put = (char: string, offset: number): void => {
    text += char;
    offsets.push(offset);
  };
  const block = style === "literal" || style === "folded";
  let at = block
    ? source.indexOf("\n", start) + 1
    : start + (style === "single" || style === "double" ? 1 : 0);
  if (block && at > 0) at = skipIndent(source, at, end, indent);
  while (at < end) {
    const char = source[at] ?? "";
    if (char === "\r") at++;
    else if (char === "\n") {
      put(block ? "\n" : " ", at);
      at = skipIndent(source, at + 1, end, block ? indent : Number.POSITIVE_INFINITY);
    } else if (style === "single" && char === "'" && source[at + 1] === "'") {
      put("'", at);
      at += 2;
    } else if (style === "double" && char === "\\") {
      const unit = decodeEscape(source, at);
      for (const char of unit.text.split("")) put(char, at);
      at += unit.length;
    } else {
      put(char, at);
      at++;
    }
  }
  return { text, offsets };
}

function skipIndent(source: string, from: number, end: number, indent: number): number {
  let at = from;
  while (at < end && at - from < indent && (source[at] === " " || source[at] === "\t")) at++;
  return at;
}

const simpleEscapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0" };

function decodeEscape(source: string, at: number): { text: string; length: number } {
  const letter = source[at + 1] ?? "";
  const digits = { x: 2, u: 4, U: 8 }[letter];
  if (digits === undefined) return { text: simpleEscapes[letter] ?? letter, length: 2 };
  const code = Number.parseInt(source.slice(at + 2, at + 2 + digits), 16);
  const known = Number.isInteger(code) && code <= 0x10ffff;
  return { text: known ? String.fromCodePoint(code) : "", length: 2 + digits };
}
