/**
 * CSV files whose dialect needs no guessing. DuckDB tries dozens of dialects on a file, and each of several quotes again for
 * the types, which costs many times more than reading it.
 */
import { isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";

/** Says of each column whether some value in it is a word: text, whatever is tried. */
export interface PlainCsv {
  readonly words: readonly boolean[];
}

const newline = 10;
const apostrophe = 39;
const comma = 44;

/** By byte: marks of other dialects (quotes, escapes, comments, other separators), and control characters. */
const telling = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 32 || `"\\#|;~`.includes(String.fromCharCode(byte)) ? 1 : 0,
);
/** What `infinity`, `epoch`, `nan`, `true` and `yes` begin with. */
const doubtfulLetters = new Set([..."einty"].map((letter) => letter.charCodeAt(0)));

/**
 * Reads a file that can only be commas between values without quotes: several lines of text, as many commas in each, and
 * no mark of any other dialect. Answers undefined for any other, and where it can't be read.
 */
export async function readPlainCsv(path: string): Promise<PlainCsv | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  // A mark of byte order is no text.
  return bytes && bytes[0] !== 0xef && isUtf8(bytes) ? plainCsv(bytes) : undefined;
}

function plainCsv(bytes: Uint8Array): PlainCsv | undefined {
  const length = bytes.at(-1) === newline ? bytes.length - 1 : bytes.length;
  const words: boolean[] = [];
  let lines = 0;
  let column = 0;
  let before = newline;
  for (let at = 0; at <= length; at++) {
    const byte = at < length ? (bytes[at] ?? newline) : newline;
    if (lines > 0 && (before === comma || before === newline) && isWordy(byte)) words[column] = true;
    if (byte === comma) {
      column++;
      if (lines === 0) words[column] = false;
    } else if (byte === newline) {
      if (column === 0 || (lines > 0 && column !== words.length - 1)) return undefined;
      if (lines === 0) words[0] = false;
      lines++;
      column = 0;
    } else if (telling[byte] === 1 || (byte === apostrophe && !isLetter(before))) return undefined;
    before = byte;
  }
  return lines > 1 ? { words } : undefined;
}

/** Whether a value that begins so is neither a number nor a time nor true or false. */
function isWordy(byte: number): boolean {
  return isLetter(byte) && !doubtfulLetters.has(byte | 32);
}

/** After a letter a quote opens nothing, as in O'Hara. */
function isLetter(byte: number): boolean {
  return ((byte | 32) >= 97 && (byte | 32) <= 122) || byte > 127;
}
