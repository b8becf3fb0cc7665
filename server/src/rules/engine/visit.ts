import type { Finding, TextDocument } from "../../document/types.ts";
import type { AnyRule, Emit, StartVisit } from "../types.ts";
import {
  documentExpressions,
  type Expression,
  lookupExpressions,
  readEvent,
  type SqlReader,
} from "./expressions.ts";
import { withPlace } from "./finish.ts";
import type { Visitor } from "./ruleBook.ts";
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
  each(visit, "textFile", { file }, [document], (rule) => rule.textFile);
  if (file === run.project.file.file) visitProjectFile(visit);
  else visitSpec(visit);
  return visit.findings;
}

function visitProjectFile(visit: Visit): void {
  const { file } = visit.run.project;
  const place = { file: file.file };
  each(visit, "projectFile", place, [file], (rule) => rule.projectFile);
  visitExpressions(visit, place, (reader) =>
    file.lookups.flatMap((lookup) => lookupExpressions(lookup, file.file, reader)),
  );
}

function visitSpec(visit: Visit): void {
  const { file } = visit.document;
  for (const document of visit.run.specOf(file)?.documents ?? []) {
    const place = { file, tier: document.defaults.tier?.value };
    each(visit, "document", place, [{ document, file }], (rule) => rule.document);
    visitExpressions(visit, place, (reader) => documentExpressions(document, file, reader));
  }
  for (const event of visit.run.index.eventsOf(file)) {
    const place = { file, tier: event.tier, event: event.name };
    each(visit, "event", place, [event], (rule) => rule.event);
    visitExpressions(visit, place, (reader) => readEvent(event, reader));
  }
}

function visitExpressions(
  visit: Visit,
  place: RulePlace,
  expressionsOf: (reader: SqlReader | undefined) => readonly Expression[],
): void {
  const { book, reader } = visit.run;
  if (book.visitors[visit.scope].expression.length === 0) return;
  each(visit, "expression", place, expressionsOf(reader), (rule) => rule.expression);
}

function each<T>(
  { run, scope, document, findings }: Visit,
  visitor: Visitor,
  place: RulePlace,
  visited: readonly T[],
  start: (rule: AnyRule) => StartVisit<T> | undefined,
): void {
  const rules = run.book.visitors[scope][visitor];
  if (rules.length === 0 || visited.length === 0) return;
  const choices = run.choicesAt(place);
  for (const rule of rules) {
    const choice = choices.get(rule.name);
    if (!choice) continue;
    const severity = choice.severity ?? rule.severity;
    const emit: Emit = (at, message, extras) => {
      const span = "span" in at ? at.span : at;
      const finding = { file: document.file, rule: rule.name, severity, message, ...extras, span };
      findings.push(withPlace(document, finding, place.event));
    };
    const visit = start(rule)?.(emit, run.contextFor(choice));
    if (visit) for (const one of visited) visit(one);
  }
}
