/** Which names and tags say that something is personal data. */
import { wordsOf } from "../spec/nameWords.ts";

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
/** Personal in the end, yet made to tell things apart. */
export const pseudonyms: ReadonlySet<string> = new Set([
  "device id",
  "advertising id",
  "idfa",
  "account number",
]);
/** In words; longer phrases of the option `also` count by their last ones. */
const longestPhrase = 4;

/** Words behind which a name speaks about personal data without holding it: `email_verified`, `phone_count`. */
const about = new Set(
  "count domain hash hashed type status verified confirmed valid enabled sent at opened clicked kind present flag length consent".split(
    " ",
  ),
);

/** The part of a name that means personal data, here or by names of one's `own`: whole words at its end, where the noun stands. */
export function personalPart(name: string, own: readonly string[]): string | undefined {
  const phrases =
    own.length > 0 ? new Set([...personal, ...own.map((each) => wordsOf(each).join(" "))]) : personal;
  const words = wordsOf(name);
  if (["is", "has", "was", "can"].includes(words[0] ?? "") || about.has(words.at(-1) ?? "")) return undefined;
  const nouns = words.filter((word) => !/^\d+$/.test(word));
  for (let start = Math.max(0, nouns.length - longestPhrase); start < nouns.length; start++) {
    const phrase = nouns.slice(start).join(" ");
    if (phrases.has(phrase)) return phrase;
  }
  return undefined;
}

/** A tag of dbt such as `pii`, `contains_pii`, `gdpr:personal`; not `non_pii`. */
export function meansPersonal(tag: string): boolean {
  const words = wordsOf(tag);
  return words.some((word) => classes.has(word)) && !words.some((word) => denials.has(word));
}

const classes = new Set(["pii", "phi", "personal", "sensitive", "gdpr"]);
const denials = new Set(["no", "non", "not", "without"]);
