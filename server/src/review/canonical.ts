/** What parts of a spec say, without where and how they are written: equal texts for parts that say the same. */

/** In: plain located data of a spec. Out: JSON without places; of SQL, which is compared on its own, only that it is there. */
export function canonical(value: unknown): string {
  return JSON.stringify(plain(value)) ?? "";
}

/** How a value was come by and where: nothing of what it says. */
const unsaid = new Set(["span", "scalar", "short", "expectAt"]);

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const fields = new Map(Object.entries(value));
  if (fields.has("scalar")) return "sql";
  // A literal: `00123` and `123` are not the same text.
  if (fields.has("text") && fields.has("value")) return [typeof fields.get("value"), fields.get("text")];
  if (fields.has("value") && fields.has("span") && fields.size === 2) return plain(fields.get("value"));
  return Object.fromEntries(
    [...fields]
      .filter(([key, one]) => !unsaid.has(key) && one !== undefined)
      .map(([key, one]) => [key, plain(one)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
