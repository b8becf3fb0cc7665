import type { EventPlan } from "./plan.ts";

/** The names that an event's rows bear, each once: its own, or those of its variants. */
export function plannedNames({ name, variants }: Pick<EventPlan, "name" | "variants">): string[] {
  return variants ? [...new Set(variants.names.map(({ event }) => event))] : [name];
}
