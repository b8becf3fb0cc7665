/** How Redshift differs from PostgreSQL, of which it branched off at version 8. */
import { redshift } from "../../../sql/dialects/redshift.ts";
import type { Asking } from "../../queryConnection.ts";
import { conditions, sqlCatalog } from "../../sqlCatalog.ts";
import type { Estimate } from "../../types.ts";
import type { Variety } from "../postgres/variety.ts";

const own = "table_schema not in ('pg_catalog', 'information_schema', 'pg_internal', 'pg_automv')";

/**
 * Local, external and shared tables, and views without binding: https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_TABLES.html,
 * https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_COLUMNS.html
 */
const redshiftCatalog = sqlCatalog({
  tables: `select table_schema::varchar, table_name::varchar from svv_tables where ${own} order by 1, 2`,
  columns: (name) => `
    select table_schema::varchar, table_name::varchar, column_name::varchar, data_type::varchar,
      character_maximum_length::int, numeric_precision::int, numeric_scale::int, is_nullable::varchar, remarks::varchar
    from svv_columns where ${conditions(
      own,
      ...["table_name", "table_schema", "table_catalog"].map(
        (column, i) => name[i] !== undefined && `lower(${column}) = lower(${redshift.literal(name[i])})`,
      ),
    )}
    order by ${name.length === 1 ? "case table_schema when current_schema() then 0 else 1 end, " : ""}
      table_schema, table_name, ordinal_position`,
  row: ["schema", "table", "column", "type", "length", "precision", "scale", "nullable", "description"],
  typeOf({ type, length = null, precision = null, scale }) {
    if (type === "numeric" && precision !== null) return `numeric(${precision},${scale ?? 0})`;
    const sized = String(type).startsWith("character") && length !== null;
    return sized ? `${type}(${length})` : String(type);
  },
});

/** A plan is text here: `XN Seq Scan on orders  (cost=0.00..8.00 rows=800 width=40)`. */
const scan = /\bScan\b.*\brows=(\d+) width=(\d+)\)/;
const head = "explain ";

async function estimateOf(query: string, { rows }: Asking): Promise<Estimate> {
  const lines = await rows(head + query, head.length);
  const scans = lines.map(([line]) => scan.exec(String(line))).filter((match) => match !== null);
  return {
    rows: scans.reduce((sum, [, count]) => sum + Number(count), 0),
    bytes: scans.reduce((sum, [, count, width]) => sum + Number(count) * Number(width), 0),
    billed: false,
    basis: "by the plan (explain): rows of its scans times their width",
  };
}

export const redshiftVariety: Variety = {
  dialect: "redshift",
  port: 5439,
  session: ["timezone = 'UTC'", "datestyle = 'ISO, YMD'"],
  catalog: redshiftCatalog,
  estimate: estimateOf,
};
