import { coreValue } from "../coreValue.ts";
import { isPlainText, isPrintable } from "./plainText.ts";

const escapes: Record<string, string> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r" };

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
  if (style === "plain" && isPlainText(text, flow) && typeof coreValue(text) === "string") return text;
  if (style !== "double" && canBeSingle(text)) return `'${inQuotes("single", text)}'`;
  return `"${inQuotes("double", text)}"`;
}

/** A text as it stands between quotes. */
export function inQuotes(style: "single" | "double", text: string): string {
  if (style === "single") return text.replaceAll("'", "''");
  return [...text].map((char) => escapes[char] ?? (isPrintable(char) ? char : escapeOf(char))).join("");
}

function canBeSingle(text: string): boolean {
  return isPrintable(text) && !/[\r\n\t]/.test(text);
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

function escapeOf(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
