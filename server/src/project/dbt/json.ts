/** JSON that tools of many versions wrote: nothing in it is taken for granted. */

export type Json = Readonly<Record<string, unknown>>;

/** `undefined` for a text that is no JSON, or no object. */
export function parseJson(text: string): Json | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return isObject(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

/** Empty for what is no object. */
export function recordOf(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** The entries of an object of objects. */
export function entries(value: unknown): [string, Json][] {
  return Object.entries(recordOf(value)).map(([key, entry]) => [key, recordOf(entry)]);
}

/** Empty for what is no list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The texts of a list. */
export function textsOf(value: unknown): string[] {
  return listOf(value).flatMap((item) => textOf(item) ?? []);
}

/** A text that says something; versions and values may be numbers. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
