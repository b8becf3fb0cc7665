import type { RelatedPlace } from "../document/types.ts";
import { defineRule } from "./engine/defineRule.ts";
import { type NamedPlace, writtenNames } from "./engine/eventFacts.ts";

export const duplicateEventName = defineRule<{ name: string; other: string }>({
  name: "duplicate-event-name",
  topic: "Names",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  scope: "project",
  summary: "Two events must not have the same name, ignoring case and punctuation.",
  message: ({ name, other }) =>
    name === other
      ? `The event "${name}" is declared twice.`
      : `The events "${name}" and "${other}" differ only in case or punctuation.`,
  event(event, report, { index }) {
    for (const { value: name, span } of writtenNames(event)) {
      const earlier = index.sameName(name).find((other) => comesBefore(other, { file: event.file, span }));
      if (!earlier) continue;
      const related: RelatedPlace = {
        file: earlier.file,
        span: earlier.span,
        message: "The first one is here.",
      };
      report(
        span,
        { name, other: earlier.value },
        { hint: "Rename one of them, or make them one event.", related: [related] },
      );
    }
  },
});

/** The finding stands on the later of two, so that there is one for each duplicate and it stays where it is. */
function comesBefore(a: Omit<NamedPlace, "value">, b: Omit<NamedPlace, "value">): boolean {
  return a.file === b.file ? a.span.start < b.span.start : a.file < b.file;
}
