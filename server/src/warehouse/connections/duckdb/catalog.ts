/** Tables and columns of an open DuckDB. */
import { duckdb } from "../../../sql/dialects/duckdb.ts";
import { conditions, sqlCatalog } from "../../sqlCatalog.ts";
import { mixedTimesComment, rowsSchema } from "./createTables.ts";
import { shareIn } from "./rowGroups.ts";

/** Relations that are the user's, those of the search path first, in its order. `main` is not said where it stands alone. */
const relations = `
  with relations as (
    select database_name, schema_name, table_name, comment from duckdb_tables() where not internal and schema_name <> ${duckdb.literal(rowsSchema)}
    union all
    select database_name, schema_name, view_name, comment from duckdb_views() where not internal
  )
  select *, coalesce(list_position(current_schemas(false), schema_name), 1000) as rank from relations`;

const share = shareIn("c.comment");

/** A name means exactly that table, or the first that ends with it. */
export const duckDbCatalog = sqlCatalog({
  tables: `select distinct schema_name, table_name from (${relations}) order by all`,
  columns: (name) => `
    select r.database_name, r.schema_name, r.table_name, r.comment, c.column_name, c.data_type, c.is_nullable, ${share} as share,
      case when share is null then c.comment end
    from (${relations}) r
    join duckdb_columns() c using (database_name, schema_name, table_name)
    where ${conditions(
      ...name.map((part, i) => `lower(${names[i] ?? "''"}) = ${duckdb.literal(part.toLowerCase())}`),
    )}
    order by r.rank, r.database_name = 'memory' desc, r.database_name, r.schema_name, r.table_name, c.column_index`,
  row: [
    "database",
    "schema",
    "table",
    "tableDescription",
    "column",
    "type",
    "nullable",
    "share",
    "description",
  ],
  // A column that has no value in any row.
  typeOf: ({ type }) => (type === '"NULL"' ? undefined : String(type)),
  more: ({ description, share }) => ({
    ...(description === mixedTimesComment && { mixedTimes: true }),
    ...(share && { momentShare: Number(share) }),
  }),
});

const names = ["r.table_name", "r.schema_name", "r.database_name"];
