import type { Finding, TextDocument } from "../../document/types.ts";
import { sqlOfDocument, sqlOfEvent, sqlOfLookup, type UserSql } from "../../project/sqlOf.ts";
import type { InSteps } from "../steps.ts";
import type { AnyRule, Emit, StartVisit } from "../types.ts";
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

/** Lets the rules of one scope visit everything in a file, each with its settings at that place. Rests between events. */
export function* visitFile(run: Run, document: TextDocument, scope: AnyRule["scope"]): InSteps<Finding[]> {
  const { file } = document;
  run.enterFile();
  const visit: Visit = { run, scope, document, findings: [] };
  each(visit, "textFile", { file }, [document], (rule) => rule.textFile);
  if (file === run.project.file.file) visitProjectFile(visit);
  else yield* visitSpec(visit);
  return visit.findings;
}

function visitProjectFile(visit: Visit): void {
  const { file } = visit.run.project;
  const place = { file: file.file };
  each(visit, "projectFile", place, [file], (rule) => rule.projectFile);
  visitSql(visit, place, () => file.lookups.flatMap((lookup) => sqlOfLookup(lookup, file.file)));
}

function* visitSpec(visit: Visit): InSteps<void> {
  const { file } = visit.document;
  for (const document of visit.run.specOf(file)?.documents ?? []) {
    const place = { file, tier: document.defaults.tier?.value };
    each(visit, "document", place, [{ document, file }], (rule) => rule.document);
    visitSql(visit, place, () => sqlOfDocument(document, file));
    yield;
  }
  for (const event of visit.run.index.eventsOf(file)) {
    const place = { file, tier: event.tier, event: event.name };
    each(visit, "event", place, [event], (rule) => rule.event);
    visitSql(visit, place, () => sqlOfEvent(event));
    yield;
  }
}

function visitSql(visit: Visit, place: RulePlace, written: () => readonly UserSql[]): void {
  const { book, read } = visit.run;
  if (book.visitors[visit.scope].expression.length === 0) return;
  each(visit, "expression", place, written().map(read), (rule) => rule.expression);
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
