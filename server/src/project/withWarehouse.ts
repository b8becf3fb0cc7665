import { findTable } from "./catalog.ts";
import { withTableTag } from "./tableTag.ts";
import type { Catalog, Project, Table } from "./types.ts";
import { withCatalog } from "./updateFile.ts";

/**
 * The project with the warehouse's own tables and columns: what it has not got is unknown from now on. What only a catalog
 * or dbt says of a table or a column, such as descriptions, tags and the names of dbt, stays.
 */
export function withWarehouse(project: Project, { tables, unreadable, notices, ordered }: Catalog): Project {
  const described = tables.map((table) => withKnown(table, findTable(project.catalog, table.parts)));
  return withCatalog(project, {
    tables: described,
    known: true,
    ...(unreadable && { unreadable }),
    ...(ordered && { ordered }),
    ...(notices && { notices }),
  });
}

function withKnown(table: Table, known: Table | undefined): Table {
  if (!known) return table;
  const columns = new Map(known.columns.map((column) => [column.name, column]));
  const { partial, ...described } = known;
  return withTableTag({
    ...described,
    ...table,
    columns: table.columns.map((column) => {
      const { description, tags, dbt } = columns.get(column.name) ?? {};
      const told = {
        ...(description !== undefined && { description }),
        ...(tags && { tags }),
        ...(dbt && { dbt }),
      };
      return { ...told, ...column };
    }),
  });
}
