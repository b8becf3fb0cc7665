import type { RelatedPlace } from "../document/types.ts";
import type { ProjectEvent } from "../project/types.ts";
import { defineRule } from "./engine/defineRule.ts";
import { plainName } from "./engine/names.ts";

export const duplicateEventName = defineRule<{ name: string; other: string }>({
  name: "duplicate-event-name",
  topic: "Names",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  scope: "project",
  summary: "No two events share a name, case and punctuation aside.",
  message: ({ name, other }) =>
    name === other
      ? `The event "${name}" is declared twice.`
      : `The events "${name}" and "${other}" differ only in case or punctuation.`,
  event(event, report, { index }) {
    for (const { value: name, span } of namesOf(event)) {
      const others = index.sameName(name).flatMap((other) => sameNames(other, name));
      const earlier = others.find((other) => comesBefore(other, { file: event.file, span }));
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

interface NamedSpan {
  readonly value: string;
  readonly file: string;
  readonly span: { readonly start: number; readonly end: number };
}

/** Every name an event may bear, where it is written. */
function namesOf(event: ProjectEvent): NamedSpan[] {
  const { variants, name } = event.definition;
  const written = variants ? variants.names.map((variant) => variant.event) : [name];
  return written.map(({ value, span }) => ({ value, span, file: event.file }));
}

function sameNames(event: ProjectEvent, name: string): NamedSpan[] {
  return namesOf(event).filter((other) => plainName(other.value) === plainName(name));
}

/** The finding stands on the later of two, so that there is one for each duplicate and it stays where it is. */
function comesBefore(a: Omit<NamedSpan, "value">, b: Omit<NamedSpan, "value">): boolean {
  return a.file === b.file ? a.span.start < b.span.start : a.file < b.file;
}
