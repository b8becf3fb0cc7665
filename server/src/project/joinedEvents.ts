/** Joins to other events in a table's stead: which events they mean, and how they are written. */
import type { Finding, Span } from "../document/types.ts";
import type { Join, JoinedEvent, SpecDocument } from "../spec/types.ts";
import { eventColumns } from "./eventColumns.ts";
import { mayMention } from "./mention.ts";
import { openName } from "./openNames.ts";
import { findingAt } from "./reference.ts";
import { sqlOfRows } from "./sqlOf.ts";
import type { Project, ProjectEvent, Table } from "./types.ts";

export interface EventJoin extends JoinedEvent {
  readonly alias: string;
  readonly span: Span;
}

/** The joins of a document that name an event. */
export function eventJoinsOf({ joins }: Pick<SpecDocument, "joins">): EventJoin[] {
  return joins.flatMap(({ event, alias, span }) =>
    event ? [{ ...event, alias: alias?.value ?? event.name.value, span }] : [],
  );
}

/** The joins to events that are made for an event: those that its SQL speaks of, or may speak of in some dialect. */
export function usedEventJoins(event: ProjectEvent, project: Project): EventJoin[] {
  const joins = eventJoinsOf(event.document);
  if (joins.length === 0) return [];
  const texts = sqlOfRows(project, event).map(({ sql }) => sql.text);
  return joins.filter(({ alias }) => texts.some((text) => mayMention(text, alias)));
}

/** How many events one may join, those that they join among them: each is a query of its own in the SQL. */
export const mostJoinedEvents = 20;

/** Whether an event joins more, counted as often as they are joined: of those that join each other in a circle there is no end. */
export function joinsTooMany(event: ProjectEvent, project: Project): boolean {
  let count = 0;
  const walk = (one: ProjectEvent): void => {
    for (const { name } of usedEventJoins(one, project))
      for (const { event: next } of eventsCalled(project, name.value)) {
        if (++count > mostJoinedEvents) return;
        walk(next);
      }
  };
  walk(event);
  return count > mostJoinedEvents;
}

/** The events that one joins, and those that they join; each once, and so many that more would be too many. */
export function eventsJoined(event: ProjectEvent, project: Project): ProjectEvent[] {
  const found = new Set<ProjectEvent>();
  const walk = (one: ProjectEvent): void => {
    for (const { name } of usedEventJoins(one, project))
      for (const { event: next } of eventsCalled(project, name.value)) {
        if (found.has(next) || found.size > mostJoinedEvents) continue;
        found.add(next);
        walk(next);
      }
  };
  walk(event);
  return [...found];
}

/** Files whose expressions have a say in events of these files: they, and those of the events that these join. */
export function filesRead(project: Project, files: readonly string[]): string[] {
  const events = project.events.filter(({ file }) => files.includes(file));
  const joined = events.flatMap((event) => eventsJoined(event, project)).map(({ file }) => file);
  return [...new Set([...files, ...joined])];
}

/** An event that is called by a name. */
export interface CalledEvent {
  readonly event: ProjectEvent;
  /** The name alone, where rows of other names are not meant. */
  readonly only?: readonly [string];
}

/** The events of a name that have rows: an event's own, which means all of its variants, or that of a variant. */
export function eventsCalled({ eventsByName }: Pick<Project, "eventsByName">, name: string): CalledEvent[] {
  const real = (eventsByName.get(name) ?? []).filter(({ definition }) => !definition.proposed);
  return real.map((event) => {
    const isOpen = openName(event.definition) !== undefined;
    const isVariant = event.names.includes(name) && !(isOpen && name === event.name);
    const isSome = isVariant && (isOpen || event.names.length > 1);
    return { event, ...(isSome && { only: [name] as const }) };
  });
}

/** An event's own relation as a table; of a name that no event has anything may be in it. */
export function eventAsTable({ name }: JoinedEvent, project: Project): Table {
  const [first] = project.eventsByName.get(name.value) ?? [];
  // Whether a column is one of an event is told where the join is looked at: the event may stand in another file.
  return { parts: [name.value], columns: first ? eventColumns(first) : [], origin: "event", partial: true };
}

/** In: the joins of a document or a lookup. Out: what is missing from those to events, or does not belong there. */
export function eventJoinFindings(
  file: string,
  joins: readonly Join[],
  owner: "document" | "lookup",
): Finding[] {
  return joins.flatMap(({ event, on, type, asOf, span }): Finding[] => {
    if (!event) return [];
    if (owner === "lookup")
      return [
        findingAt(
          file,
          "invalid-reference",
          event.name.span,
          "A lookup joins tables, not events.",
          "Join the event in the document that needs it.",
        ),
      ];
    const foreign = (key: string, place: Span) =>
      findingAt(
        file,
        "invalid-reference",
        place,
        `A join to an event has no \`${key}\`: it finds events of the same entity that are not later.`,
        key === "type"
          ? "Leave it out, and ask in `where` whether the event was found."
          : "Leave it out, or join a table with `from` in the event's stead.",
      );
    return [
      ...(event.by
        ? []
        : [
            findingAt(
              file,
              "invalid-reference",
              span,
              'This join to an event has no "by".',
              "Add `by:`: the entity that both events carry.",
            ),
          ]),
      ...(on ? [foreign("on", on.span)] : []),
      ...(type ? [foreign("type", type.span)] : []),
      ...(asOf ? [foreign("as_of", asOf.span)] : []),
    ];
  });
}
