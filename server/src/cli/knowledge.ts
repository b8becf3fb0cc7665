import { sqlOfProject } from "../project/sqlOf.ts";
import { isQueryRole } from "../project/sqlRoles.ts";
import type { Project } from "../project/types.ts";
import { loadSqlParser, type SqlParser } from "../sql/reader/parser.ts";
import type { DialectName } from "../sql/types.ts";

/** A parser for the project's SQL; the large grammar behind it is loaded only when some expression needs it. */
export function parserFor(project: Project, dialect: DialectName): Promise<SqlParser> {
  const expressions = new Set<string>();
  const queries = new Set<string>();
  for (const { role, sql } of sqlOfProject(project))
    (isQueryRole(role) ? queries : expressions).add(sql.text);
  return loadSqlParser({ dialect, expressions, queries });
}
