import type { Finding } from "../../document/types.ts";
import type { AnyRule, Emit, RuleContext } from "../types.ts";
import { documentExpressions, type Expression, eventExpressions, lookupExpressions } from "./expressions.ts";
import { withPlace } from "./finish.ts";
import type { Run } from "./run.ts";
import type { RulePlace } from "./settings.ts";

type Call = (rule: AnyRule, emit: Emit, context: RuleContext) => void;

/** Lets the rules of one scope visit everything in a file, each with its settings at that place. */
export function visitFile(run: Run, file: string, scope: AnyRule["scope"]): Finding[] {
  const document = run.project.documents.get(file);
  const rules = run.visitors(scope);
  const findings: Finding[] = [];
  if (!document) return findings;
  const visit = (place: RulePlace, call: Call) => {
    const choices = run.choicesAt(place);
    for (const rule of rules) {
      const choice = choices.get(rule.name);
      if (!choice) continue;
      const severity = choice.severity ?? rule.severity;
      const emit: Emit = (at, message, extras) => {
        const span = "span" in at ? at.span : at;
        const finding = { file, rule: rule.name, severity, message, ...extras, span };
        findings.push(withPlace(document, finding, place.event));
      };
      call(rule, emit, run.contextFor(choice));
    }
  };
  visit({ file }, (rule, emit, context) => rule.textFile?.(document, emit, context));
  if (file === run.project.file.file) visitProjectFile(run, visit);
  else visitSpec(run, file, visit);
  return findings;
}

function visitProjectFile({ project }: Run, visit: (place: RulePlace, call: Call) => void): void {
  const { file } = project;
  const expressions = file.lookups.flatMap((lookup) => lookupExpressions(lookup, file.file));
  visit({ file: file.file }, (rule, emit, context) => {
    rule.projectFile?.(file, emit, context);
    visitExpressions(expressions, rule, emit, context);
  });
}

function visitSpec(run: Run, file: string, visit: (place: RulePlace, call: Call) => void): void {
  const spec = run.specOf(file);
  for (const document of spec?.documents ?? []) {
    const expressions = documentExpressions(document, file);
    visit({ file, tier: document.defaults.tier?.value }, (rule, emit, context) => {
      rule.document?.(document, file, emit, context);
      visitExpressions(expressions, rule, emit, context);
    });
  }
  for (const event of run.index.eventsOf(file)) {
    const expressions = eventExpressions(event);
    visit({ file, tier: event.tier, event: event.name }, (rule, emit, context) => {
      rule.event?.(event, emit, context);
      visitExpressions(expressions, rule, emit, context);
    });
  }
}

function visitExpressions(
  expressions: readonly Expression[],
  rule: AnyRule,
  emit: Emit,
  context: RuleContext,
): void {
  if (rule.expression) for (const expression of expressions) rule.expression(expression, emit, context);
}
