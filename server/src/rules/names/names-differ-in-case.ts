import type { Fix, Located } from "../../document/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { respelledProperty } from "../engine/propertyFixes.ts";
import type { Report } from "../types.ts";

interface Twins {
  readonly what: "Property" | "Entity";
  readonly name: string;
  readonly other: string;
}

interface Place {
  readonly name: Located<string>;
  readonly file: string;
  readonly fixes?: readonly Fix[];
}

export const namesDifferInCase = defineRule<Twins>({
  name: "names-differ-in-case",
  topic: "Names",
  severity: "error",
  presets: ["minimal", "recommended", "strict"],
  scope: "project",
  summary: "Names of properties, and names of entities, must differ in more than upper and lower case.",
  message: ({ what, name, other }) =>
    `${what} "${name}" differs from "${other}" only in upper and lower case.`,
  event(event, report, context) {
    const isFirst = event.document.events[0] === event.definition;
    for (const property of event.properties) {
      const isHere = property.from === "event" || (property.from === "document" && isFirst);
      const first = isHere ? context.index.firstSpelling(property.name.value) : undefined;
      if (!first || !isTwin(first.name.value, property.name.value)) continue;
      const fixes = respelledProperty(property, first.name.value, event.file, context);
      tell(report, "Property", { name: property.name, file: event.file, ...fixes }, first);
    }
  },
  projectFile({ entities, lookups, file }, report) {
    const properties = lookups.flatMap((lookup) => lookup.properties);
    for (const [what, named] of [
      ["Entity", entities],
      ["Property", properties],
    ] as const)
      for (const [name, other] of withFirstSpelling(named.map(({ name }) => name)))
        if (isTwin(other.value, name.value)) tell(report, what, { name, file }, { name: other, file });
  },
});

/** Each name with the first one that is spelled like it, whatever the case. */
function withFirstSpelling(
  names: readonly Located<string>[],
): (readonly [Located<string>, Located<string>])[] {
  const first = new Map<string, Located<string>>();
  return names.map((name) => {
    const plain = name.value.toLowerCase();
    const other = first.get(plain) ?? name;
    first.set(plain, other);
    return [name, other];
  });
}

function isTwin(one: string, other: string): boolean {
  return one !== other && one.toLowerCase() === other.toLowerCase();
}

function tell(report: Report<Twins>, what: Twins["what"], { name, fixes }: Place, other: Place): void {
  report(
    name,
    { what, name: name.value, other: other.name.value },
    {
      hint: "Write both alike where they mean the same, else say the difference in words: most engines have one column for both.",
      ...(fixes && { fixes }),
      related: [{ file: other.file, span: other.name.span, message: `Here it is "${other.name.value}".` }],
    },
  );
}
