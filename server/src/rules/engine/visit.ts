import type { Finding, TextDocument } from "../../document/types.ts";
import { sqlOfDocument, sqlOfEvent, sqlOfLookup, type UserSql } from "../../project/sqlOf.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { SpecDocument } from "../../spec/types.ts";
import type { InSteps } from "../steps.ts";
import type { AnyRule, Emit, FileDocument, StartVisit } from "../types.ts";
import { withPlace } from "./finish.ts";
import { type FoundOfTable, grouped, overTables } from "./overTables.ts";
import type { ReadSql } from "./readSql.ts";
import type { RuleChoices, Visitor } from "./ruleBook.ts";
import type { Run } from "./run.ts";
import type { RulePlace } from "./settings.ts";

/** One kind of visitor of all rules. Those that have started look at everything of a file that has the same settings. */
interface Round<T> {
  readonly visitor: Visitor;
  readonly start: (rule: AnyRule) => StartVisit<T> | undefined;
  readonly started: Map<RuleChoices, readonly ((visited: T) => void)[]>;
}

interface Visit {
  readonly run: Run;
  readonly scope: AnyRule["scope"];
  readonly document: TextDocument;
  /** Filled by the rules. */
  readonly findings: Finding[];
  readonly expressions: Round<ReadSql>;
  /** The event that is looked at, if it is one: what is found belongs to it. */
  event: string | undefined;
}

/** Lets the rules of one scope visit everything in a file, each with its settings at that place. Rests between events. */
export function* visitFile(run: Run, document: TextDocument, scope: AnyRule["scope"]): InSteps<Finding[]> {
  const { file } = document;
  run.enterFile();
  const expressions = round("expression", (rule) => rule.expression);
  const visit: Visit = { run, scope, document, findings: [], expressions, event: undefined };
  each(
    visit,
    round("textFile", (rule) => rule.textFile),
    { file },
    [document],
  );
  if (file === run.project.file.file) visitProjectFile(visit);
  else yield* visitSpec(visit);
  return visit.findings;
}

function visitProjectFile(visit: Visit): void {
  const { file } = visit.run.project;
  const place = { file: file.file };
  each(
    visit,
    round("projectFile", (rule) => rule.projectFile),
    place,
    [file],
  );
  visitSql(visit, place, () => file.lookups.flatMap((lookup) => sqlOfLookup(lookup, file.file)));
}

function* visitSpec(visit: Visit): InSteps<void> {
  const { file } = visit.document;
  const events = visit.run.index.eventsOf(file);
  const ofEach = grouped(
    events.filter(({ each }) => each),
    ({ document }) => document.each,
  );
  const rounds = {
    documents: round("document", (rule) => rule.document),
    events: round("event", (rule) => rule.event),
  };
  for (const document of visit.run.specOf(file)?.documents ?? []) {
    if (document.each && ofEach.has(document.each)) continue;
    visitDocument(visit, rounds.documents, document);
    yield;
  }
  for (const event of events) {
    if (event.each) continue;
    visitEvent(visit, rounds.events, event);
    yield;
  }
  for (const alike of ofEach.values()) yield* visitTables(visit, rounds, alike);
}

interface Rounds {
  readonly documents: Round<FileDocument>;
  readonly events: Round<ProjectEvent>;
}

/** A document for tables that look alike, as it counts for each of them. */
function* visitTables(visit: Visit, rounds: Rounds, events: readonly ProjectEvent[]): InSteps<void> {
  const found: FoundOfTable[] = [];
  const { findings } = visit;
  const before = findings.length;
  for (const [document, own] of grouped(events, (event) => event.document)) {
    visitDocument(visit, rounds.documents, document);
    for (const event of own) visitEvent(visit, rounds.events, event);
    found.push({ findings: findings.splice(before), table: own[0]?.each?.table ?? "", events: own });
    yield;
  }
  findings.push(...overTables(found));
}

function visitDocument(visit: Visit, round: Round<FileDocument>, document: SpecDocument): void {
  const { file } = visit.document;
  const place = { file, tier: document.defaults.tier?.value };
  each(visit, round, place, [{ document, file }]);
  visitSql(visit, place, () => sqlOfDocument(document, file));
}

function visitEvent(visit: Visit, round: Round<ProjectEvent>, event: ProjectEvent): void {
  const place = { file: visit.document.file, tier: event.tier, event: event.name };
  each(visit, round, place, [event]);
  visitSql(visit, place, () => sqlOfEvent(event));
}

function visitSql(visit: Visit, place: RulePlace, written: () => readonly UserSql[]): void {
  const { book, read } = visit.run;
  if (book.visitors[visit.scope].expression.length === 0) return;
  each(visit, visit.expressions, place, written().map(read));
}

function round<T>(visitor: Visitor, start: Round<T>["start"]): Round<T> {
  return { visitor, start, started: new Map() };
}

function each<T>(visit: Visit, round: Round<T>, place: RulePlace, visited: readonly T[]): void {
  const { run, scope } = visit;
  if (run.book.visitors[scope][round.visitor].length === 0 || visited.length === 0) return;
  const choices = run.choicesAt(place);
  const looks = round.started.get(choices) ?? startedWith(visit, round, choices);
  round.started.set(choices, looks);
  visit.event = place.event;
  for (const look of looks) for (const one of visited) look(one);
}

/** The visitors of the rules that are on, each with its severity and options. */
function startedWith<T>(visit: Visit, { visitor, start }: Round<T>, choices: RuleChoices) {
  const { run, scope, document, findings } = visit;
  return run.book.visitors[scope][visitor].flatMap((rule) => {
    const choice = choices.get(rule.name);
    if (!choice) return [];
    const severity = choice.severity ?? rule.severity;
    const emit: Emit = (at, message, extras) => {
      const span = "span" in at ? at.span : at;
      const finding = { file: document.file, rule: rule.name, severity, message, ...extras, span };
      findings.push(withPlace(document, finding, visit.event));
    };
    return start(rule)?.(emit, run.contextFor(choice)) ?? [];
  });
}
