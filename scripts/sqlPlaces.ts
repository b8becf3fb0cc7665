/** Where the language has SQL, and what it stands for there, out of the schemas. */
import { alternativesOf, schemas } from "../server/src/spec/schema.ts";
import type { SchemaNode } from "../server/src/spec/schemaNode.ts";

interface Place {
  /** Keys from the owner, list positions left out, `*` for names that authors choose. */
  readonly path: string;
  readonly role: string;
  readonly query: boolean;
}

/** The module's text: the places of documents, events and lookups with their roles, and the roles of whole queries. */
export function sqlPlaces(): string {
  const document = placesIn(schemas.spec, []).filter(({ path }) => !path.startsWith("events."));
  const owners = {
    document,
    event: placesIn(child(child(schemas.spec, "events"), "*"), []),
    lookup: placesIn(child(child(schemas.project, "lookups"), "*"), []),
  };
  const queries = Object.values(owners).flatMap((places) => places.filter(({ query }) => query));
  const roles = [...new Set(queries.map(({ role }) => role))];
  const byPath = Object.entries(owners).map(([owner, places]) => [
    owner,
    Object.fromEntries(places.map(({ path, role }) => [path, role])),
  ]);
  return `/* From schemas/ by scripts/generate.ts. */
export const sqlPlaces = ${JSON.stringify(Object.fromEntries(byPath), undefined, 2)} as const;

export const queryRoles = ${JSON.stringify(roles)} as const;
`;
}

function child(node: SchemaNode, key: string): SchemaNode {
  for (const { properties, additionalProperties } of alternativesOf(node)) {
    if (key === "*" && typeof additionalProperties === "object") return additionalProperties;
    const found = properties?.[key];
    if (found) return found;
  }
  throw new Error(`The schema has no ${key}.`);
}

function placesIn(node: SchemaNode, path: readonly string[], inherited?: string): Place[] {
  return alternativesOf(node).flatMap((form) => {
    const role = form["x-role"] ?? inherited;
    const kind = form["x-sql"];
    const own =
      kind && kind !== "table"
        ? [{ path: path.join("."), role: role ?? plainRole(path), query: kind === "query" }]
        : [];
    const { properties = {}, additionalProperties, items } = form;
    const named = typeof additionalProperties === "object" ? { "*": additionalProperties } : {};
    const below = Object.entries({ ...properties, ...named });
    return [
      ...own,
      ...below.flatMap(([key, value]) => placesIn(value, [...path, key])),
      ...(items ? placesIn(items, path, role) : []),
    ];
  });
}

/** A role is called as the keys that lead to it: `at.sql` is `at`, `changes.per` is `changes_per`. */
function plainRole(path: readonly string[]): string {
  const keys = path.filter((key) => key !== "*");
  return (keys.length > 1 && keys.at(-1) === "sql" ? keys.slice(0, -1) : keys).join("_");
}
