import type { TextDocument } from "../../document/types.ts";
import { setKey } from "../../document/write/setKey.ts";
import type { Property } from "../../spec/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { blankFix } from "../engine/fixes.ts";
import type { Report } from "../types.ts";

type Data = { property: string };

export const propertyWithoutDescription = defineRule<Data>({
  name: "property-without-description",
  topic: "Documentation",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "Every property must have a description.",
  message: ({ property }) => `Property "${property}" has no description.`,
  document: ({ document: { defaults }, file }, report, context) =>
    reportEach(defaults.properties, context.document(file), report),
  event({ definition, file, also }, report, context) {
    // They are described where the event is declared.
    if (also === undefined) reportEach(definition.properties, context.document(file), report);
  },
  projectFile(file, report, context) {
    for (const lookup of file.lookups) reportEach(lookup.properties, context.document(file.file), report);
  },
});

function reportEach(
  properties: readonly Property[],
  file: TextDocument | undefined,
  report: Report<Data>,
): void {
  for (const property of properties) {
    const { name, description, removed, fixed } = property;
    if (removed || fixed) continue;
    if (description?.value.trim()) continue;
    const edits = file && setKey(file, name.span, { key: "description", inline: "''" });
    report(
      name,
      { property: name.value },
      {
        hint: "Say what it holds, with its unit and its edge cases.",
        ...blankFix("Add a description to fill in", "description", edits),
      },
    );
  }
}
