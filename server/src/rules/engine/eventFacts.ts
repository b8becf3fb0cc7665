import type { ProjectEvent } from "../../project/types.ts";
import { plainName } from "./names.ts";

/** A place where an event names another one. */
export interface EventReference {
  readonly name: { readonly value: string; readonly span: { readonly start: number; readonly end: number } };
  readonly file: string;
}

/** The places where an event names another one: in tests, as its twin, as its replacement. */
export function referencesOf(event: ProjectEvent): EventReference[] {
  const { tests, trackedAs, deprecated } = event.definition;
  const names = tests.flatMap((test) => (test.kind === "follows" ? [test.event] : []));
  if (trackedAs) names.push(trackedAs.event);
  if (deprecated?.use) names.push(deprecated.use);
  return names.map((name) => ({ name, file: event.file }));
}

/** Names of an event as readers tell them apart; each once. */
export function plainNames(event: ProjectEvent): readonly string[] {
  return event.names.length === 1
    ? [plainName(event.names[0] ?? "")]
    : [...new Set(event.names.map(plainName))];
}

/** What rules may say about other files because of these events: when none of it changes, they say the same. */
export function factsOf(events: readonly ProjectEvent[]): ReadonlySet<string> {
  const facts = new Set<string>();
  for (const event of events) {
    for (const name of event.names) facts.add(`name ${name}`);
    for (const { name, type, sql, constant } of event.properties) {
      const meaning = type ? JSON.stringify(type.value) : (sql?.text ?? constant?.text ?? "");
      facts.add(`property ${name.value} ${meaning}`);
    }
  }
  return facts;
}
