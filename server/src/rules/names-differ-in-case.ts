import type { Located } from "../document/types.ts";
import type { EventProperty } from "../project/types.ts";
import { defineRule } from "./engine/defineRule.ts";
import type { Report, RuleContext } from "./types.ts";

interface Twins {
  readonly what: "Property" | "Entity";
  readonly name: string;
  readonly other: string;
}

interface Place {
  readonly name: Located<string>;
  readonly file: string;
}

export const namesDifferInCase = defineRule<Twins>({
  name: "names-differ-in-case",
  topic: "Names",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  scope: "project",
  summary: "No two properties and no two entities have names that differ in case alone.",
  message: ({ what, name, other }) => `${what} "${name}" differs from "${other}" in case alone.`,
  event(event, report, context) {
    const isFirst = event.document.events[0] === event.definition;
    for (const property of event.properties) {
      const isHere = property.from === "event" || (property.from === "document" && isFirst);
      const first = isHere ? firstSpelling(property.name.value, context) : undefined;
      if (first && isTwin(first.name.value, property.name.value))
        tell(report, "Property", { name: property.name, file: event.file }, first);
    }
  },
  projectFile({ entities, lookups, file }, report) {
    const properties = lookups.flatMap((lookup) => lookup.properties);
    for (const [what, named] of [
      ["Entity", entities],
      ["Property", properties],
    ] as const)
      named.forEach(({ name }, at) => {
        const other = named.slice(0, at).find((each) => isTwin(each.name.value, name.value));
        if (other) tell(report, what, { name, file }, { name: other.name, file });
      });
  },
});

/** The spelling that the others differ from: a lookup's, which many events share, else the first in the order of files. */
function firstSpelling(name: string, { index }: RuleContext): EventProperty | undefined {
  const plain = name.toLowerCase();
  const all = index
    .withProperty(name)
    .flatMap(({ properties }) => properties.filter((each) => each.name.value.toLowerCase() === plain));
  return all.find(({ from }) => from === "lookup") ?? all[0];
}

function isTwin(one: string, other: string): boolean {
  return one !== other && one.toLowerCase() === other.toLowerCase();
}

function tell(report: Report<Twins>, what: Twins["what"], { name }: Place, other: Place): void {
  report(
    name,
    { what, name: name.value, other: other.name.value },
    {
      hint: "Write both alike where they mean the same, else say the difference in words: most engines have one column for both.",
      related: [{ file: other.file, span: other.name.span, message: `Here it is "${other.name.value}".` }],
    },
  );
}
