/** What the Changes view shows, as plain data: the changes of a review by event. */
import type { ReviewedChange, ReviewResult } from "../../../server/src/editor/lsp/review/protocol.ts";
import type { ChangeClass } from "../../../server/src/review/types.ts";

export type Reviewed = Extract<ReviewResult, { status: "reviewed" }>;

export interface ChangeNode {
  /** Tells it from all others, and stays the same when the view is drawn anew. */
  readonly id: string;
  readonly kind: "event" | "change" | "note" | "rows";
  readonly label: string;
  readonly description?: string;
  readonly class?: ChangeClass;
  /** Somebody let all of it pass. */
  readonly approved?: boolean;
  readonly event?: string;
  readonly change?: ReviewedChange;
  readonly children: readonly ChangeNode[];
}

/** The gravest first. */
export const classes: readonly ChangeClass[] = ["breaking", "meaning", "additive", "documentation", "none"];

export const classWords: Readonly<Record<ChangeClass, string>> = {
  breaking: "breaking",
  meaning: "meaning",
  additive: "additive",
  documentation: "documentation",
  none: "written otherwise",
};

/** By event: what running both versions has told of its rows, in sentences. */
export type RowLines = ReadonlyMap<string, readonly string[]>;

/** Events with their changes, as the review has ordered them, and before them what to know of it. */
export function changeNodes({ changes, notes, base }: Reviewed, rows: RowLines = new Map()): ChangeNode[] {
  const said = notes.map((label): ChangeNode => ({ id: label, kind: "note", label, children: [] }));
  if (changes.length === 0) {
    const label = `Nothing has changed since ${base}`;
    return [...said, { id: label, kind: "note", label, children: [] }];
  }
  return [...said, ...[...byEvent(changes)].map(([event, own]) => eventNode(event, own, rows))];
}

function byEvent(changes: readonly ReviewedChange[]): Map<string | undefined, ReviewedChange[]> {
  const found = new Map<string | undefined, ReviewedChange[]>();
  for (const change of changes) {
    const own = found.get(change.event);
    if (own) own.push(change);
    else found.set(change.event, [change]);
  }
  return found;
}

function eventNode(
  event: string | undefined,
  changes: readonly ReviewedChange[],
  rows: RowLines,
): ChangeNode {
  const worst = worstOf(changes);
  return {
    id: `event ${event ?? ""}`,
    kind: "event",
    label: event ?? "The project",
    description: counted(changes),
    ...(worst && { class: worst }),
    approved: changes.every(({ approval }) => approval !== undefined),
    ...(event !== undefined && { event }),
    children: [...changes.map((change, index) => changeNode(event, change, index)), ...rowNodes(event, rows)],
  };
}

function rowNodes(event: string | undefined, rows: RowLines): ChangeNode[] {
  const lines = event === undefined ? [] : (rows.get(event) ?? []);
  return lines.map((label, index) => ({
    id: `rows ${event} ${index}`,
    kind: "rows",
    label,
    children: [],
  }));
}

function changeNode(event: string | undefined, change: ReviewedChange, index: number): ChangeNode {
  const { message, verdict, approval } = change;
  const description = [approval && "approved", verdict].filter(Boolean).join(" · ");
  return {
    id: `change ${event ?? ""} ${index}`,
    kind: "change",
    label: message,
    ...(description && { description }),
    class: change.class,
    approved: approval !== undefined,
    ...(event !== undefined && { event }),
    change,
    children: [],
  };
}

function worstOf(changes: readonly ReviewedChange[]): ChangeClass | undefined {
  return classes.find((each) => changes.some((change) => change.class === each));
}

/** `1 breaking, 2 meaning`. */
function counted(changes: readonly ReviewedChange[]): string {
  const parts = classes.flatMap((each) => {
    const count = changes.filter((change) => change.class === each).length;
    return count > 0 ? [`${count} ${classWords[each]}`] : [];
  });
  return parts.join(", ");
}
