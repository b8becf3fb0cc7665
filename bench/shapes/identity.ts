/** Who visitors were, in a stream of page views and sign-ins of one Parquet file, beside the best that we wrote by hand. */
import { withCatalog } from "../../server/src/project/updateFile.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { memoryProject } from "../support/memoryProject.ts";
import type { Row } from "../support/report.ts";
import { parquet, raced } from "./parquet.ts";

const columns = {
  event_id: "BIGINT",
  visitor_id: "VARCHAR",
  customer_id: "BIGINT",
  name: "VARCHAR",
  at: "TIMESTAMP",
  path: "VARCHAR",
};

const files = {
  "eventspec.yml": `eventspec: 1
entities:
  customer: {type: integer}
  visitor: {type: string, anonymous: true, resolves_to: {entity: customer, by: signed_in, before: 30 minutes, first: beginning}}
streams:
  plain: {entity: customer, anonymous: visitor}
  numbered: {entity: customer, anonymous: visitor, occurrence: entity_and_event}
`,
  "web.events.yml": `from: web.events
as: w
key: w.event_id
entities: {visitor: w.visitor_id}
properties: {path: w.path}
events:
  page_viewed: {at: w.at, where: w.name = 'page'}
  signed_in: {at: w.at, where: w.name = 'login', entities: {customer: w.customer_id}}
`,
};

/** A dozen events a visitor, each twelfth a sign-in of one of two customers. */
const tableQuery = (
  rows: number,
) => `select range as event_id, 'v' || (hash(range) % ${Math.ceil(rows / 12)}) as visitor_id,
  case when hash(range, 1) % 12 = 0 then (hash(range) % ${Math.ceil(rows / 12)} // 2 + hash(range, 5) % 2)::bigint end as customer_id,
  if(hash(range, 1) % 12 = 0, 'login', 'page') as name, '/p/' || (hash(range, 2) % 1000) as path,
  timestamp '2025-01-01' + to_microseconds((range * (365 * 86400 * 1000000.0 / ${rows}))::bigint) as at
  from range(${rows})`;

/** One scan, spans of who it was, ids and JSON last. */
function expert(isNumbered: boolean): string {
  const numbers = ", row_number() over w as occurrence, lead(occurred_at) over w as next_at";
  const window =
    "window w as (partition by customer_id, case when customer_id is null then visitor_id end, event order by occurred_at, number)";
  return `with seen as (
    select event_id as number, if(name = 'page', 'page_viewed', 'signed_in') as event, timezone('UTC', e.at) as occurred_at, visitor_id,
      case when name = 'login' then customer_id::varchar end as own, path
    from web.events as e where name in ('page', 'login') and e.at <= timestamp '2026-01-01'
  ), proofs as (
    select visitor_id, own, occurred_at, lag(own) over p as before, lag(occurred_at) over p as proven_before
    from seen where event = 'signed_in' and visitor_id is not null and own is not null
    window p as (partition by visitor_id order by occurred_at, own)
  ), starts as (
    select visitor_id, own as known, occurred_at,
      if(proven_before is null, timestamptz '-infinity', greatest(occurred_at - interval 30 minute, proven_before)) as since
    from proofs where own is distinct from before
  ), owners as (
    select visitor_id, known, since,
      coalesce(lead(since) over (partition by visitor_id order by occurred_at, known), timestamptz 'infinity') as until
    from starts
  ), resolved as (
    select seen.* exclude (own), coalesce(own, known) as customer_id, own is null and known is not null as resolved
    from seen left join owners on owners.visitor_id = seen.visitor_id and since <= occurred_at and occurred_at < until
  )
  select md5(event || '|' || number) as event_id, event, 1 as event_version, occurred_at, customer_id, visitor_id, resolved,
    json_object('path', path) as properties, null::decimal(18, 4) as revenue, null::varchar as link, 'web.events' as source,
    number::varchar as source_key, null::timestamptz as loaded_at${isNumbered ? numbers : ""}
  from resolved ${isNumbered ? window : ""}`;
}

async function ours(stream: string): Promise<string> {
  const table = {
    parts: ["web", "events"],
    origin: "bench",
    columns: Object.entries(columns).map(([name, type]) => ({ name, type, dialect: "duckdb" as const })),
  };
  const project = withCatalog(await memoryProject(files), { known: true, tables: [table] });
  const { relations, findings } = compile(project, {
    ...{ dialect: "duckdb", layout: "narrow", stream, now: "2026-01-01T00:00:00Z" },
  });
  const [relation] = relations;
  if (!relation || findings.length > 0) throw new Error(findings.map(({ message }) => message).join("\n"));
  return relation.sql;
}

/** Every column is looked at, so that none is left out of the work. */
const consumed = (sql: string) =>
  `select count(*), bit_xor(hash(event_id, event, occurred_at, customer_id, visitor_id, resolved, source_key)), bit_xor(hash(properties)) from (${sql}) q`;

/** In: where the file may be written, and how many rows it has. */
export async function identities(folder: string, rows: number): Promise<Row[]> {
  const visits = await parquet(folder, { "web.events": tableQuery(rows) });
  try {
    const found: Row[] = [];
    for (const stream of ["plain", "numbered"]) {
      const queries = {
        ours: consumed(await ours(stream)),
        theirs: consumed(expert(stream === "numbered")),
      };
      found.push(await raced(`who ${rows.toLocaleString("en")} events were of, ${stream}`, queries, visits));
    }
    return found;
  } finally {
    await visits.close();
  }
}
