import type { Span } from "../../document/types.ts";
import { expressionFaults, isRefused } from "../../sql/expressionFaults.ts";
import type { RuleContext } from "../types.ts";
import { spanInExpression } from "./readings.ts";
import type { ReadSql } from "./readSql.ts";
import { reservedAliases, unquotedUses } from "./reservedAliases.ts";
import { isBound } from "./typeOf.ts";

/** Why the parser refuses an expression, if it does and if that is the business of the rule that asks. */
export function problemOf(
  expression: ReadSql,
  rule: string,
  context: RuleContext,
): { readonly message: string; readonly span: Span; readonly hint?: string } | undefined {
  const problem = (expression.reading ?? expression.query)?.problem;
  if (!problem || problem.code !== rule) return undefined;
  if (problem.uncertain && isSettled(expression, context)) return undefined;
  const { message, hint } = problem;
  return {
    message,
    span: spanInExpression(expression, problem, context),
    ...(hint !== undefined && { hint }),
  };
}

/** What the parser does not know, the engine may: once it has bound the expression, there is no problem. Nor is one where another rule names the cause. */
function isSettled(expression: ReadSql, context: RuleContext): boolean {
  if (isBound(expression, context)) return true;
  const { dialect } = context.knowledge;
  // What follows from a reserved alias is named at the alias.
  const reserved = expression.document ? reservedAliases(expression.document) : [];
  if (reserved.some(({ alias }) => unquotedUses(expression.sql, alias, dialect).length > 0)) return true;
  return expressionFaults(expression, dialect).some(isRefused);
}
