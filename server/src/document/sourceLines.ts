/** A text as lines with their indentation: what is left to hold on to when it isn't YAML. */

export interface SourceLine {
  readonly start: number;
  /** Before the line break. */
  readonly end: number;
  /** Where the indentation ends. */
  readonly content: number;
  /** Columns of the indentation; a tab counts to the next even column. */
  readonly indent: number;
  /** Empty, or only a comment. */
  readonly blank: boolean;
}

/** The lines between two offsets; `from` is the start of a line. */
export function sourceLines(text: string, from: number, to: number): SourceLine[] {
  const lines: SourceLine[] = [];
  const breaks = /\r\n?|\n/g;
  breaks.lastIndex = from;
  for (let start = from; start < to; ) {
    const found = breaks.exec(text);
    const end = Math.min(found?.index ?? to, to);
    lines.push(lineOf(text, start, end));
    start = found ? Math.min(breaks.lastIndex, to) : to;
  }
  return lines;
}

function lineOf(text: string, start: number, end: number): SourceLine {
  let content = start;
  let indent = 0;
  for (; content < end; content++) {
    const char = text.charCodeAt(content);
    if (char === 32 || char === 0xfeff) indent += char === 32 ? 1 : 0;
    else if (char === 9) indent += 2 - (indent % 2);
    else break;
  }
  return { start, end, content, indent, blank: content === end || text.charAt(content) === "#" };
}

/** The line without its leading `-`, which is then the indentation of what follows. */
export function withoutDash(text: string, line: SourceLine): SourceLine {
  const content = line.content + (/^-[ \t]*/.exec(text.slice(line.content, line.end))?.[0].length ?? 0);
  const indent = line.indent + content - line.content;
  return {
    start: content,
    end: line.end,
    content,
    indent,
    blank: content >= line.end || text.charAt(content) === "#",
  };
}

export function isDash(text: string, line: SourceLine): boolean {
  return /^-(?:[ \t]|$)/.test(text.slice(line.content, Math.min(line.end, line.content + 2)));
}

/** A key with its colon at the start of a text. */
const key =
  /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?![-?:](?:\s|$))[^\s"'#{}[\],&*!|>%@`](?:[^#:]|:(?=\S)|(?<=\S)#)*)[ \t]*:(?=[ \t]|$)/;

/** Whether a line is a key alone, so that its value stands below it. */
export function opensBlock(text: string, line: SourceLine): boolean {
  return keyLength(text, line) === line.end - line.content;
}

/** Length of `key:` at the start of a line's content, or `undefined`. */
export function keyLength(text: string, line: SourceLine): number | undefined {
  // A key of more than 1,024 characters is none in YAML, and looking for one must not take long.
  return key.exec(text.slice(line.content, Math.min(line.end, line.content + 1100)))?.[0].length;
}
