/** Tables and columns that the user may read: tables, views, materialized views, partitioned and foreign tables. */
import { postgres } from "../../../sql/dialects/postgres.ts";
import { conditions, sqlCatalog } from "../../sqlCatalog.ts";

const readable = `c.relkind in ('r', 'v', 'm', 'f', 'p')
  and n.nspname not in ('pg_catalog', 'information_schema')
  and n.nspname !~ '^pg_(toast|temp)'
  and has_schema_privilege(n.oid, 'usage')
  and has_table_privilege(c.oid, 'select')`;

/** As results of queries have it: a domain is what it is made of; of an enumeration its own name does not tell that it is one. */
const typeName = `case t.typtype
        when 'd' then format_type(t.typbasetype, t.typtypmod)
        when 'e' then 'enum ' || format_type(a.atttypid, a.atttypmod)
        else format_type(a.atttypid, a.atttypmod) end`;

/** Parts of a partitioned table are left out where they are not asked for by name: the whole is what one reads. */
export const postgresCatalog = sqlCatalog({
  tables: `select n.nspname::text, c.relname::text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${readable} and not c.relispartition order by 1, 2`,
  columns: ([table, schema, database]) => `
    select n.nspname::text, c.relname::text, obj_description(c.oid, 'pg_class'),
      a.attname::text, ${typeName}, not a.attnotnull, col_description(c.oid, a.attnum)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid
    where ${conditions(
      readable,
      table !== undefined && same("c.relname", table),
      schema !== undefined && same("n.nspname", schema),
      // Without a schema a name means what the search path leads to, and nothing else.
      table !== undefined && schema === undefined && "pg_table_is_visible(c.oid)",
      database !== undefined && same("current_database()", database),
      table === undefined && "not c.relispartition",
    )}
    order by ${likeliestFirst(table)} n.nspname, c.relname, a.attnum`,
  row: ["schema", "table", "tableDescription", "column", "type", "nullable", "description"],
});

function same(name: string, wanted: string): string {
  return `lower(${name}) = lower(${postgres.literal(wanted)})`;
}

/** The exact spelling, then the search path's order. */
function likeliestFirst(table: string | undefined): string {
  const exact = table === undefined ? "" : `c.relname = ${postgres.literal(table)} desc, `;
  return `${exact}pg_table_is_visible(c.oid) desc, n.nspname = 'public' desc,`;
}
