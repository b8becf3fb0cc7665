/** What runs of tests have shown of events, and whether it still holds. */
import { createHash } from "node:crypto";
import type { Span, TextEdit } from "../../document/types.ts";
import { eventsJoined } from "../../project/joinedEvents.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import { checksOf } from "../../proof/checks.ts";
import type { CheckResult } from "../../proof/results.ts";
import { connectionOf } from "./connections.ts";
import { columnLogic, comparable, factsKey, logicOf } from "./facts.ts";
import type { Workspace } from "./session.ts";
import type { KeptResult, TestMemory } from "./testMemory.ts";

/** The last results of an event's checks, in their order. */
export interface EventTests {
  readonly results: readonly KeptResult[];
  /** How many checks have no result. */
  readonly notRun: number;
  readonly at: number;
  /** Nothing that they depend on has changed since, as far as it is noticed. */
  readonly holds: boolean;
}

/** What results depend on beside their event. */
type Basis = Pick<Workspace, "project" | "chosen" | "tests" | "tablesRevision">;

/** Keeps a result. `basis`: the session as it was when the run began. */
export function keepResult(basis: Basis, { check, status, message, edits }: CheckResult): void {
  const { kept } = basis.tests;
  const key = factsKey(check.event);
  const digest = basisOf(basis, check.event);
  const known = kept.get(key);
  const results = new Map(known?.basis === digest ? known.results : []);
  const { start } = check.event.definition.span;
  const moved = edits?.map((edit) => movedBy(edit, -start));
  results.set(check.id, { name: check.name, status, message, ...(moved && { edits: moved }) });
  kept.set(key, { basis: digest, at: Date.now(), results });
}

/** Out: `undefined` where no check of the event has been run. */
export function testsOf(session: Basis, event: ProjectEvent): EventTests | undefined {
  const kept = session.tests.kept.get(factsKey(event));
  if (!kept) return undefined;
  const checks = checksOf(session.project, event);
  const results = checks.flatMap(({ id }) => kept.results.get(id) ?? []);
  const holds = kept.basis === basisOf(session, event);
  return { results, notRun: checks.length - results.length, at: kept.at, holds };
}

/** An example that expects something else than came out, and what to change. */
export interface DifferentExample {
  readonly span: Span;
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** The examples of an event that differed when they were run, as far as that still holds. */
export function differentExamples(session: Basis, event: ProjectEvent): DifferentExample[] {
  const kept = session.tests.kept.get(factsKey(event));
  if (!kept || kept.basis !== basisOf(session, event)) return [];
  return checksOf(session.project, event).flatMap(({ id, name, subject }) => {
    const edits = kept.results.get(id)?.edits;
    if (!edits || subject.kind !== "example") return [];
    const { start } = event.definition.span;
    return [{ span: subject.example.span, name, edits: edits.map((edit) => movedBy(edit, start)) }];
  });
}

function movedBy({ span, text }: TextEdit, offset: number): TextEdit {
  return { span: { start: span.start + offset, end: span.end + offset }, text };
}

/** Whether checks of the event have been run, and what came of it may not hold any more. */
export function isStale(session: Basis, event: ProjectEvent): boolean {
  const kept = session.tests.kept.get(factsKey(event));
  return kept !== undefined && kept.basis !== basisOf(session, event);
}

/** All that an event's results depend on: equal where the same run would be asked the same. */
function basisOf(session: Basis, event: ProjectEvent): string {
  const { project, tablesRevision, tests } = session;
  const compared = [...namedEvents(event)].flatMap((name) => project.eventsByName.get(name) ?? []);
  const named = [...compared, ...eventsJoined(event, project)];
  return JSON.stringify([
    connectionOf(session)?.name.value,
    tablesRevision,
    comparable(project.file.test),
    [event, ...named].map((each) => spokenBy(project, each, tests)),
  ]);
}

/** A digest of an event as it is written, and of what it takes from elsewhere. */
function spokenBy(project: Project, event: ProjectEvent, { spoken }: TestMemory): string {
  const { lookups } = project;
  const known = spoken.get(event);
  if (known?.lookups === lookups) return known.digest;
  const { start, end } = event.definition.span;
  const text = JSON.stringify([
    project.documents.get(event.file)?.text.slice(start, end).trimEnd(),
    logicOf(project, event),
    [...columnLogic(project, event)],
    comparable(event.properties),
  ]);
  const digest = createHash("sha1").update(text).digest("base64");
  spoken.set(event, { lookups, digest });
  return digest;
}

/** Events that an event's checks compare it with. */
function namedEvents({ definition: { tests, trackedAs } }: ProjectEvent): Set<string> {
  const followed = tests.flatMap((test) => (test.kind === "follows" ? [test.event.value] : []));
  return new Set([...followed, ...(trackedAs ? [trackedAs.event.value] : [])]);
}
