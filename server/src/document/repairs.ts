/** Small steps of reading broken text. */
import { type ReadContext, syntaxError } from "./readContext.ts";
import type { SourceLine } from "./sourceLines.ts";
import type { YamlScalar } from "./types.ts";

/** Reports a line that isn't indented like the block it was found in. */
export function checkIndentation(context: ReadContext, head: SourceLine, level: number): void {
  const written = context.text.slice(head.start, head.content);
  const span = { start: head.start, end: Math.max(head.content, head.start + 1) };
  const edits = [{ span: { start: head.start, end: head.content }, text: " ".repeat(level) }];
  if (written.includes("\t"))
    syntaxError(context, span, "A tab can't indent YAML.", {
      hint: "Use spaces: two for each level.",
      fixes: [{ title: "Indent with spaces", edits, preferred: true }],
    });
  else if (head.column !== level)
    syntaxError(context, span, `This line is indented by ${head.column}, its neighbours by ${level}.`, {
      hint: "Keys of one map are indented by the same number of spaces.",
      fixes: [{ title: `Indent by ${level}`, edits }],
    });
}

export function plainKey(start: number, text: string): YamlScalar {
  return { kind: "scalar", span: { start, end: start + text.length }, style: "plain", text, value: text };
}

export function startsBlock(line: SourceLine): boolean {
  return line.dash || line.colonEnd !== undefined;
}

/** Whether a bracket that opens on the key's line is closed below it, at the end of what stands there. */
export function closesBelow(rest: string, below: string): boolean {
  const open = /^\s*([[{])/.exec(rest)?.[1];
  if (open === undefined) return false;
  const text = rest + below;
  let depth = 0;
  for (const { 0: sign, index } of text.matchAll(open === "[" ? /[[\]]/g : /[{}]/g)) {
    depth += sign === open ? 1 : -1;
    if (depth === 0)
      return index >= rest.length && !/^[ \t]*(?:-[ \t]+)?[\w-]+:(?:\s|$)/m.test(text.slice(index));
  }
  return false;
}

export function leadingSpace(text: string, from: number, to: number): number {
  return /^\s*/.exec(text.slice(from, to))?.[0].length ?? 0;
}

/** A part is read from the start of its line, so that indentation means the same, unless tabs are in it. */
export function sliceStart(text: string, head: SourceLine): number {
  return /^ *$/.test(text.slice(head.start, head.content)) ? head.start : head.content;
}

export function chunkEnd(lines: readonly SourceLine[]): number {
  return lines.at(-1)?.end ?? 0;
}
