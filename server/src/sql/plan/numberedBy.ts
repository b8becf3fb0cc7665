/** Which entity the events of a stream belong to. */
import type { Project } from "../../project/types.ts";
import type { LayoutName, Stream } from "../../spec/projectTypes.ts";
import type { Numbering } from "./plan.ts";

/** Whose events a stream numbers, if it numbers them. */
export function numberingOf(
  stream: Stream | undefined,
  layout: LayoutName,
  entities: readonly string[],
  project: Project,
): Numbering | undefined {
  if (!stream || stream.occurrence === "none") return undefined;
  const entity =
    stream.entity?.value ?? (layout === "activity_schema" ? customerOf(entities, project) : entities[0]);
  if (entity === undefined) return undefined;
  const anonymous = stream.anonymous?.value;
  const standsIn = anonymous !== undefined && anonymous !== entity && entities.includes(anonymous);
  return { by: stream.occurrence, entity, ...(standsIn && { anonymous }) };
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
