/** What the catalog says of functions. */
import { postgres } from "../../../sql/dialects/postgres.ts";
import type { Asking } from "../../queryConnection.ts";

/**
 * Those of the users' own functions that are volatile, whatever their arguments. A name without a schema means what the search path
 * leads to. In and out: names in lower case, dotted where a schema is written.
 */
export async function volatileAmong(names: readonly string[], asking: Asking): Promise<string[]> {
  const wanted = names.map((name) => postgres.literal(name)).join(", ");
  // Redshift has no `lateral`.
  const rows = await asking.rows(`select dotted, name, visible from (
      select lower(n.nspname::text || '.' || p.proname::text) as dotted, lower(p.proname::text) as name,
        pg_function_is_visible(p.oid) as visible
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.provolatile = 'v' and n.nspname <> 'pg_catalog'
    ) f where dotted in (${wanted}) or (visible and name in (${wanted}))`);
  return rows.flatMap(([dotted, name, visible]) => [
    String(dotted),
    ...(visible === true ? [String(name)] : []),
  ]);
}
