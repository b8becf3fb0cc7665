import { defineRule } from "../engine/defineRule.ts";
import { formerNames, type NamedPlace } from "../engine/eventFacts.ts";

export const reusedEventName = defineRule<{ name: string; isFormer: boolean }>({
  name: "reused-event-name",
  topic: "Names",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  scope: "project",
  summary: "A former name of an event must not be another event's name, former ones included.",
  message: ({ name, isFormer }) =>
    isFormer
      ? `Another event was called "${name}" as well, so their ids could be the same.`
      : `There is an event called "${name}", so its ids could be the same.`,
  event(event, report, { index }) {
    for (const place of formerNames(event)) {
      const other = index.sameName(place.value).find((one) => isClash(one, place));
      if (!other) continue;
      const isFormer = other.former === true;
      report(
        place.span,
        { name: place.value, isFormer },
        {
          hint: isFormer
            ? "Leave it to the event whose rows have these ids."
            : "Rename that event, or take this name out: the ids are then made of the next one.",
          related: [{ file: other.file, span: other.span, message: "It is here." }],
        },
      );
    }
  },
});

/** Ids are made of names as they are written. Of two former names the finding stands on the later one. */
function isClash(other: NamedPlace, here: NamedPlace): boolean {
  if (other.value !== here.value) return false;
  if (!other.former) return true;
  return other.file === here.file ? other.span.start < here.span.start : other.file < here.file;
}
