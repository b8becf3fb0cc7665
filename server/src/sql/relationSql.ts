/** A table of the project as a query names it. */
import type { Project } from "../project/types.ts";
import type { TableReference } from "../spec/types.ts";
import { dialectOf } from "./dialects/index.ts";
import { planName } from "./plan/planScan.ts";
import { tableName } from "./render/tableName.ts";
import type { DialectName } from "./types.ts";

/** Out: `undefined` for a name that dbt does not resolve. */
export function relationSql(
  reference: TableReference,
  project: Project,
  dialect: DialectName,
): string | undefined {
  if (!project.resolveTable(reference)) return undefined;
  return tableName(dialectOf(dialect), planName(project, reference));
}
