import type { Finding, TextDocument } from "../../document/types.ts";
import { sqlOfDocument, sqlOfEvent, sqlOfLookup, type UserSql } from "../../project/sqlOf.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { SpecDocument } from "../../spec/types.ts";
import type { InSteps } from "../steps.ts";
import type { AnyRule } from "../types.ts";
import { type FoundOfTable, grouped, overTables } from "./overTables.ts";
import { type Round, type Rounds, startedWith, type Visit } from "./rounds.ts";
import type { Run } from "./run.ts";
import type { RulePlace } from "./settings.ts";

/** Lets the rules of one scope visit everything in a file, each with its settings at that place. Rests between events. */
export function* visitFile(run: Run, document: TextDocument, scope: AnyRule["scope"]): InSteps<Finding[]> {
  const { file } = document;
  const rounds = run.rounds[scope];
  const findings: Finding[] = [];
  run.enterFile();
  const visit: Visit = { document, findings, event: undefined };
  rounds.visit = visit;
  const going: Going = { run, rounds, visit };
  each(going, rounds.textFile, { file }, [document]);
  if (file === run.project.file.file) visitProjectFile(going);
  else yield* visitSpec(going);
  return findings;
}

/** What one file's visit consists of. */
interface Going {
  readonly run: Run;
  readonly rounds: Rounds;
  readonly visit: Visit;
}

function visitProjectFile(going: Going): void {
  const { file } = going.run.project;
  const place = { file: file.file };
  each(going, going.rounds.projectFile, place, [file]);
  visitSql(going, place, () => file.lookups.flatMap((lookup) => sqlOfLookup(lookup, file.file)));
}

function* visitSpec(going: Going): InSteps<void> {
  const { run, visit } = going;
  const { file } = visit.document;
  const events = run.index.eventsOf(file);
  const ofEach = grouped(
    events.filter(({ each }) => each),
    ({ document }) => document.each,
  );
  for (const document of run.specOf(file)?.documents ?? []) {
    if (document.each && ofEach.has(document.each)) continue;
    visitDocument(going, document);
    yield;
  }
  for (const event of events) {
    if (event.each) continue;
    visitEvent(going, event);
    yield;
  }
  for (const alike of ofEach.values()) yield* visitTables(going, alike);
}

/** A document for tables that look alike, as it counts for each of them. */
function* visitTables(going: Going, events: readonly ProjectEvent[]): InSteps<void> {
  const found: FoundOfTable[] = [];
  const { findings } = going.visit;
  const before = findings.length;
  for (const [document, own] of grouped(events, (event) => event.document)) {
    visitDocument(going, document);
    for (const event of own) visitEvent(going, event);
    found.push({ findings: findings.splice(before), table: own[0]?.each?.table ?? "", events: own });
    yield;
  }
  findings.push(...overTables(found));
}

function visitDocument(going: Going, document: SpecDocument): void {
  const { file } = going.visit.document;
  const place = { file, tier: document.defaults.tier?.value };
  each(going, going.rounds.document, place, [{ document, file }]);
  visitSql(going, place, () => sqlOfDocument(document, file));
}

function visitEvent(going: Going, event: ProjectEvent): void {
  const place = { file: going.visit.document.file, tier: event.tier, event: event.name };
  each(going, going.rounds.event, place, [event]);
  visitSql(going, place, () => sqlOfEvent(event));
}

function visitSql(going: Going, place: RulePlace, written: () => readonly UserSql[]): void {
  const { book, read } = going.run;
  if (book.visitors[going.rounds.scope].expression.length === 0) return;
  each(going, going.rounds.expression, place, written().map(read));
}

function each<T>(
  { run, rounds, visit }: Going,
  round: Round<T>,
  place: RulePlace,
  visited: readonly T[],
): void {
  const rules = run.book.visitors[rounds.scope][round.visitor];
  if (rules.length === 0 || visited.length === 0) return;
  const looks = startedWith(rounds, round, run.choicesAt(place), rules, run.contextFor);
  visit.event = place.event;
  for (const look of looks) for (const one of visited) look(one);
}
