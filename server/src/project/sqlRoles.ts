/** What a user's SQL stands for. Roles and places come from the schemas: a key of SQL has the role of its name there, or `x-role`. */
import { queryRoles, sqlPlaces } from "../spec/generated/sqlPlaces.ts";
import type { FileKind } from "../spec/schema.ts";

type Owner = keyof typeof sqlPlaces;
type RolesOf<O extends Owner> = (typeof sqlPlaces)[O][keyof (typeof sqlPlaces)[O]];

export type SqlRole = { [O in Owner]: RolesOf<O> }[Owner];

/** Of a join: SQL of these sees its table, and none that is joined later. */
const joining: readonly SqlRole[] = [
  "on",
  "as_of_start",
  "as_of_end",
  "as_of_at",
  "field_name",
  "field_value",
];

/** Roles that have a say in which rows there are, and not only in what they carry: in the order of evaluation. */
const deciding: readonly SqlRole[] = [
  "from",
  "list",
  "list_column",
  "join_from",
  ...joining,
  "parameter",
  "where",
  "key",
  "at",
  "order_by",
  "changes_value",
  "changes_per",
  "sequence_per",
  "variants_by",
  "variants_name",
  "once_per",
  "once_per_by",
];

/** Of tests and reconciliations: they speak of an event's rows, and are no part of the statement that yields them. */
const proving: readonly SqlRole[] = ["test", "reconciliation"];

/** Every role, in the order of evaluation. */
export const sqlRoles: readonly SqlRole[] = [
  ...new Set([...deciding, ...Object.values(sqlPlaces).flatMap((places) => Object.values(places))]),
];

const queries: ReadonlySet<SqlRole> = new Set(queryRoles);

/** Whether SQL of this role is a whole `select`. */
export function isQueryRole(role: SqlRole): boolean {
  return queries.has(role);
}

/** Whether it says what one row becomes several by, and so comes before every join. */
export function isOfList(role: SqlRole): boolean {
  return role === "list" || role === "list_column";
}

/** Whether it says which row a join finds, and what it has of it. */
export function isOfJoin(role: SqlRole): boolean {
  return joining.includes(role);
}

/** Whether other SQL speaks of what this one brings in, so that nothing can be said of that while this is wrong. */
export function bringsNames(role: SqlRole): boolean {
  return isQueryRole(role) || isOfList(role) || role === "parameter";
}

export function decidesRows(role: SqlRole): boolean {
  return deciding.includes(role);
}

/** Whether it is part of the statement that yields an event's rows. */
export function isOfRows(role: SqlRole): boolean {
  return !proving.includes(role);
}

/** The role of SQL at a path of keys, and which item of the list it belongs to: of joins, of `for_each`, of reconciliations, of a full join. */
export interface RoleAt {
  readonly role: SqlRole;
  readonly index?: number;
}

type Path = readonly (string | number)[];

/** The role of the SQL at a path of a file, whether or not anything stands there yet; `undefined` where none may. */
export function roleAt(kind: FileKind, path: Path): RoleAt | undefined {
  const [owner, name] = path;
  if (kind === "spec" && owner === "events" && typeof name === "string")
    return roleIn("event", path.slice(2));
  // The name of a lookup among its parameters.
  if (kind === "spec" && owner === "lookups" && path[2] === "use") return undefined;
  if (kind === "spec") return roleIn("document", path);
  return owner === "lookups" && typeof name === "string" ? roleIn("lookup", path.slice(2)) : undefined;
}

function roleIn(owner: Owner, path: Path): RoleAt | undefined {
  const keys = path.filter((step) => typeof step === "string");
  const places: readonly (readonly [string, SqlRole])[] = Object.entries(sqlPlaces[owner]);
  const role = places.find(([place]) => leadsTo(place.split("."), keys))?.[1];
  if (!role) return undefined;
  const index = path.find((step) => typeof step === "number");
  return (isListed(keys[0]) || keys[1] === "full") && index !== undefined ? { role, index } : { role };
}

function isListed(key: string | undefined): boolean {
  return key === "join" || key === "for_each" || key === "reconcile";
}

function leadsTo(place: readonly string[], keys: readonly string[]): boolean {
  return place.length === keys.length && place.every((key, at) => key === "*" || key === keys[at]);
}

/** A key of SQL that stands directly in its owner: its name in YAML and in the spec's data. */
export interface PlainKey {
  readonly role: SqlRole;
  readonly key: string;
  readonly field: string;
}

/** The keys of documents or events whose value is one expression or a list of them. */
export function plainKeysOf(owner: "document" | "event"): PlainKey[] {
  const places: readonly (readonly [string, SqlRole])[] = Object.entries(sqlPlaces[owner]);
  return places
    .filter(([place]) => !place.includes("."))
    .map(([key, role]) => ({
      role,
      key,
      field: key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    }));
}
