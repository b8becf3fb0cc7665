/** Who an activity is of. Activity Schema 2.0 numbers a customer's activities; one that nobody is known for is none. */
import type { RelationPlan } from "../plan/plan.ts";

/** The entities of which the first that is known holds an event's numbers: the customer, else who stands for them while anonymous. */
export function holdersOf({ numbering, activity }: RelationPlan): string[] {
  if (!numbering) return [];
  const { entity } = numbering;
  const standsIn = activity?.customer === entity ? activity.anonymous : undefined;
  return standsIn === undefined ? [entity] : [entity, standsIn];
}

/** The first of these ids that is known. */
export function firstKnown(ids: readonly string[]): string | undefined {
  return ids.length > 1 ? `coalesce(${ids.join(", ")})` : ids[0];
}

/** Leaves out of an activity stream what is nobody's. In: SQL of each of the relation's entities; `absent`, that of one that an event lacks. */
export function activityConditions(
  { activity, entities }: RelationPlan,
  ids: readonly string[],
  absent: string,
): string[] {
  const holders = [activity?.customer, activity?.anonymous].flatMap((name) =>
    name === undefined ? [] : (ids[entities.indexOf(name)] ?? []),
  );
  if (holders.length === 0) return [];
  const known = holders.filter((id) => id !== absent).map((id) => `${id} is not null`);
  if (known.length === 0) return ["1 = 0"];
  return [known.length === 1 ? known.join("") : `(${known.join(" or ")})`];
}
