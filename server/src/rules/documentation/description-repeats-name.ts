import type { Located } from "../../document/types.ts";
import { repeatsName } from "../../spec/nameWords.ts";
import { defineRule } from "../engine/defineRule.ts";
import type { Report } from "../types.ts";

type What = "event" | "property" | "entity" | "goal";

interface Data {
  readonly what: What;
  readonly name: string;
}

export const descriptionRepeatsName = defineRule<Data>({
  name: "description-repeats-name",
  topic: "Documentation",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "A description must say more than the name.",
  message: ({ what, name }) => `The description of ${what} "${name}" only repeats its name.`,
  document: ({ document: { defaults } }, report) => visit("property", defaults.properties, report),
  event({ definition }, report) {
    visit("event", [definition], report);
    visit("property", definition.properties, report);
  },
  projectFile({ entities, goals, lookups }, report) {
    visit("entity", entities, report);
    visit("goal", goals, report);
    for (const { properties } of lookups) visit("property", properties, report);
  },
});

const hints: Readonly<Record<What, string>> = {
  event: "Say what happened, and what it does not mean.",
  property: "Say what it holds, with its unit and its edge cases.",
  entity: "Say what one of them is, and what does not count as one.",
  goal: "Say how it is measured, and what for.",
};

interface Described {
  readonly name: Located<string>;
  readonly description?: Located<string>;
}

function visit(what: What, all: readonly Described[], report: Report<Data>): void {
  for (const { name, description } of all)
    if (description && repeatsName(description.value, name.value))
      report(description, { what, name: name.value }, { hint: hints[what] });
}
