/** Which entity the events of a stream belong to. */
import type { Project } from "../../project/types.ts";
import type { LayoutName, Stream } from "../../spec/projectTypes.ts";

export interface Numbering {
  /** Absent where nothing is counted. */
  readonly by?: "entity" | "entity_and_event";
  /** Whether the time of the entity's first event has a column. */
  readonly firstAt?: true;
  readonly entity: string;
  /** Whoever stands for the entity where that is not known. */
  readonly anonymous?: string;
}

/** Whose events a stream numbers, or tells the first of, if it does. */
export function numberingOf(
  stream: Stream | undefined,
  layout: LayoutName,
  entities: readonly string[],
  project: Project,
): Numbering | undefined {
  const by = stream && stream.occurrence !== "none" ? stream.occurrence : undefined;
  const firstAt = stream && asksForFirst(stream);
  if (!stream || !(by || firstAt)) return undefined;
  const entity =
    stream.entity?.value ?? (layout === "activity_schema" ? customerOf(entities, project) : entities[0]);
  if (entity === undefined) return undefined;
  const anonymous = stream.anonymous?.value;
  const standsIn = anonymous !== undefined && anonymous !== entity && entities.includes(anonymous);
  return { ...(by && { by }), ...(firstAt && { firstAt }), entity, ...(standsIn && { anonymous }) };
}

/** Activity Schema has no column for it. */
export function asksForFirst({ firstAt, layout }: Stream): boolean {
  return firstAt?.value === true && layout.value !== "activity_schema";
}

/** Which entities stand for the customer in the layout `activity_schema`. */
export function activityOf(stream: Stream | undefined, entities: readonly string[], project: Project) {
  const customer = stream?.entity?.value ?? customerOf(entities, project) ?? "customer";
  const anonymous = stream
    ? stream.anonymous?.value
    : project.file.entities.find((one) => one.anonymous && entities.includes(one.name.value))?.name.value;
  return { customer, ...(anonymous !== undefined && { anonymous }) };
}

function customerOf(entities: readonly string[], project: Project): string | undefined {
  const anonymous = new Set(
    project.file.entities.filter((one) => one.anonymous).map((one) => one.name.value),
  );
  return entities.find((entity) => !anonymous.has(entity));
}
