import type { TextDocument } from "../document/types.ts";
import type { Property } from "../spec/types.ts";
import { defineRule } from "./engine/defineRule.ts";
import { setKey } from "./engine/edits.ts";
import { oneFix } from "./engine/fixes.ts";
import { wordsOf } from "./engine/names.ts";
import { stringList } from "./engine/options.ts";
import { simpleColumn } from "./engine/readings.ts";
import type { Report, RuleContext } from "./types.ts";

/** Names of personal data, in words. From the GDPR's examples of personal data (art. 4) and common warehouse columns. */
const personal = [
  "email",
  "e mail",
  "mail address",
  "phone",
  "phone number",
  "mobile",
  "mobile number",
  "telephone",
  "fax",
  "first name",
  "last name",
  "full name",
  "given name",
  "family name",
  "middle name",
  "maiden name",
  "surname",
  "firstname",
  "lastname",
  "fullname",
  "customer name",
  "contact name",
  "user name",
  "username",
  "person name",
  "employee name",
  "display name",
  "nickname",
  "address",
  "street",
  "postal code",
  "postcode",
  "zip",
  "zip code",
  "birthday",
  "birth date",
  "birthdate",
  "date of birth",
  "dob",
  "ssn",
  "social security number",
  "national id",
  "passport",
  "passport number",
  "tax id",
  "vat number",
  "driver license",
  "driving licence",
  "license plate",
  "iban",
  "bank account",
  "account number",
  "card number",
  "credit card",
  "ip",
  "ip address",
  "device id",
  "advertising id",
  "idfa",
  "mac address",
  "latitude",
  "longitude",
  "gender",
  "salary",
  "signature",
];

/** Words behind which a name speaks about personal data without holding it: `email_verified`, `phone_count`. */
const about = new Set(
  "count domain hash hashed type status verified confirmed valid enabled sent at opened clicked kind present flag length consent".split(
    " ",
  ),
);

export const unclassifiedPersonalData = defineRule<{ property: string; because: string }>({
  name: "unclassified-personal-data",
  topic: "Privacy",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "A property that holds personal data says so.",
  message: ({ property, because }) =>
    `Property "${property}" looks like personal data (${because}) and says no privacy class.`,
  options: {
    also: {
      default: [],
      description: "More names that mean personal data here, such as `membership_number`.",
    },
    ignore: { default: [], description: "Names of properties or columns that are none." },
  },
  document: ({ defaults }, file, report, context) =>
    visit(defaults.properties, context.document(file), report, context),
  event: ({ definition, file }, report, context) =>
    visit(definition.properties, context.document(file), report, context),
  projectFile(file, report, context) {
    for (const lookup of file.lookups) visit(lookup.properties, context.document(file.file), report, context);
  },
});

function isSettled({ privacy, constant, removed, type }: Property): boolean {
  return Boolean(privacy || constant || removed || type?.value.kind === "boolean");
}

function visit(
  properties: readonly Property[],
  file: TextDocument | undefined,
  report: Report<{ property: string; because: string }>,
  context: RuleContext,
): void {
  const words = [...personal, ...stringList(context.options, "also").map((name) => wordsOf(name).join(" "))];
  const ignored = new Set(stringList(context.options, "ignore").map((name) => name.toLowerCase()));
  for (const property of properties) {
    if (isSettled(property)) continue;
    const column = property.sql && simpleColumn(property.sql.text);
    const names = [property.name.value, ...(column ? [column] : [])].filter(
      (name) => !ignored.has(name.toLowerCase()),
    );
    const because = names.flatMap((name) => personalPart(name, words) ?? [])[0];
    if (!because) continue;
    const edits = file && setKey(file, property.name.span, { key: "privacy", inline: "personal" });
    report(
      property.name,
      { property: property.name.value, because },
      {
        hint: 'Say "privacy: personal", or the class it really has: public, internal, personal, sensitive.',
        ...oneFix("Mark as personal", edits),
      },
    );
  }
}

/** The part of a name that means personal data: whole words at its end, where the noun stands. */
function personalPart(name: string, words: readonly string[]): string | undefined {
  const parts = wordsOf(name);
  if (["is", "has", "was", "can"].includes(parts[0] ?? "") || about.has(parts.at(-1) ?? "")) return undefined;
  const text = ` ${parts.filter((part) => !/^\d+$/.test(part)).join(" ")}`;
  return words.find((word) => text.endsWith(` ${word}`));
}
