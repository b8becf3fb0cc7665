import type { AnyRule, Emit, Report, Rule, RuleMetadata } from "../types.ts";

/** Seals a rule's data type in: its visitors report data, the engine gets messages. */
export function defineRule<D>(rule: Rule<D>): AnyRule {
  const { event, document, projectFile, expression, textFile, message, scope = "file", ...metadata } = rule;
  const reporting =
    (emit: Emit): Report<D> =>
    (at, data, extras) =>
      emit(at, message(data), extras);
  return {
    ...metadata,
    kind: "rule",
    scope,
    ...(event && { event: (visited, emit, context) => event(visited, reporting(emit), context) }),
    ...(document && {
      document: (visited, file, emit, context) => document(visited, file, reporting(emit), context),
    }),
    ...(projectFile && {
      projectFile: (visited, emit, context) => projectFile(visited, reporting(emit), context),
    }),
    ...(expression && {
      expression: (visited, emit, context) => expression(visited, reporting(emit), context),
    }),
    ...(textFile && { textFile: (visited, emit, context) => textFile(visited, reporting(emit), context) }),
  };
}

/** A finding that another room makes: it has a name, a page and a severity, and no visitor. */
export function readerRule(metadata: Omit<RuleMetadata, "presets">): AnyRule {
  return { ...metadata, presets: ["minimal", "recommended", "strict"], kind: "reader", scope: "file" };
}
