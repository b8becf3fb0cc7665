import type { Span } from "../../document/types.ts";
import type { RuleContext } from "../types.ts";
import { spanInExpression } from "./readings.ts";
import type { ReadSql } from "./readSql.ts";
import { reservedAliases, unquotedUses } from "./reservedAliases.ts";
import { boundType } from "./typeOf.ts";

/** Why the parser refuses an expression, if it does and if that is the business of the rule that asks. */
export function problemOf(
  expression: ReadSql,
  rule: string,
  context: RuleContext,
): { readonly message: string; readonly span: Span; readonly hint?: string } | undefined {
  const problem = (expression.reading ?? expression.query)?.problem;
  if (!problem || problem.code !== rule) return undefined;
  // What the parser does not know, the engine may: once it has bound the expression, there is no problem.
  if (problem.uncertain && boundType(expression, context) !== undefined) return undefined;
  const reserved = expression.document ? reservedAliases(expression.document) : [];
  const { dialect } = context.knowledge;
  // What follows from a reserved alias is named at the alias.
  if (
    problem.uncertain &&
    reserved.some(({ alias }) => unquotedUses(expression.sql, alias, dialect).length > 0)
  )
    return undefined;
  const { message, hint } = problem;
  return {
    message,
    span: spanInExpression(expression, problem, context),
    ...(hint !== undefined && { hint }),
  };
}
