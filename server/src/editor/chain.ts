/** The keys and dashes around a cursor, found by walking upwards over lines that are indented less and less. */
import { isBlankOrComment, type Line, type LineEntry, lineEntries, lineOf } from "./lineEntries.ts";

export interface Ancestor extends LineEntry {
  readonly step: string | number;
}

export interface Chain {
  /** Innermost first. */
  readonly ancestors: readonly Ancestor[];
  readonly siblings: ReadonlySet<string>;
  readonly column: number;
  /** The key that the cursor is in, when it has its colon. */
  readonly edited?: LineEntry;
}

/** The entries that enclose `offset`, and the keys beside it. `isRootKey` knows the keys of a document. */
export function chainAt(text: string, offset: number, isRootKey: (key: string) => boolean): Chain {
  const line = lineOf(text, offset);
  const own = lineEntries(text, line).filter((e) => e.span.start <= offset);
  const last = own.at(-1);
  const edited = last?.kind === "key" && offset <= last.span.end ? last : undefined;
  const enclosing = edited ? own.slice(0, -1) : own.filter((e) => offset >= e.span.end);
  const raw = rawColumn(text, line, offset, enclosing.at(-1));
  const keyColumn = edited?.column ?? raw;
  const siblings = new Set<string>();
  const walk = createWalk(text, keyColumn, siblings, isRootKey);
  for (const entry of [...enclosing].reverse()) walk.visit(entry);
  for (let at = line.start - 1; at >= 0; ) {
    const above = lineOf(text, at);
    if (isSeparator(text, above)) break;
    if (!isBlankOrComment(text, above) && above.indent <= walk.column()) {
      for (const entry of lineEntries(text, above).reverse()) walk.visit(entry);
    }
    at = above.start - 1;
  }
  collectBelow(text, line.next, keyColumn, siblings);
  const ancestors = walk.ancestors();
  return { ancestors, siblings, column: keyColumn, ...(edited ? { edited } : {}) };
}

function rawColumn(text: string, line: Line, offset: number, last: LineEntry | undefined): number {
  if (!last) return Math.min(line.indent, offset - line.start);
  const rest = text.slice(last.span.end, offset);
  return last.span.end - line.start + (rest.length - rest.trimStart().length);
}

interface Walk {
  visit(entry: LineEntry): void;
  column(): number;
  ancestors(): Ancestor[];
}

/** Climbs from a column to its enclosing entries, one entry at a time, nearest first. */
function createWalk(
  text: string,
  column: number,
  siblings: Set<string>,
  isRootKey: (key: string) => boolean,
): Walk {
  const found: { entry: LineEntry; index: number }[] = [];
  let current: { column: number; dash: boolean } = { column, dash: false };
  return {
    column: () => current.column,
    visit(entry) {
      const isParent =
        entry.column < current.column ||
        (current.dash && entry.kind === "key" && entry.column === current.column);
      if (isParent) {
        if (found.length > 0 && !canHold(text, entry, current.column, isRootKey)) return;
        found.push({ entry, index: 0 });
        current = { column: entry.column, dash: entry.kind === "dash" };
      } else if (entry.column === current.column && entry.kind === "key" && found.length === 0) {
        siblings.add(entry.key);
      } else if (entry.column === current.column && entry.kind === "dash" && current.dash) {
        const innermost = found.at(-1);
        if (innermost) innermost.index++;
      }
    },
    ancestors: () =>
      found.map(({ entry, index }) => ({ ...entry, step: entry.kind === "key" ? entry.key : index })),
  };
}

/** Whether lines below, indented to `column`, can belong to an entry; garbage on other lines must not become their parent. */
function canHold(
  text: string,
  entry: LineEntry,
  column: number,
  isRootKey: (key: string) => boolean,
): boolean {
  const rest = lineRest(text, entry.valueStart)
    .replace(/(^|\s)#.*$/, "")
    .trim();
  if (entry.kind === "dash") return rest === "" || column >= entry.valueStart - entry.line;
  if (entry.column === 0 && !isRootKey(entry.key)) return false;
  if (indentBelow(text, entry) > column) return false;
  const first = rest[0] ?? "";
  if ("|>&!".includes(first)) return true;
  const closing = { "{": "}", "[": "]", '"': '"', "'": "'" }[first];
  return closing !== undefined && (rest.length === 1 || !rest.endsWith(closing));
}

/** Indentation of the first line below an entry that has any content. */
function indentBelow(text: string, entry: LineEntry): number {
  for (let at = lineOf(text, entry.line).next; at < text.length; ) {
    const line = lineOf(text, at);
    if (!isBlankOrComment(text, line)) return line.indent;
    at = line.next;
  }
  return 0;
}

function isSeparator(text: string, line: Line): boolean {
  return text.startsWith("---", line.start) && /^---\s*(#.*)?$/.test(text.slice(line.start, line.end));
}

function collectBelow(text: string, from: number, column: number, siblings: Set<string>): void {
  for (let at = from; at < text.length; ) {
    const line = lineOf(text, at);
    at = line.next;
    if (isBlankOrComment(text, line) || line.indent > column) continue;
    const first = lineEntries(text, line)[0];
    if (line.indent < column || first?.kind === "dash" || isSeparator(text, line)) return;
    if (first) siblings.add(first.key);
  }
}

/** What follows an offset on its line. */
export function lineRest(text: string, from: number): string {
  return text.slice(from, lineOf(text, from).end);
}
