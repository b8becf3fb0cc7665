import type { Located } from "../../document/types.ts";
import { joinedWords, nameStyles, wordsOf } from "../../spec/nameWords.ts";
import type { Property } from "../../spec/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { stringOption } from "../engine/options.ts";
import { renamedProperty } from "../engine/propertyFixes.ts";
import type { Report, RuleContext } from "../types.ts";

interface Data {
  readonly what: "Property" | "Entity";
  readonly name: string;
  readonly style: string;
}

export const propertyNameStyle = defineRule<Data>({
  name: "property-name-style",
  topic: "Names",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "Names of properties and entities must be in snake_case.",
  message: ({ what, name, style }) => `${what} "${name}" is not in ${style}.`,
  options: {
    case: { default: "snake_case", values: nameStyles, description: "How the words are joined." },
  },
  document({ document: { defaults }, file }, report, context) {
    visit(defaults.properties, file, report, context);
  },
  event({ definition, file }, report, context) {
    visit(definition.properties, file, report, context);
  },
  projectFile({ lookups, entities, file }, report, context) {
    const style = stringOption(context.options, "case");
    for (const { name } of entities) {
      const better = betterName(name, style);
      if (better !== undefined)
        report(name, { what: "Entity", name: name.value, style }, { hint: `Call it "${better}".` });
    }
    for (const { properties } of lookups) visit(properties, file, report, context);
  },
});

function visit(
  properties: readonly Property[],
  file: string,
  report: Report<Data>,
  context: RuleContext,
): void {
  const style = stringOption(context.options, "case");
  for (const property of properties) {
    const { name, removed } = property;
    const better = removed ? undefined : betterName(name, style);
    if (better === undefined) continue;
    // What events call a lookup's property stands in other files.
    const isOfLookup = file === context.project.file.file;
    report(
      name,
      { what: "Property", name: name.value, style },
      {
        hint: `Call it "${better}".`,
        ...(isOfLookup ? {} : renamedProperty(property, better, file, context)),
      },
    );
  }
}

/** Letters without capitals, digits and underscores, however many: loaders join the names of nested fields by two. */
const snakeCase = /^[\p{Ll}\p{Lo}\p{N}_]+$/u;

function betterName({ value }: Located<string>, style: string): string | undefined {
  if (style === "snake_case" && snakeCase.test(value)) return undefined;
  const better = joinedWords(wordsOf(value), style);
  return better === value || better === "" ? undefined : better;
}
