/** The last look before user SQL is put between parentheses: it can't leave them, and does nothing but read its tables. */
import { spanInScalar } from "../document/scalarMap.ts";
import type { Finding } from "../document/types.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import { type EventExpression, expressionsOf } from "./expressions.ts";
import { guard } from "./reader/parserGuard.ts";
import { functionsIn, structureOf } from "./reader/parserStructure.ts";
import type { SqlProblem } from "./reader/parserTypes.ts";
import type { DialectName } from "./types.ts";

/** Findings about SQL of an event that can't be put into a statement as it is. */
export function refusedSql(project: Project, event: ProjectEvent, dialect: DialectName): Finding[] {
  return expressionsOf(project, event).flatMap((expression) => {
    const problem = danger(expression, dialect);
    return problem ? [refusal(project, event, expression, problem)] : [];
  });
}

/** Whether an expression may be put into a statement. */
export function isFit(expression: EventExpression, dialect: DialectName): boolean {
  return danger(expression, dialect) === undefined;
}

/** Whether an expression is a whole query: the source of a document or of a join. */
export function isQuery({ kind }: EventExpression): boolean {
  return kind === "source" || kind === "join_source";
}

function danger(expression: EventExpression, dialect: DialectName): SqlProblem | undefined {
  const { text } = expression.sql;
  const query = isQuery(expression);
  if (!query && /^\w+(?:\.\w+)*$/.test(text)) return undefined;
  const structure = structureOf(text, dialect);
  return guard(structure, functionsIn(structure), query ? "query" : "expression")[0];
}

function refusal(
  project: Project,
  event: ProjectEvent,
  { sql, file, path }: EventExpression,
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
