import { coreValue } from "./coreValue.ts";

interface WriteOptions {
  /** `block` for `|`; it falls back to double quotes for a text that no block can hold. Default: the plainest that works. */
  readonly style?: "plain" | "single" | "double" | "block";
  /** Columns that the lines of a block are indented by. Default: 2. */
  readonly indent?: number;
  /** Inside `[…]` or `{…}`, where commas and brackets end a plain text. */
  readonly flow?: boolean;
}

/**
 * A text as a YAML scalar that reads back as exactly this text, also where YAML would take it for a number, a comment,
 * an alias or two keys. The result has no final line break.
 */
export function writeScalar(
  text: string,
  { style = "plain", indent = 2, flow = false }: WriteOptions = {},
): string {
  if (style === "block" && !flow && canBeBlock(text)) return writeBlock(text, indent);
  if (style === "plain" && canBePlain(text, flow)) return text;
  if (style !== "double" && canBeSingle(text)) return `'${text.replaceAll("'", "''")}'`;
  return writeDouble(text);
}

const notPlain = /^[-?:](?:\s|$)|^[,[\]{}#&*!|>'"%@`]|^(?:---|\.\.\.)|: |:$|\s#|^\s|\s$|^=$|^<<$/;

/** Whether a text needs no quotes: nothing in it is special, and it isn't read as anything but a text. */
function canBePlain(text: string, flow: boolean): boolean {
  if (text === "" || notPlain.test(text) || !isPrintable(text) || /[\r\n\t]/.test(text)) return false;
  if (flow && /[,[\]{}]|:$|^[-?:]/.test(text)) return false;
  return typeof coreValue(text) === "string";
}

function canBeSingle(text: string): boolean {
  return isPrintable(text) && !/[\r\n\t]/.test(text);
}

/** Characters that YAML allows unescaped; lone surrogates, other line breaks and a byte order mark are left out. */
function isPrintable(text: string): boolean {
  return /^[\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u.test(
    text,
  );
}

function canBeBlock(text: string): boolean {
  return (
    text.trim() !== "" &&
    isPrintable(text) &&
    !text.includes("\r") &&
    !/^[\s]*\n?\s/.test(text) &&
    !/[ \t]+$/m.test(text)
  );
}

function writeBlock(text: string, indent: number): string {
  const body = text.replace(/\n*$/, "");
  const breaks = text.length - body.length;
  const chomping = breaks === 0 ? "-" : breaks === 1 ? "" : "+";
  const lines = body.split("\n").map((line) => (line === "" ? "" : " ".repeat(indent) + line));
  return `|${chomping}\n${lines.join("\n")}${"\n".repeat(Math.max(0, breaks - 1))}`;
}

const escapes: Record<string, string> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r" };

function writeDouble(text: string): string {
  const content = [...text]
    .map((char) => escapes[char] ?? (isPrintable(char) ? char : escapeOf(char)))
    .join("");
  return `"${content}"`;
}

function escapeOf(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
