import { setKey } from "../../document/write/setKey.ts";
import { wordsOf } from "../../spec/nameWords.ts";
import type { Privacy, Property } from "../../spec/types.ts";
import { bareReference } from "../../sql/reader/bareReference.ts";
import { defineRule } from "../engine/defineRule.ts";
import { oneFix } from "../engine/fixes.ts";
import { stringList } from "../engine/options.ts";
import type { Report, RuleContext } from "../types.ts";

interface Data {
  readonly property: string;
  readonly word: string;
  readonly declared: Privacy | undefined;
}

/** What people write in their own words, by the last word of a name. */
const freeTexts = new Set(
  "comment comments message body note notes remark remarks feedback transcript testimonial complaint inquiry".split(
    " ",
  ),
);
const phrases = ["free text", "review text", "answer text", "message text", "comment text", "chat text"];

export const freeTextTooPublic = defineRule<Data>({
  name: "free-text-too-public",
  topic: "Privacy",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "What people write in their own words must be personal, or be said to be for the company alone.",
  message: ({ property, word, declared }) =>
    `"${property}" holds what people write (${word}) and ${declared ? `is ${declared}` : "has no `privacy`"}.`,
  options: {
    ignore: { default: [], description: "Names of properties or columns that hold no free text." },
  },
  document: ({ document: { defaults }, file }, report, context) =>
    visit(defaults.properties, file, report, context),
  event: ({ definition, file }, report, context) => visit(definition.properties, file, report, context),
  projectFile({ lookups, file }, report, context) {
    for (const { properties } of lookups) visit(properties, file, report, context);
  },
});

function visit(
  properties: readonly Property[],
  file: string,
  report: Report<Data>,
  context: RuleContext,
): void {
  for (const property of properties) {
    const declared = property.privacy?.value;
    if (declared !== undefined && declared !== "public") continue;
    const word = freeTextOf(property, context);
    if (word === undefined) continue;
    const document = context.document(file);
    const edits = property.privacy
      ? [{ span: property.privacy.span, text: "personal" }]
      : document && setKey(document, property.name.span, { key: "privacy", inline: "personal" });
    report(
      property.privacy ?? property.name,
      { property: property.name.value, word, declared },
      {
        hint: 'People write names, addresses and illnesses into such fields: say "privacy: personal", or "internal" after having looked.',
        ...oneFix("Mark as personal", edits),
      },
    );
  }
}

function freeTextOf(property: Property, { options }: RuleContext): string | undefined {
  const { name, sql, type, values, removed } = property;
  if (!sql || removed || values || (type && type.value.kind !== "string")) return undefined;
  const column = bareReference(sql.text)?.at(-1);
  // What is made of a text says something of it, and is none.
  if (column === undefined) return undefined;
  const ignored = stringList(options, "ignore");
  if ([name.value, column].some((each) => ignored.includes(each))) return undefined;
  const words = wordsOf(column);
  const last = words.at(-1) ?? "";
  const phrase = words.slice(-2).join(" ");
  if (phrases.includes(phrase)) return phrase;
  return freeTexts.has(last) ? last : undefined;
}
