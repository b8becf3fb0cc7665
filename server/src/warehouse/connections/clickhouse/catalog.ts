import { clickhouse } from "../../../sql/dialects/clickhouse.ts";
import { conditions, sqlCatalog } from "../../sqlCatalog.ts";

const visible = "database not in ('system', 'information_schema', 'INFORMATION_SCHEMA') and not is_temporary";

/** Nothing stands above a database, so that a longer name means no table. */
export const clickHouseCatalog = sqlCatalog({
  tables: `select database, name from system.tables where ${visible} order by 1, 2`,
  columns: ([table, database, ...more]) => `
    select t.database, t.name, t.comment, c.name, c.type, c.comment,
      if(match(c.type, '^(LowCardinality[(])?Nullable[(]'), 'YES', 'NO')
    from system.columns c join (select database, name, comment, is_temporary from system.tables) t
      on t.database = c.database and t.name = c.table
    where ${conditions(
      visible,
      table !== undefined && `lower(t.name) = ${clickhouse.literal(table.toLowerCase())}`,
      database !== undefined && `lower(t.database) = ${clickhouse.literal(database.toLowerCase())}`,
      more.length > 0 && "false",
    )} order by ${exactFirst(table)}t.database, t.name, c.position`,
  row: ["schema", "table", "tableDescription", "column", "type", "description", "nullable"],
});

function exactFirst(table: string | undefined): string {
  const exact = table === undefined ? "" : `t.name = ${clickhouse.literal(table)} desc, `;
  return `${exact}t.database = currentDatabase() desc, `;
}
