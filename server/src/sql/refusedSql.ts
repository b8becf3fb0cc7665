/** The last look before user SQL is put between parentheses: it can't leave them, does nothing but read its tables, and is one value of a row. */
import { spanInScalar } from "../document/scalarMap.ts";
import type { Finding } from "../document/types.ts";
import { eventsJoined, joinsTooMany } from "../project/joinedEvents.ts";
import { sqlOfRows, type UserSql } from "../project/sqlOf.ts";
import { isQueryRole } from "../project/sqlRoles.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import { faultsIn, isRefused } from "./expressionFaults.ts";
import { functionsIn } from "./reader/functionCalls.ts";
import { functionVaries } from "./reader/functionFacts.ts";
import { isRefusedAttribute } from "./reader/functionStanding.ts";
import { guard } from "./reader/guard.ts";
import { structureOf } from "./reader/structure.ts";
import type { SqlProblem } from "./reader/types.ts";
import type { DialectName } from "./types.ts";
import { unknownFunctions } from "./unknownFunctions.ts";

/** Findings about SQL of an event that can't be put into a statement as it is. */
export function refusedSql(project: Project, event: ProjectEvent, dialect: DialectName): Finding[] {
  return sqlOfRows(project, event).flatMap((one) => refusedOne(project, event, one, dialect) ?? []);
}

/** The same of one piece of SQL: what is written to prove something is no part of the event's own statement. */
export function refusedOne(
  project: Project,
  event: ProjectEvent,
  expression: UserSql,
  dialect: DialectName,
): Finding | undefined {
  const problem = danger(project, expression, dialect);
  return problem && refusal(project, event, expression, problem);
}

/** Whether an expression may be put into a statement. */
export function isFit(project: Project, expression: UserSql, dialect: DialectName): boolean {
  return danger(project, expression, dialect) === undefined;
}

/**
 * Whether the events that one joins may be put into a statement with it: all of their SQL may, and there is an end of them. What of them is
 * wrong is told of each by itself.
 */
export function areJoinedFit(project: Project, event: ProjectEvent, dialect: DialectName): boolean {
  if (joinsTooMany(event, project)) return false;
  return eventsJoined(event, project)
    .filter(({ enabled }) => enabled)
    .every((joined) => sqlOfRows(project, joined).every((one) => isFit(project, one, dialect)));
}

type Refusal = Pick<SqlProblem, "message" | "hint" | "start" | "end"> & { readonly rule: string };

function danger({ file }: Project, expression: UserSql, dialect: DialectName): Refusal | undefined {
  const { text } = expression.sql;
  const query = isQueryRole(expression.role);
  if (!query && isColumn(text, dialect)) return undefined;
  const structure = structureOf(text, dialect);
  const functions = functionsIn(structure);
  const [problem] = guard(structure, functions, query ? "query" : "expression");
  if (problem) return { ...problem, rule: problem.code };
  const [unknown] = unknownFunctions(functions, file);
  return unknown ?? faultsIn(expression, structure, functions).find(isRefused);
}

/** Most SQL is one column: not worth a closer look. */
function isColumn(text: string, dialect: DialectName): boolean {
  const last = /^(?:\w+\.){0,9}(\w+)$/.exec(text)?.[1];
  if (last === undefined) return false;
  const name = last.toLowerCase();
  return functionVaries(name, dialect) === undefined && !isRefusedAttribute(name, dialect);
}

function refusal(
  project: Project,
  event: ProjectEvent,
  { sql, file, path }: UserSql,
  problem: Refusal,
): Finding {
  const source = project.documents.get(file)?.text ?? "";
  return {
    file,
    rule: problem.rule,
    severity: "error",
    message: problem.message,
    ...(problem.hint !== undefined && { hint: problem.hint }),
    span: spanInScalar(sql.scalar, source, problem.start, problem.end),
    event: event.name,
    path,
  };
}
