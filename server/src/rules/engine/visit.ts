import type { Finding, TextDocument } from "../../document/types.ts";
import type { AnyRule, Emit, RuleContext } from "../types.ts";
import { documentExpressions, type Expression, eventExpressions, lookupExpressions } from "./expressions.ts";
import { withPlace } from "./finish.ts";
import type { Run } from "./run.ts";
import type { RulePlace } from "./settings.ts";

interface Visit {
  readonly run: Run;
  readonly scope: AnyRule["scope"];
  readonly document: TextDocument;
  /** Filled by the rules. */
  readonly findings: Finding[];
}

/** Lets the rules of one scope visit everything in a file, each with its settings at that place. */
export function visitFile(run: Run, document: TextDocument, scope: AnyRule["scope"]): Finding[] {
  const { file } = document;
  const visit: Visit = { run, scope, document, findings: [] };
  each(visit, "textFile", { file }, (rule, emit, context) => rule.textFile?.(document, emit, context));
  if (file === run.project.file.file) visitProjectFile(visit);
  else visitSpec(visit);
  return visit.findings;
}

function visitProjectFile(visit: Visit): void {
  const { file } = visit.run.project;
  const place = { file: file.file };
  each(visit, "projectFile", place, (rule, emit, context) => rule.projectFile?.(file, emit, context));
  visitExpressions(visit, place, () =>
    file.lookups.flatMap((lookup) => lookupExpressions(lookup, file.file)),
  );
}

function visitSpec(visit: Visit): void {
  const { file } = visit.document;
  for (const document of visit.run.specOf(file)?.documents ?? []) {
    const place = { file, tier: document.defaults.tier?.value };
    each(visit, "document", place, (rule, emit, context) => rule.document?.(document, file, emit, context));
    visitExpressions(visit, place, () => documentExpressions(document, file));
  }
  for (const event of visit.run.index.eventsOf(file)) {
    const place = { file, tier: event.tier, event: event.name };
    each(visit, "event", place, (rule, emit, context) => rule.event?.(event, emit, context));
    visitExpressions(visit, place, () => eventExpressions(event));
  }
}

function visitExpressions(visit: Visit, place: RulePlace, expressionsOf: () => readonly Expression[]): void {
  const { run, scope } = visit;
  if (run.book.visitors(scope, "expression").length === 0) return;
  const { parser, dialect } = run.knowledge;
  const read = expressionsOf().map((expression): Expression => {
    if (!parser) return expression;
    const { text } = expression.sql;
    if (expression.role === "query") return { ...expression, query: parser.query(text, dialect) };
    return { ...expression, reading: parser.expression(text, dialect) };
  });
  each(visit, "expression", place, (rule, emit, context) => {
    for (const expression of read) rule.expression?.(expression, emit, context);
  });
}

function each(
  { run, scope, document, findings }: Visit,
  visitor: Parameters<Run["book"]["visitors"]>[1],
  place: RulePlace,
  call: (rule: AnyRule, emit: Emit, context: RuleContext) => void,
): void {
  const rules = run.book.visitors(scope, visitor);
  const choices = rules.length > 0 ? run.choicesAt(place) : undefined;
  for (const rule of rules) {
    const choice = choices?.get(rule.name);
    if (!choice) continue;
    const severity = choice.severity ?? rule.severity;
    const emit: Emit = (at, message, extras) => {
      const span = "span" in at ? at.span : at;
      const finding = { file: document.file, rule: rule.name, severity, message, ...extras, span };
      findings.push(withPlace(document, finding, place.event));
    };
    call(rule, emit, run.contextFor(choice));
  }
}
