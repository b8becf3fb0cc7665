import type { Located } from "../document/types.ts";
import { matchesName } from "../document/wildcards.ts";
import type { Project } from "../project/types.ts";
import { defineRule } from "./engine/defineRule.ts";
import { referencesOf } from "./engine/eventFacts.ts";
import { nameRemedy } from "./engine/fixes.ts";
import type { ReportExtras } from "./types.ts";

export const unknownEvent = defineRule<{ event: string }>({
  name: "unknown-event",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  scope: "project",
  summary: "Tests, tracked twins, replacements and streams name events that exist.",
  message: ({ event }) =>
    event.includes("*") ? `No event's name is like "${event}".` : `No event is called "${event}".`,
  event(event, report, { project }) {
    for (const { name } of referencesOf(event)) {
      if (project.eventsByName.has(name.value)) continue;
      report(name, { event: name.value }, remedyOf(name, project));
    }
  },
  projectFile({ streams }, report, { project }) {
    const known = [...project.eventsByName.keys()];
    for (const name of streams.flatMap(({ events }) => events.name ?? [])) {
      if (known.some((each) => matchesName(name.value, each))) continue;
      report(name, { event: name.value }, remedyOf(name, project));
    }
  },
});

function remedyOf(name: Located<string>, { eventsByName }: Project): ReportExtras {
  const remedy = nameRemedy(name, [...eventsByName.keys()], "events", "Declare it, or name another one.");
  // One event for a pattern would be another selection.
  return name.value.includes("*") ? { hint: remedy.hint } : remedy;
}
