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
