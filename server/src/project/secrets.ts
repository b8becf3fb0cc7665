/**
 * Values that no output may hold: what variables of the environment, `.env`, secret settings, key files and profiles gave. They are taken
 * out of whatever engines, drivers and files say, in each form in which it may come back.
 */
import { basename } from "node:path";

export interface Secrets {
  /** Takes a value, or what it is made of, out of every text from now on. Less than three characters are left: they would blot out words. */
  add(value: string): void;
  /** The text with `***` where a value stood. */
  redact(text: string): string;
}

export function createSecrets(): Secrets {
  const forms = new Set<string>();
  let pattern: RegExp | undefined;
  return {
    add(value) {
      const before = forms.size;
      for (const part of partsOf(value)) for (const form of formsOf(part)) forms.add(form);
      if (forms.size > before) pattern = undefined;
    },
    redact(text) {
      if (forms.size === 0) return text;
      pattern ??= patternOf(forms);
      return text.replace(pattern, "***");
    },
  };
}

const shortest = 3;
/** From this length on a value is found inside of words, too. */
const longEnoughInWords = 8;
/** Engines cut names and messages: so much of the beginning of a long value gives it away. */
const tellingPrefix = 12;

/** The value, its lines as in a key, the file of a path, the user, password and host of an address. */
function partsOf(value: string): string[] {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  const file = /[/\\]/.test(value) ? [basename(value), basename(value).replace(/\.\w+$/, "")] : [];
  return [value, ...lines, ...file, ...addressParts(value)].filter((part) => part.length >= shortest);
}

function addressParts(value: string): string[] {
  if (!value.includes("://") || !URL.canParse(value)) return [];
  const { username, password, hostname } = new URL(value);
  return [username, password, hostname].flatMap((part) => [part, changed(part, decodeURIComponent)]);
}

/** The text itself where it can't be changed so. */
function changed(text: string, change: (text: string) => string): string {
  try {
    return change(text);
  } catch {
    return text;
  }
}

/** As it is written in an address, a form, JSON, SQL and a header. */
function formsOf(value: string): string[] {
  const { length } = value;
  const bytes = Buffer.from(value);
  const encoded = length < longEnoughInWords ? [] : [bytes.toString("base64"), bytes.toString("base64url")];
  const inAddress = changed(value, encodeURIComponent);
  return [
    value,
    inAddress,
    inAddress.replaceAll("%20", "+"),
    JSON.stringify(value).slice(1, -1),
    value.replaceAll("'", "''"),
    ...encoded.map((text) => text.replace(/=+$/, "")),
  ];
}

/** Longer ones first, so that none is left by half. Hosts and names come back in lower case. */
function patternOf(forms: ReadonlySet<string>): RegExp {
  const ordered = [...forms].sort((a, b) => b.length - a.length);
  const beginnings = ordered
    .filter((form) => form.length > tellingPrefix)
    .map((form) => `${escaped(form.slice(0, tellingPrefix))}[^\\s"'\`<>]*`);
  return new RegExp([...ordered.map(found), ...beginnings].join("|"), "giu");
}

function found(form: string): string {
  if (form.length >= longEnoughInWords) return escaped(form);
  const [before, behind] = [/^[\p{L}\p{N}_]/u.test(form), /[\p{L}\p{N}_]$/u.test(form)];
  return `${before ? "(?<![\\p{L}\\p{N}_])" : ""}${escaped(form)}${behind ? "(?![\\p{L}\\p{N}_])" : ""}`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
