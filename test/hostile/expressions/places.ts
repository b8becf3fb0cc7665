/** A project that has SQL at every key that takes any, and the same with one of them replaced. */
import assert from "node:assert/strict";
import type { Span } from "../../../server/src/document/types.ts";
import { sqlOfProject } from "../../../server/src/project/sqlOf.ts";
import { isQueryRole, type SqlRole } from "../../../server/src/project/sqlRoles.ts";
import { tablesOfFile } from "../../../server/src/project/tablesOf.ts";
import type { Project } from "../../../server/src/project/types.ts";
import { sqlPlaces } from "../../../server/src/spec/generated/sqlPlaces.ts";
import type { DialectName } from "../../../server/src/sql/types.ts";
import { projectOf } from "../../support/memoryProject.ts";

const projectFile = (dialect: DialectName) => `eventspec: 1
name: shop
rules: {extends: minimal}
connections: {dev: {type: ${dialect}}}
entities: {customer: {type: integer}, seller: {type: integer}}
lookups:
  plan:
    parameters: [who]
    join:
      - from: {sql: 'select customer_id, plan, valid_from, valid_to from all_plans', tables: {all_plans: shop.plans}}
        as: lp
        on: lp.customer_id = param.who
        as_of: {start: lp.valid_from, end: lp.valid_to, at: event.at}
      - {from: shop.customers, as: lc, on: lc.customer_id = param.who}
    properties:
      plan: lp.plan
      plan_text: {sql: lp.plan, tests: [{rows: {where: plan_text is null}}]}
`;

const spec = (list: string) => `from: {sql: 'select * from shop.orders'}
as: o
key: [o.order_id]
where: o.order_id > 0
join:
  - from: {sql: 'select * from people', tables: {people: shop.customers}}
    as: c
    on: c.customer_id = o.customer_id
  - from: shop.plans
    as: p
    on: p.customer_id = o.customer_id
    as_of: {start: p.valid_from, end: p.valid_to, at: o.ordered_at}
  - from: shop.plans
    as: h
    on: h.customer_id = o.customer_id
    fields: {name: h.plan, value: h.plan, start: h.valid_from, pick: {tariff: gold}}
lookups: {plan: {who: o.customer_id}}
partition: {column: o.ordered_at}
order_by: [o.order_id]
loaded_at: o.loaded_at
entities: {customer: o.customer_id}
properties:
  status: o.status
  country: {sql: c.country, tests: [{rows: {where: country is null}}]}
events:
  order_placed:
    at: o.ordered_at
    where: o.status is not null
    key: [o.order_id]
    order_by: [o.order_id]
    entities: {seller: o.customer_id}
    properties: {total: o.total, taxed: {sql: o.total, tests: [{rows: {where: total < 0}}]}}
    revenue: {sql: o.total, currency: o.status}
    link: o.status
    tests: [{rows: {where: total < 0}}]
    reconcile: [{sql: select count(*) from report, tables: {report: shop.orders}, measure: count}]
  order_changed:
    at: {sql: o.ordered_at}
    changes: {value: o.status, per: [o.customer_id]}
  order_varied:
    at: o.ordered_at
    variants: {by: o.status, names: {paid: order_paid, sent: order_sent}, otherwise: skip}
  order_named:
    at: o.ordered_at
    variants: {by: o.status, names: {paid: order_was_paid}, otherwise: {name: o.status}}
  customer_won:
    at: o.ordered_at
    once_per: [o.customer_id]
  customer_lost:
    at: o.ordered_at
    once_per: {key: [o.customer_id], by: [o.total, {desc: o.status}]}
  order_followed:
    at: o.ordered_at
    sequence: {per: [o.customer_id]}
    properties: {before: previous.status, nth: sequence.number}
---
from: shop.orders
as: o
key: [o.order_id, item]
for_each: {item: item, in: '${list}'}
events:
  item_sold: {at: o.ordered_at}
---
from: shop.orders
as: o
key: [o.order_id, item]
events:
  item_sent: {at: o.ordered_at, for_each: {item: item, in: '${list}'}}
---
from: shop.orders
as: o
key: [o.order_id]
for_each: {item: step, columns: {total: o.total}}
events:
  step_taken: {at: o.ordered_at, once_per: [o.order_id], properties: {amount: step.value}}
`;

/** One place of SQL, or of a table's name, as the base project writes it. */
export interface Place {
  /** The keys that lead there. */
  readonly path: string;
  readonly role: SqlRole | "table";
  readonly file: string;
  readonly span: Span;
  readonly files: Readonly<Record<string, string>>;
  readonly list: string;
}

/**
 * In: the dialect, and a list of two numbers in it. Out: every place of SQL, at least one for each place of the schemas, and every
 * place of a table's name.
 */
export async function placesOf(
  dialect: DialectName,
  list: string,
): Promise<{ readonly sql: readonly Place[]; readonly tables: readonly Place[] }> {
  const files = { "eventspec.yml": projectFile(dialect), "shop.events.yml": spec(list) };
  const project = await projectOf(files);
  const sql = [...sqlOfProject(project)].map(
    ({ path, role, file, sql: { scalar } }): Place => ({ path, role, file, span: scalar.span, files, list }),
  );
  const roles = new Set<string>(sql.map(({ role }) => role));
  const wanted = Object.values(sqlPlaces).flatMap((owner): string[] => Object.values(owner));
  assert.deepEqual(
    wanted.filter((role) => !roles.has(role)),
    [],
    "no place for these roles",
  );
  const tables = Object.keys(files).flatMap((file) =>
    tablesOfFile(project, file).map(({ sql: { scalar, text } }): Place => {
      const path = `${file}: ${text}`;
      return { path, role: "table", file, span: scalar.span, files, list };
    }),
  );
  return { sql, tables };
}

/** The project with SQL of a place replaced, made fit for what stands there: a condition, a time, a list, a query. */
export function withSql(place: Place, sql: string): Promise<Project> {
  const { file, span, files } = place;
  const text = files[file] ?? "";
  const placed = JSON.stringify(fitting(place, sql));
  return projectOf({ ...files, [file]: text.slice(0, span.start) + placed + text.slice(span.end) });
}

function fitting({ role, path, list }: Place, sql: string): string {
  if (role === "table") return sql;
  const given = `case when (${sql}) is null then`;
  if (role.startsWith("as_of_") && path.startsWith("lookups")) {
    const usual = { as_of_start: "lp.valid_from", as_of_end: "lp.valid_to" }[role as string] ?? "event.at";
    return `${given} ${usual} else ${usual} end`;
  }
  if (role === "from") return `select o.*, (${sql}) as hostile from shop.orders o`;
  if (role === "join_from")
    return path.startsWith("lookups")
      ? `select customer_id, plan, valid_from, valid_to, (${sql}) as hostile from all_plans`
      : `select customer_id, country, (${sql}) as hostile from people`;
  if (isQueryRole(role)) return `select ${sql}`;
  if (role === "where" || role === "on" || role === "test") return `(${sql}) is not null`;
  const history = path.startsWith("join.2") ? "h" : "p";
  if (role === "as_of_start") return `${given} ${history}.valid_from else ${history}.valid_from end`;
  if (role === "as_of_end") return `${given} p.valid_to else p.valid_to end`;
  if (/^(at|as_of_at|partition|loaded_at)$/.test(role)) return `${given} o.ordered_at else o.ordered_at end`;
  if (role === "revenue") return `${given} o.total else o.total end`;
  if (role === "list") return `${given} ${list} else ${list} end`;
  return sql;
}
