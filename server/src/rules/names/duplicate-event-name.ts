import type { RelatedPlace } from "../../document/types.ts";
import { setKey } from "../../document/write/setKey.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { type NamedPlace, namesSeen, writtenNames } from "../engine/eventFacts.ts";
import type { ReportExtras, RuleContext } from "../types.ts";

export const duplicateEventName = defineRule<{ name: string; other: string; seen: boolean }>({
  name: "duplicate-event-name",
  topic: "Names",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  scope: "project",
  summary: "Two events must not have the same name, ignoring case and punctuation.",
  message: ({ name, other, seen }) => {
    if (seen)
      return `The name "${name}", which this has given, is ${name === other ? "" : "almost "}that of another event.`;
    return name === other
      ? `The event "${name}" is declared twice.`
      : `The events "${name}" and "${other}" differ only in case or punctuation.`;
  },
  event(event, report, { index, document }) {
    for (const place of [...writtenNames(event), ...namesSeen(event)]) {
      const { value: name, span, seen = false } = place;
      const earlier = index.sameName(name).find((other) => isClash(other, place));
      if (!earlier) continue;
      const related: RelatedPlace = {
        file: earlier.file,
        span: earlier.span,
        message: seen ? "It is here." : "The first one is here.",
      };
      report(
        span,
        { name, other: earlier.value, seen },
        {
          ...(seen
            ? { hint: "List its value under `names`, or leave its rows out by `where`." }
            : remedyOf(event, earlier, document)),
          related: [related],
        },
      );
    }
  },
});

/** Two documents may give one event, where the second says so. */
function remedyOf(event: ProjectEvent, earlier: NamedPlace, document: RuleContext["document"]): ReportExtras {
  const { name, variants } = event.definition;
  const isOne = earlier.value === name.value && !variants && !isWithin(earlier, event);
  if (!isOne) return { hint: "Rename one of them, or make them one event." };
  const text = document(event.file);
  const edits = text && setKey(text, name.span, { key: "also", inline: "true" }, "first");
  const hint =
    "Rename one of them; or, if both documents give the same event, write `also: true` in the second.";
  return edits ? { hint, fixes: [{ title: "Say that this gives the event, too", edits }] } : { hint };
}

/** Whether a name stands in the same document as an event. */
function isWithin({ file, span }: NamedPlace, event: ProjectEvent): boolean {
  const { start, end } = event.document.span;
  return file === event.file && start <= span.start && span.start < end;
}

/**
 * Whether the finding stands on `here`: on the later of two, so that there is one for each duplicate and it stays where it is; and on what
 * comes from data rather than on what is written.
 */
function isClash(other: NamedPlace, here: NamedPlace): boolean {
  if (other.former) return false;
  if (here.value === other.value && (here.also || other.also)) return false;
  if (other.seen !== here.seen) return here.seen === true;
  const isSamePlace = other.file === here.file && other.span.start === here.span.start;
  if (isSamePlace) return false;
  return other.file === here.file ? other.span.start < here.span.start : other.file < here.file;
}
