/** Who an activity is of. Activity Schema 2.0 numbers a customer's activities; one that nobody is known for is none. */
import type { RelationPlan } from "../plan/plan.ts";
import type { Row } from "./row.ts";

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
