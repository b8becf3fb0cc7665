/** A small project that the rules' tests and pages stand on. */
import { writeCatalog } from "../../server/src/project/catalog.ts";
import type { Column, Project, Table } from "../../server/src/project/types.ts";
import { withCatalog } from "../../server/src/project/updateFile.ts";
import { projectOf } from "../support/memoryProject.ts";

export const shopProjectFile = `eventspec: 1
name: shop
connection: dev
connections:
  dev: {type: duckdb}
entities:
  customer: {description: A person who can buy., type: integer}
teams:
  growth: {email: growth@shop.example}
goals:
  conversion: {description: Share of visits that end in an order., owner: growth}
lookups:
  customer_at_event:
    parameters: [customer]
    join: [{from: shop.customers, as: customer, on: customer.customer_id = param.customer}]
    properties: {country: {sql: customer.country, description: Country of the customer., privacy: internal}}
streams:
  checkouts: {layout: wide, events: {tag: checkout}}
rules: {extends: strict}
`;

const columns: Readonly<Record<string, string>> = {
  "shop.orders":
    "order_id integer, customer_id integer, status varchar, currency varchar, coupon_code varchar, placed_on varchar, " +
    "total_cents integer, is_test boolean, ordered_at timestamp, shipped_at timestamp, required_date date",
  "shop.customers":
    "customer_id integer, email varchar, first_name varchar, country varchar, signed_up_at timestamp",
  "shop.leads": "lead_id integer, created_at timestamp",
  "shop.plans": "plan_id integer, chosen_at timestamp",
  "shop.plans_v1": "plan_id integer, chosen_at timestamp",
  "shop.clicks": "click_id integer, clicked_at timestamp, loaded_at timestamp",
  "shop.page_views": "view_id integer, viewed_at timestamp, day date",
  "shop.contacts":
    "customer_id integer, contact_code varchar, delivery_note varchar, signed_up_at timestamp, updated_at timestamp",
  "shop.ticket_history": "ticket_id integer, status varchar, changed_at timestamp",
};

const tables: Table[] = Object.entries(columns).map(([name, list]) => ({
  parts: name.split("."),
  origin: "test",
  columns: list.split(", ").map((column) => {
    const [columnName = "", type = ""] = column.split(" ");
    return { name: columnName, type, dialect: "duckdb" };
  }),
}));

/** Statements that make the same tables in a database. */
export const shopTables = Object.entries(columns).map(([name, list]) => `create table ${name} (${list})`);

/** Rows for them, of which some are late, repeated or missing; see `shopNow`. */
export const shopRows = [
  "insert into shop.orders (order_id, customer_id, ordered_at, shipped_at) select i, i % 3, timestamp '2026-01-01 10:00' + to_days(i), " +
    "case when i < 20 then timestamp '2026-01-02 10:00' + to_days(i) end from range(59) t(i)",
  "insert into shop.customers (customer_id, country) values (0, 'BE'), (1, 'NL'), (2, 'DE'), (2, 'FR')",
  "insert into shop.clicks select i, timestamp '2026-01-01 10:00' + to_days(i), timestamp '2026-01-01 11:00' + to_days(i + case when i % 5 = 0 then 9 else 0 end) from range(59) t(i)",
];

/** The moment at which they are looked at. */
export const shopNow = "2026-03-01T00:00:00.000Z";

/** A table that the warehouse refuses to read. */
const locked = { parts: ["shop", "locked"], reason: "permission denied for table locked", connection: "dev" };

/** What its connection says of a file whose dates fit either order. */
const doubtful = {
  parts: ["shop", "visits"],
  message: "day and month fit in either order in all values of seen_on: 01/02/2025 is read as 2025-02-01",
  hint: "Say which it is.",
  connection: "dev",
  filesKey: "shop.visits",
};

/** What dbt says of a model that is going away. */
const deprecated = { resource: "model", keys: [], exposures: [], deprecatedOn: "2027-01-31" } as const;

const sourceFacts = { resource: "source", keys: [], exposures: [] } as const;

/** What dbt says of one column. */
function withTag(column: Column): Column {
  return column.name === "contact_code" ? { ...column, tags: ["pii"] } : column;
}

/** The project with some files of its own; `eventspec.yml` and the catalog are there unless given. */
export async function shopWith(files: Readonly<Record<string, string>>): Promise<Project> {
  const project = await projectOf({
    "eventspec.yml": shopProjectFile,
    "eventspec.catalog.json": writeCatalog({ tables, known: true }),
    ...files,
  });
  const { catalog } = project;
  const more = { unreadable: [locked], notices: [doubtful] };
  const known = catalog.tables.map((table): Table => {
    const name = table.parts.at(-1);
    if (name === "leads") return { ...table, reference: "ref('leads')" };
    if (name === "page_views") return { ...table, dbt: { ...sourceFacts, partitionedBy: "day" } };
    if (name === "contacts") return { ...table, columns: table.columns.map(withTag) };
    return name === "plans_v1" ? { ...table, dbt: deprecated } : table;
  });
  return catalog.known ? withCatalog(project, { tables: known, known: true, ...more }) : project;
}
