/** Long maps and lists in brackets become one entry a line. */
import { lineBreak, lineEnd } from "../../document/lines.ts";
import { positionAt } from "../../document/positions.ts";
import type { Path, TextDocument, TextEdit, YamlList, YamlMap, YamlNode } from "../../document/types.ts";
import type { Project } from "../../project/types.ts";

/** A line that a reader takes in at once, in characters. */
const lineWidth = 120;

/** Edits that put the outermost collections of too long lines on several; none is inside another. */
export function longFlows(project: Project, file: string): TextEdit[] {
  const document = project.documents.get(file);
  if (!document) return [];
  const edits: TextEdit[] = [];
  for (const { root } of document.documents)
    if (root) visit(document, { node: root, column: 0, before: root.span.start, path: [] }, edits);
  return edits;
}

interface Visited {
  readonly node: YamlNode;
  /** Where its entries stand if each has a line of its own. */
  readonly column: number;
  /** Where what stands before it ends: its key, or its list's dash. */
  readonly before: number;
  readonly path: Path;
}

function visit(document: TextDocument, { node, column, before, path }: Visited, edits: TextEdit[]): void {
  // What an alias names stands elsewhere.
  if (node.kind === "scalar" || node.span.start < before) return;
  if (node.flow) {
    const edit = isRow(path) ? undefined : editOf(document, node, { column, before, path });
    if (edit) edits.push(edit);
    return;
  }
  const own = positionAt(document, node.span.start).column;
  if (node.kind === "map")
    for (const { key, value } of node.pairs) {
      const place = { column: own + 2, before: key.span.end, path: [...path, key.text] };
      if (value) visit(document, { node: value, ...place }, edits);
    }
  else
    node.items.forEach((item, at) => {
      if (!item) return;
      const { line, column } = positionAt(document, item.span.start);
      const before = Math.max(document.lineStarts[line] ?? 0, node.span.start);
      visit(document, { node: item, column, before, path: [...path, at] }, edits);
    });
}

/** The rows of an example's tables stand below each other, to be compared. */
function isRow(path: Path): boolean {
  return typeof path.at(-1) === "number" && (path.at(-2) === "expect" || path.at(-3) === "given");
}

/** None where the line is short enough, and where something stands on it that belongs to the collection as a whole. */
function editOf(
  document: TextDocument,
  node: YamlMap | YamlList,
  { column, before, path }: Omit<Visited, "node">,
): TextEdit | undefined {
  const { text } = document;
  const { start, end } = node.span;
  if (positionAt(document, end).column <= lineWidth || !isAlone(document, node, before)) return undefined;
  const entries = entriesOf(node, text);
  if (!entries || entries.length === 0) return undefined;
  const next = lineBreak(text) + " ".repeat(column);
  const isFirst = typeof path.at(-1) === "number" || path.length === 0;
  const blanks = isFirst ? 0 : (/[ \t]*$/.exec(text.slice(before, start))?.[0].length ?? 0);
  return { span: { start: start - blanks, end }, text: (isFirst ? "" : next) + entries.join(next) };
}

/** Whether it begins right behind its key or dash, ends its line, and has neither comments nor line breaks of its own. */
function isAlone({ text, comments }: TextDocument, { span }: YamlNode, before: number): boolean {
  const { start, end } = span;
  return (
    /^\s*(?::[ \t]*|(?:- *)+)?$/.test(text.slice(before, start)) &&
    text.slice(end, lineEnd(text, end)).trim() === "" &&
    !/[\r\n]/.test(text.slice(start, end)) &&
    !comments.some((comment) => comment.span.start > start && comment.span.start < end)
  );
}

/** What stands on each line; nothing where an entry is an alias, or is not there. */
function entriesOf(node: YamlMap | YamlList, text: string): string[] | undefined {
  const isInside = ({ span }: YamlNode) => span.start > node.span.start && span.end < node.span.end;
  if (node.kind === "list") {
    const items = node.items.filter((item) => item !== undefined);
    if (items.length < node.items.length || !items.every(isInside)) return undefined;
    return items.map(({ span }) => `- ${text.slice(span.start, span.end)}`);
  }
  if (!node.pairs.every(({ value }) => !value || isInside(value))) return undefined;
  return node.pairs.map(({ key, value }) =>
    value ? text.slice(key.span.start, value.span.end) : `${text.slice(key.span.start, key.span.end)}:`,
  );
}
