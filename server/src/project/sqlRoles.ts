/** What a user's SQL stands for: every role, with where the language has it. */
import type { FileKind } from "../spec/schema.ts";

interface RoleFacts {
  readonly form: "expression" | "query";
  /** Whether it has a say in which rows there are, and not only in what they carry. */
  readonly decidesRows: boolean;
  /** `event`: part of the statement that yields its rows; `proof`: of a test or a reconciliation, which speak of those rows. */
  readonly partOf: "event" | "proof";
}

const decides = { form: "expression", decidesRows: true, partOf: "event" } as const;
const carries = { form: "expression", decidesRows: false, partOf: "event" } as const;
const proves = { form: "expression", decidesRows: false, partOf: "proof" } as const;

/** In the order of evaluation. */
export const sqlRoles = {
  source_query: { ...decides, form: "query" },
  list: decides,
  join_query: { ...decides, form: "query" },
  on: decides,
  as_of_start: decides,
  as_of_end: decides,
  as_of_at: decides,
  parameter: decides,
  where: decides,
  key: decides,
  at: decides,
  order_by: decides,
  changes_value: decides,
  changes_per: decides,
  variants_by: decides,
  once_per: decides,
  entity: carries,
  property: carries,
  revenue: carries,
  link: carries,
  loaded_at: carries,
  partition: carries,
  test: proves,
  reconciliation: { ...proves, form: "query" },
} as const satisfies Readonly<Record<string, RoleFacts>>;

export type SqlRole = keyof typeof sqlRoles;

/** Every role, in the order of evaluation. */
export const sqlRoleNames = Object.keys(sqlRoles) as readonly SqlRole[];

/** Whether SQL of this role is a whole `select`. */
export function isQueryRole(role: SqlRole): boolean {
  return sqlRoles[role].form === "query";
}

/** Keys that lead to SQL, list positions left out, `*` for names that authors choose. */
type Places = Readonly<Record<string, SqlRole>>;

const joins: Places = {
  "join.from.sql": "join_query",
  "join.on": "on",
  "join.as_of.start": "as_of_start",
  "join.as_of.end": "as_of_end",
  "join.as_of.at": "as_of_at",
};

const properties: Places = {
  "properties.*": "property",
  "properties.*.sql": "property",
  "properties.*.tests.rows.where": "test",
};

const shared: Places = { "entities.*": "entity", ...properties };

/** Of a document, a lookup of the project file, and an event: below `lookups.NAME` and `events.NAME`. */
const placesOf: Readonly<Record<"document" | "lookup" | "event", Places>> = {
  document: {
    "from.sql": "source_query",
    "for_each.in": "list",
    ...joins,
    "lookups.*.*": "parameter",
    where: "where",
    key: "key",
    order_by: "order_by",
    loaded_at: "loaded_at",
    "partition.column": "partition",
    ...shared,
  },
  lookup: { ...joins, ...properties },
  event: {
    at: "at",
    "at.sql": "at",
    "for_each.in": "list",
    where: "where",
    key: "key",
    order_by: "order_by",
    "changes.value": "changes_value",
    "changes.per": "changes_per",
    "variants.by": "variants_by",
    once_per: "once_per",
    "once_per.key": "once_per",
    revenue: "revenue",
    link: "link",
    ...shared,
    "tests.rows.where": "test",
    "reconcile.sql": "reconciliation",
  },
};

/** The role of SQL at a path of keys, and which item of the list it belongs to: of joins, of `for_each`, of reconciliations. */
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
  if (kind === "spec") return roleIn("document", path);
  return owner === "lookups" && typeof name === "string" ? roleIn("lookup", path.slice(2)) : undefined;
}

function roleIn(owner: keyof typeof placesOf, path: Path): RoleAt | undefined {
  const keys = path.filter((step) => typeof step === "string");
  const places = placesOf[owner];
  const place = Object.keys(places).find((each) => leadsTo(each.split("."), keys));
  const role = place === undefined ? undefined : places[place];
  if (!role) return undefined;
  const index = path.find((step) => typeof step === "number");
  return isListed(keys[0]) && index !== undefined ? { role, index } : { role };
}

function isListed(key: string | undefined): boolean {
  return key === "join" || key === "for_each" || key === "reconcile";
}

function leadsTo(place: readonly string[], keys: readonly string[]): boolean {
  return place.length === keys.length && place.every((key, at) => key === "*" || key === keys[at]);
}
