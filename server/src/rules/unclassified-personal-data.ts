import type { TextDocument } from "../document/types.ts";
import { setKey } from "../document/write/setKey.ts";
import type { Property } from "../spec/types.ts";
import { defineRule } from "./engine/defineRule.ts";
import { oneFix } from "./engine/fixes.ts";
import { wordsOf } from "./engine/names.ts";
import { stringList } from "./engine/options.ts";
import { bareReference } from "./engine/readings.ts";
import type { Report, RuleContext } from "./types.ts";

/** Names of personal data, in words. From the GDPR's examples of personal data (art. 4) and common warehouse columns. */
const personal: ReadonlySet<string> = new Set([
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
]);
/** In words; longer phrases of the option `also` count by their last ones. */
const longestPhrase = 4;

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
  document: ({ document: { defaults }, file }, report, context) =>
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
  const also = stringList(context.options, "also").map((name) => wordsOf(name).join(" "));
  const phrases = also.length > 0 ? new Set([...personal, ...also]) : personal;
  const ignored = new Set(stringList(context.options, "ignore").map((name) => name.toLowerCase()));
  for (const property of properties) {
    if (isSettled(property)) continue;
    const column = property.sql && bareReference(property.sql.text)?.at(-1);
    const names = [property.name.value, ...(column ? [column] : [])].filter(
      (name) => !ignored.has(name.toLowerCase()),
    );
    const because = names.flatMap((name) => personalPart(name, phrases) ?? [])[0];
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
function personalPart(name: string, phrases: ReadonlySet<string>): string | undefined {
  const words = wordsOf(name);
  if (["is", "has", "was", "can"].includes(words[0] ?? "") || about.has(words.at(-1) ?? "")) return undefined;
  const nouns = words.filter((word) => !/^\d+$/.test(word));
  for (let start = Math.max(0, nouns.length - longestPhrase); start < nouns.length; start++) {
    const phrase = nouns.slice(start).join(" ");
    if (phrases.has(phrase)) return phrase;
  }
  return undefined;
}
