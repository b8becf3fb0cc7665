/** Tests that hold of all rows of an event, as a profile has seen them: proposed, never written unasked. */
import type { Item } from "../../document/write/addItems.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import { entityColumn } from "../../project/eventColumns.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import { type Check, checksOf, columnCalled } from "../checks.ts";
import { inWords } from "../words.ts";
import type { ColumnProfile, EventProfile } from "./types.ts";

export interface ProposedTest {
  readonly kind: "not_null" | "unique";
  /** Entities and properties, by the names that tests call them; of `unique` one. */
  readonly columns: readonly string[];
  /** `0 of 825 null`. */
  readonly seen: string;
}

/** Kinds whose values tell things apart; an amount or a time that never repeats does so by chance. */
const identifying: ReadonlySet<string | undefined> = new Set(["string", "integer", undefined]);

/**
 * Tests of columns that held for every event and that nothing proves yet. In: a profile of all events, not of a window or a sample. One event
 * alone tells nothing about what repeats.
 */
export function proposedTests(
  project: Project,
  event: ProjectEvent,
  { events, columns }: Pick<EventProfile, "events" | "columns">,
): ProposedTest[] {
  if (events === 0) return [];
  const proven = provenOf(project, event);
  const open = (kind: ProposedTest["kind"]) => (column: ColumnProfile) =>
    isOwn(event, column) && !proven.has(`${kind} ${column.name}`);
  const filled = columns.filter(({ nulls }) => nulls === 0);
  const notNull = filled.filter(open("not_null")).map((column) => nameInTests(event, column));
  const unique = filled
    .filter(({ distinct, type }) => events > 1 && distinct === events && identifying.has(type))
    .filter(open("unique"));
  const all = inWords(events);
  return [
    ...(notNull.length > 0
      ? [{ kind: "not_null", columns: notNull, seen: `0 of ${all} null` } as const]
      : []),
    ...unique.map(
      (column): ProposedTest => ({
        kind: "unique",
        columns: [nameInTests(event, column)],
        seen: `${all} different in ${all}`,
      }),
    ),
  ];
}

/** As an item of `tests`. */
export function proposedItem({ kind, columns }: ProposedTest): Item {
  const line = `${kind}: [${columns.map((name) => writeScalar(name, { flow: true })).join(", ")}]`;
  return { inline: `{${line}}`, lines: [line] };
}

/** Entities and properties that come from rows: a constant is never null, and that proves nothing. */
function isOwn({ properties }: ProjectEvent, { name, of }: ColumnProfile): boolean {
  if (of === "entity") return true;
  return of === "property" && !properties.some((one) => one.name.value === name && one.constant);
}

/** An entity goes by its own name, unless a property has that. */
function nameInTests(event: ProjectEvent, { name, of }: ColumnProfile): string {
  const entity =
    of === "entity" ? event.entities.find((one) => entityColumn(one.name.value) === name) : undefined;
  return entity && columnCalled(event, entity.name.value) === name ? entity.name.value : name;
}

/** `not_null total`: what is proved of which column. */
function provenOf(project: Project, event: ProjectEvent): ReadonlySet<string> {
  return new Set([
    ...checksOf(project, event).flatMap(({ subject }) => provenBy(subject)),
    ...keyColumns(event).flatMap((name) => [`not_null ${name}`, `unique ${name}`]),
  ]);
}

function provenBy(subject: Check["subject"]): string[] {
  switch (subject.kind) {
    case "not_null":
      return subject.columns.map((name) => `not_null ${name}`);
    case "unique":
      return subject.columns.length === 1 ? [`unique ${subject.columns[0]}`] : [];
    case "required":
      return [`not_null ${subject.property.name.value}`];
    default:
      return [];
  }
}

/** What shows the key itself is proved with the event's id, where that is made of the key and one name alone. */
function keyColumns({ key, definition, entities, properties }: ProjectEvent): string[] {
  const [only] = key;
  const { variants, oncePer, changes } = definition;
  if (!only || key.length > 1 || variants || oncePer || changes) return [];
  const isKey = (sql: { readonly text: string } | undefined): boolean =>
    sql?.text.trim() === only.text.trim();
  return [
    ...entities.filter(({ sql }) => isKey(sql)).map(({ name }) => entityColumn(name.value)),
    ...properties.filter(({ sql }) => isKey(sql)).map(({ name }) => name.value),
  ];
}
