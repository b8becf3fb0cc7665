import { defineRule } from "../engine/defineRule.ts";
import { stringList } from "../engine/options.ts";
import { saidOfEvents, saidOfProperties } from "../engine/said.ts";

interface Data {
  readonly what: "Event" | "Property";
  readonly name: string;
  readonly keys: readonly string[];
}

export const unmetRequirement = defineRule<Data>({
  name: "unmet-requirement",
  topic: "Documentation",
  severity: "error",
  presets: [],
  summary: "Events and properties must have the keys that the project's settings require.",
  message: ({ what, name, keys }) =>
    `${what} "${name}" lacks ${keys.map((key) => `\`${key}\``).join(", ")}, which this project requires.`,
  options: {
    events: {
      default: [],
      values: Object.keys(saidOfEvents),
      description: "Keys that each event must have.",
    },
    properties: {
      default: [],
      values: Object.keys(saidOfProperties),
      description: "Keys that each property must have.",
    },
  },
  event(event, report, { options }) {
    const { definition, document, name } = event;
    const missing = stringList(options, "events").filter((key) => saidOfEvents[key]?.(event) === false);
    if (missing.length > 0)
      report(definition.name, { what: "Event", name, keys: missing }, { hint: hintOf(missing) });
    const asked = stringList(options, "properties");
    if (asked.length === 0) return;
    const isFirst = document.events[0] === definition;
    for (const property of event.properties) {
      // What a lookup or a document gives is told once; what is fixed has a value and nothing else.
      if (property.fixed || property.from === "lookup" || (property.from === "document" && !isFirst))
        continue;
      const lacking = asked.filter((key) => saidOfProperties[key]?.(property) === false);
      const data = { what: "Property", name: property.name.value, keys: lacking } as const;
      if (lacking.length > 0) report(property.name, data, { hint: hintOf(lacking) });
    }
  },
});

function hintOf(keys: readonly string[]): string {
  return `Write ${keys.map((key) => `\`${key}:\``).join(" and ")}.`;
}
