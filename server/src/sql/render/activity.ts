/** Who an activity is of. Activity Schema 2.0 numbers a customer's activities; one that nobody is known for is none. */
import type { RelationPlan } from "../plan/plan.ts";
import type { Row } from "./row.ts";
import type { TypedText } from "./typedText.ts";

/** The entities of which the first that is known holds an event's numbers: the customer, else who stands for them while anonymous. */
export function holdersOf({ numbering, activity }: RelationPlan): string[] {
  if (!numbering) return [];
  const { entity } = numbering;
  const standsIn = activity?.customer === entity ? activity.anonymous : undefined;
  return standsIn === undefined ? [entity] : [entity, standsIn];
}

/** The values of those entities that the row has. */
export function holderValues(relation: RelationPlan, { entities }: Row): TypedText[] {
  return holdersOf(relation).flatMap((name) => entities[relation.entities.indexOf(name)] ?? []);
}

/** The first of these ids that is known. */
export function firstKnown(ids: readonly string[]): string | undefined {
  return ids.length > 1 ? `coalesce(${ids.join(", ")})` : ids[0];
}

/** Leaves out of an activity stream what is nobody's. */
export function activityConditions({ activity, entities }: RelationPlan, row: Row): string[] {
  const names = [activity?.customer, activity?.anonymous].filter(
    (name): name is string => name !== undefined && entities.includes(name),
  );
  if (names.length === 0) return [];
  const known = names.flatMap((name) => row.entities[entities.indexOf(name)] ?? []);
  if (known.length === 0) return ["1 = 0"];
  const tests = known.map(({ sql }) => `${sql} is not null`);
  return [tests.length === 1 ? tests.join("") : `(${tests.join(" or ")})`];
}
