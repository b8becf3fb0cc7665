import { matchesName } from "../../document/wildcards.ts";
import type { Property } from "../../spec/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { writtenNames } from "../engine/eventFacts.ts";
import { stringList } from "../engine/options.ts";
import type { Report, RuleContext } from "../types.ts";

interface Data {
  readonly what: "Event" | "Property";
  readonly name: string;
  readonly patterns: readonly string[];
}

export const nameAgainstPattern = defineRule<Data>({
  name: "name-against-pattern",
  topic: "Names",
  severity: "error",
  presets: [],
  summary: "Names must look as the project's settings ask.",
  message: ({ what, name, patterns }) =>
    `${what} "${name}" is not called ${patterns.map((pattern) => `\`${pattern}\``).join(" or ")}.`,
  options: {
    events: {
      default: [],
      description: "Patterns of events' names, one of which must fit; `*` stands for any characters.",
    },
    properties: { default: [], description: "The same for properties." },
  },
  document({ document: { defaults } }, report, context) {
    visit(defaults.properties, report, context);
  },
  event(event, report, context) {
    const patterns = stringList(context.options, "events");
    for (const { value: name, span } of patterns.length > 0 ? writtenNames(event) : [])
      if (!fits(name, patterns))
        report(
          span,
          { what: "Event", name, patterns },
          { hint: "Rename it, or ask those who set the pattern for another one." },
        );
    visit(event.definition.properties, report, context);
  },
});

function visit(properties: readonly Property[], report: Report<Data>, { options }: RuleContext): void {
  const patterns = stringList(options, "properties");
  if (patterns.length === 0) return;
  for (const { name, removed } of properties)
    if (!removed && !fits(name.value, patterns))
      report(
        name,
        { what: "Property", name: name.value, patterns },
        { hint: "Rename it, or ask those who set the pattern for another one." },
      );
}

function fits(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchesName(pattern, name));
}
