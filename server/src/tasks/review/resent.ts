/** What a change does where events are sent: which would be sent a second time, because the tool takes them for others. */
import { destinationsOf } from "../../project/destinationsOf.ts";
import { entityColumn } from "../../project/eventColumns.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { RowDiff } from "../../proof/versions/versionQueries.ts";

export interface Resent {
  readonly destination: string;
  /** Rows that it has already, and would take for others. */
  readonly again: number;
  /** Columns that changed, and by which it tells events from each other. */
  readonly because: readonly string[];
  readonly fresh: number;
  /** Rows that are gone here, and stay there. */
  readonly stay: number;
}

/**
 * By what tools tell one event from another: Mixpanel by name, user, time and `$insert_id`
 * (https://developer.mixpanel.com/reference/import-events), Amplitude by `insert_id` and device (https://amplitude.com/docs/apis/analytics/http-v2).
 * Of all others nobody knows.
 */
const toldBy: Readonly<Record<string, readonly ("name" | "user" | "time" | "id")[]>> = {
  mixpanel: ["name", "user", "time", "id"],
  amplitude: ["user", "id"],
};

/** A destination of an event, and the columns by which it tells the event's rows. */
export interface Telling {
  readonly destination: string;
  readonly columns: readonly string[];
}

export function tellingColumns(project: Project, event: ProjectEvent): Telling[] {
  const types = new Map(
    project.file.destinations.map(({ name, type }) => [name.value, type?.value ?? name.value]),
  );
  const entities = event.entities.map(({ name }) => entityColumn(name.value));
  const columns = { name: ["event"], user: entities, time: ["occurred_at"], id: ["event_id"] };
  return [...destinationsOf(event).keys()].map((destination) => ({
    destination,
    columns: (toldBy[types.get(destination) ?? destination] ?? []).flatMap((part) => columns[part]),
  }));
}

/** In: the destinations in the order in which the rows were asked about them. */
export function resentOf(telling: readonly Telling[], diff: RowDiff): Resent[] {
  return telling.flatMap(({ destination, columns }, at): Resent[] => {
    const because = columns.filter((name) => diff.columns.has(name));
    const told = { destination, because, again: diff.anyOf[at] ?? 0, fresh: diff.gained, stay: diff.lost };
    return told.again + told.fresh + told.stay > 0 ? [told] : [];
  });
}
