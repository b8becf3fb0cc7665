import type { TextDocument } from "../document/types.ts";
import { setKey } from "../document/write/setKey.ts";
import { writeScalar } from "../document/write/writeScalar.ts";
import type { Property } from "../spec/types.ts";
import { defineRule } from "./engine/defineRule.ts";
import { oneFix } from "./engine/fixes.ts";
import { inWords } from "./engine/names.ts";
import type { Report } from "./types.ts";

export const propertyWithoutDescription = defineRule<{ property: string }>({
  name: "property-without-description",
  topic: "Documentation",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "Every property says what it holds.",
  message: ({ property }) => `Property "${property}" has no description.`,
  document: ({ document: { defaults }, file }, report, context) =>
    reportEach(defaults.properties, context.document(file), report),
  event: ({ definition, file }, report, context) =>
    reportEach(definition.properties, context.document(file), report),
  projectFile(file, report, context) {
    for (const lookup of file.lookups) reportEach(lookup.properties, context.document(file.file), report);
  },
});

function reportEach(
  properties: readonly Property[],
  file: TextDocument | undefined,
  report: Report<{ property: string }>,
): void {
  for (const property of properties) {
    const { name } = property;
    if (property.removed || property.description?.value.trim()) continue;
    const entry = { key: "description", inline: writeScalar(`${inWords(name.value)}.`, { flow: true }) };
    report(
      name,
      { property: name.value },
      {
        hint: "Say what it holds, with its unit and its edge cases.",
        ...oneFix("Add a description", file && setKey(file, name.span, entry)),
      },
    );
  }
}
