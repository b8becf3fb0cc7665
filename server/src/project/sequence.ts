/** Which of an event's rows follow each other, and which SQL may speak of the rows before and after. */
import { defined } from "../spec/nodes.ts";
import type { Duration, SpecDocument, SqlText } from "../spec/types.ts";
import { typeText } from "../spec/typeText.ts";
import type { SqlPosition } from "./sqlOf.ts";
import type { SqlRole } from "./sqlRoles.ts";
import type { Column, ProjectEvent } from "./types.ts";

/** What SQL calls the row before, the row after, and the row's place among them. */
export const neighbourNames = ["previous", "next", "sequence"] as const;

export type NeighbourName = (typeof neighbourNames)[number];

/** What a name of other rows has; absent columns may be any. */
interface NeighbourTable {
  readonly name: NeighbourName;
  readonly kind: "virtual";
  readonly columns?: readonly Column[];
  readonly open: boolean;
  readonly detail: string;
}

export interface EventSequence {
  readonly per: readonly SqlText[];
  readonly gap?: Duration;
  /** What `changes` compares. */
  readonly value?: SqlText;
}

/** The event's own, else that of its `changes`, else the document's. */
export function sequenceOf({
  definition: { sequence, changes },
  document,
}: Pick<ProjectEvent, "definition" | "document">): EventSequence | undefined {
  const own = sequence ?? (changes ? { per: changes.per, gap: undefined } : document.sequence);
  return own && defined({ per: own.per, gap: own.gap?.value, value: changes?.value });
}

/** What is made of a row once it is known which rows there are, before some of them are left out again. */
const seeing: ReadonlySet<SqlRole> = new Set([
  "property",
  "revenue",
  "currency",
  "link",
  "variants_by",
  "variants_name",
  "once_per",
]);

/** Whether SQL of this role comes after the event's time, and may speak of it and of the event's other rows. */
export function comesAfterTime(role: SqlRole): boolean {
  return seeing.has(role);
}

/** The names that SQL has of an event's other rows, where it has some. What a document says for all events may mean those of any. */
export function neighboursAt({ event, document }: Pick<SqlPosition, "event" | "document">): NeighbourTable[] {
  const sequence = event && sequenceOf(event);
  const hasSome = sequence ?? (event ? undefined : document && someSequence(document));
  if (!hasSome) return [];
  const columns: Record<NeighbourName, readonly Column[] | undefined> = {
    previous: event && sequence && rowColumns(event, sequence),
    next: event && sequence && rowColumns(event, sequence),
    sequence: sequence && placeColumns(sequence),
  };
  return neighbourNames.map((name) =>
    defined({ name, kind: "virtual", columns: columns[name], open: false, detail: details[name] } as const),
  );
}

const someSequence = ({ sequence, events }: SpecDocument) =>
  sequence !== undefined || events.some((one) => one.sequence !== undefined || one.changes !== undefined);

const details: Readonly<Record<NeighbourName, string>> = {
  previous: "the event's row before",
  next: "the event's row after",
  sequence: "the row's place among the event's rows",
};

/** Rows that `from` and `to` leave out are no rows of the event. */
const previousValue =
  "What that row changed to: the `value` of `changes`. With `from` or `to` there may have been other values in between.";

function rowColumns({ properties }: ProjectEvent, { value }: EventSequence): Column[] {
  const own = properties.map(
    ({ name, type, description }): Column =>
      defined({
        name: name.value,
        type: type && typeText(type.value),
        description: description?.value,
      }),
  );
  return [
    { name: "at", type: "timestamp", description: "When it happened." },
    ...(value ? [{ name: "value", description: previousValue }] : []),
    ...own,
  ];
}

function placeColumns({ gap }: EventSequence): Column[] {
  const number = { name: "number", type: "integer", description: "Which row it is, counted from 1." };
  if (!gap) return [number];
  return [
    number,
    { name: "session", type: "integer", description: "Which session it is in, counted from 1." },
    { name: "session_at", type: "timestamp", description: "When the session began." },
    {
      name: "number_in_session",
      type: "integer",
      description: "Which row of its session it is, counted from 1.",
    },
  ];
}
