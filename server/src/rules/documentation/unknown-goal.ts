import type { Located } from "../../document/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { nameRemedy } from "../engine/fixes.ts";
import type { Report, RuleContext } from "../types.ts";

export const unknownGoal = defineRule<{ goal: string }>({
  name: "unknown-goal",
  topic: "Documentation",
  severity: "error",
  presets: ["recommended", "strict"],
  summary: "A goal must be declared in the project file.",
  message: ({ goal }) => `No goal is called "${goal}".`,
  document: ({ document }, report, context) => visit(document.defaults.goals, report, context),
  event: (event, report, context) => visit(event.definition.goals, report, context),
});

function visit(
  named: readonly Located<string>[] = [],
  report: Report<{ goal: string }>,
  { index, suggest }: RuleContext,
): void {
  const { goals: known } = index.declared;
  const choice = { known, what: "goals", whereDeclared: "Declare it below `goals` in eventspec.yml." };
  for (const goal of named) {
    if (known.has(goal.value)) continue;
    report(goal, { goal: goal.value }, nameRemedy(goal, choice, suggest));
  }
}
