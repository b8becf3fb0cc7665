import type { EventPlan } from "./plan.ts";

/** The names that an event's rows bear, each once: its own, or those of its variants; `undefined` where they come from data. */
export function plannedNames({
  name,
  only,
  variants,
}: Pick<EventPlan, "name" | "only" | "variants">): string[] | undefined {
  if (!variants) return [name];
  if (only) return [...only];
  if (typeof variants.otherwise === "object") return undefined;
  return [...new Set(variants.names.map(({ event }) => event))];
}

/** The former names of some of an event's names. */
export function formerNames(
  { renamed = [] }: Pick<EventPlan, "renamed">,
  names: readonly string[],
): string[] {
  return renamed.flatMap(({ name, former }) => (names.includes(name) ? former : []));
}
