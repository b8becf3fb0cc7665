/** The last look before user SQL is put between parentheses: it can't leave them, and does nothing but read its tables. */
import { spanInScalar } from "../document/scalarMap.ts";
import type { Finding } from "../document/types.ts";
import { sqlOfRows, type UserSql } from "../project/sqlOf.ts";
import { isQueryRole } from "../project/sqlRoles.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import { guard } from "./reader/guard.ts";
import { functionsIn, structureOf } from "./reader/structure.ts";
import type { SqlProblem } from "./reader/types.ts";
import type { DialectName } from "./types.ts";

/** Findings about SQL of an event that can't be put into a statement as it is. */
export function refusedSql(project: Project, event: ProjectEvent, dialect: DialectName): Finding[] {
  return sqlOfRows(project, event).flatMap((expression) => {
    const problem = danger(expression, dialect);
    return problem ? [refusal(project, event, expression, problem)] : [];
  });
}

/** Whether an expression may be put into a statement. */
export function isFit(expression: UserSql, dialect: DialectName): boolean {
  return danger(expression, dialect) === undefined;
}

function danger(expression: UserSql, dialect: DialectName): SqlProblem | undefined {
  const { text } = expression.sql;
  const query = isQueryRole(expression.role);
  if (!query && /^\w+(?:\.\w+)*$/.test(text)) return undefined;
  const structure = structureOf(text, dialect);
  return guard(structure, functionsIn(structure), query ? "query" : "expression")[0];
}

function refusal(
  project: Project,
  event: ProjectEvent,
  { sql, file, path }: UserSql,
  problem: SqlProblem,
): Finding {
  const source = project.documents.get(file)?.text ?? "";
  return {
    file,
    rule: problem.code,
    severity: "error",
    message: problem.message,
    ...(problem.hint !== undefined && { hint: problem.hint }),
    span: spanInScalar(sql.scalar, source, problem.start, problem.end),
    event: event.name,
    path,
  };
}
