import type { AnyRule, Emit, Report, Rule, RuleContext, RuleMetadata, StartVisit } from "../types.ts";

/** Seals a rule's data type in: its visitors report data, the engine gets messages. */
export function defineRule<D>(rule: Rule<D>): AnyRule {
  const { event, document, projectFile, expression, textFile, message, scope = "file", ...metadata } = rule;
  const starting = <T>(
    visit: (visited: T, report: Report<D>, context: RuleContext) => void,
  ): StartVisit<T> => {
    return (emit: Emit, context: RuleContext) => {
      const report: Report<D> = (at, data, extras) => emit(at, message(data), extras);
      return (visited) => visit(visited, report, context);
    };
  };
  return {
    ...metadata,
    kind: "rule",
    scope,
    ...(event && { event: starting(event) }),
    ...(document && { document: starting(document) }),
    ...(projectFile && { projectFile: starting(projectFile) }),
    ...(expression && { expression: starting(expression) }),
    ...(textFile && { textFile: starting(textFile) }),
  };
}

/** A finding that another room makes: it has a name, a page and a severity, and no visitor. */
export function readerRule(metadata: Omit<RuleMetadata, "presets">): AnyRule {
  return { ...metadata, presets: ["minimal", "recommended", "strict"], kind: "reader", scope: "file" };
}
