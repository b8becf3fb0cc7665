import { areTogether } from "../project/givenTogether.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import type { Verdict } from "./results.ts";

/** The one event that a check compares its own with, whichever of its documents; the verdict where there is none, or several. */
export function comparedEvent(
  { eventsByName }: Project,
  name: string,
): { readonly event: ProjectEvent } | Verdict {
  const bearers = eventsByName.get(name) ?? [];
  const [event, ...more] = areTogether(bearers) ? bearers.slice(0, 1) : bearers;
  if (!event) return { status: "error", message: `There is no event "${name}" in this project.` };
  if (more.length > 0) return { status: "error", message: `There are several events "${name}".` };
  return { event };
}
