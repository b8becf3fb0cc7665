/** Who an activity is of. Activity Schema 2.0 numbers a customer's activities; one that nobody is known for is none. */
import type { RelationPlan } from "../plan/plan.ts";
import type { Row } from "./row.ts";

/** Leaves out of an activity stream what is nobody's. */
export function activityConditions(relation: RelationPlan, row: Row): string[] {
  return activityOfSomebody(
    relation,
    row.entities.map((value) => value?.sql),
  );
}

/** The same. In: the SQL of each of the relation's entities; absent where no event has it. */
export function activityOfSomebody(
  { activity, entities }: RelationPlan,
  values: readonly (string | undefined)[],
): string[] {
  const names = [activity?.customer, activity?.anonymous].filter(
    (name): name is string => name !== undefined && entities.includes(name),
  );
  if (names.length === 0) return [];
  const known = names.flatMap((name) => values[entities.indexOf(name)] ?? []);
  if (known.length === 0) return ["1 = 0"];
  const tests = known.map((sql) => `${sql} is not null`);
  return [tests.length === 1 ? tests.join("") : `(${tests.join(" or ")})`];
}
