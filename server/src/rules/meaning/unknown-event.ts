import type { Located } from "../../document/types.ts";
import { matchesName } from "../../document/wildcards.ts";
import type { Project } from "../../project/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { referencesOf } from "../engine/eventFacts.ts";
import { nameRemedy } from "../engine/fixes.ts";
import type { ReportExtras, RuleContext } from "../types.ts";

export const unknownEvent = defineRule<{ event: string }>({
  name: "unknown-event",
  topic: "Meaning",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  scope: "project",
  summary: "Events that joins, tests, `tracked_as`, `deprecated`, `resolves_to` and streams name must exist.",
  message: ({ event }) =>
    event.includes("*") ? `No event's name is like "${event}".` : `No event is called "${event}".`,
  document({ document }, report, context) {
    for (const { event } of document.joins) {
      if (!event || context.project.eventsByName.has(event.name.value)) continue;
      report(event.name, { event: event.name.value }, remedyOf(event.name, context));
    }
  },
  event(event, report, context) {
    for (const { name } of referencesOf(event)) {
      if (context.project.eventsByName.has(name.value)) continue;
      report(name, { event: name.value }, remedyOf(name, context));
    }
  },
  projectFile({ streams, entities }, report, context) {
    const { eventsByName } = context.project;
    for (const name of entities.flatMap(({ resolvesTo }) => resolvesTo?.by ?? [])) {
      if (!eventsByName.has(name.value)) report(name, { event: name.value }, remedyOf(name, context));
    }
    for (const name of streams.flatMap(({ events }) => events.name ?? [])) {
      if (eventsByName.has(name.value) || isLikeOne(name.value, eventsByName)) continue;
      report(name, { event: name.value }, remedyOf(name, context));
    }
  },
});

function isLikeOne(pattern: string, names: Project["eventsByName"]): boolean {
  return pattern.includes("*") && [...names.keys()].some((name) => matchesName(pattern, name));
}

function remedyOf(name: Located<string>, { index, suggest }: RuleContext): ReportExtras {
  const renamed = index.sameName(name.value).find(({ value, former }) => former && value === name.value);
  if (renamed) {
    const place = { file: renamed.file, span: renamed.span, message: "Its former name is here." };
    return { hint: "That was an event's name before: write what it is called now.", related: [place] };
  }
  const choice = {
    known: index.declared.events,
    what: "events",
    whereDeclared: "Declare it, or name another one.",
  };
  const remedy = nameRemedy(name, choice, suggest);
  // One event for a pattern would be another selection.
  return name.value.includes("*") ? { hint: remedy.hint } : remedy;
}
