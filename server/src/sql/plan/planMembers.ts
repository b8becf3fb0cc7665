/** Which events a relation has. */
import { didYouMean } from "../../document/didYouMean.ts";
import type { Finding } from "../../document/types.ts";
import { matchesName } from "../../document/wildcards.ts";
import { openName } from "../../project/openNames.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { EventFilter, Stream } from "../../spec/projectTypes.ts";
import type { CompileOptions } from "../types.ts";

/** An event with the names wanted of it: its own, or some of its variants'. */
export interface Member {
  readonly event: ProjectEvent;
  readonly names: readonly string[];
  /** The same where rows of other names are not wanted. */
  readonly only?: readonly string[];
}

/** A member for each name that is known; for all together where none is. */
export function eachName({ event, names, only }: Member): Member[] {
  const [first] = names;
  const isUnknown = names.length === 1 && first === event.name && only === undefined;
  return isUnknown
    ? [{ event, names }]
    : names.map((name) => ({ event, names: [name], ...(isSome(event, [name], false) && { only: [name] }) }));
}

/** The members of each name: several documents may give one event. */
export function byName(members: readonly Member[]): [name: string, members: readonly Member[]][] {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const [name = ""] = member.names;
    groups.set(name, [...(groups.get(name) ?? []), member]);
  }
  return [...groups];
}

/** Whether these are not all names of an event. In: whether the event as such was asked for. */
function isSome(event: ProjectEvent, names: readonly string[], whole: boolean): boolean {
  return openName(event.definition) ? !whole : names.length < event.names.length;
}

/**
 * In: names, or a stream, or neither for all enabled events. Out: the members in the project's order; proposed events are none.
 * A name that no event has is a finding in the project file.
 */
export function membersOf(
  project: Project,
  options: CompileOptions,
  stream: Stream | undefined,
): { members: readonly Member[]; findings: readonly Finding[] } {
  const real = project.events.filter(({ definition }) => definition.proposed === undefined);
  const findings = unknownNames(project, options, stream);
  const wanted = options.events && new Set(options.events);
  const candidates = stream
    ? real.filter((event) => isMember(event, stream))
    : real.filter((event) => event.enabled || wanted !== undefined);
  const members = candidates.flatMap((event): Member[] => {
    const isOpen = openName(event.definition) !== undefined;
    const all = !wanted || (wanted.has(event.name) && (isOpen || !event.names.includes(event.name)));
    const names = event.names.filter(
      (name) => (all || wanted.has(name)) && isNamed(stream?.events, name, event.name),
    );
    if (names.length === 0) return [];
    const some = isSome(event, names, all && isNamed(stream?.events, event.name));
    return [{ event, names, ...(some && { only: names }) }];
  });
  return { members, findings };
}

/** Whether a stream has the event, or some of its variants. */
export function belongsTo(event: ProjectEvent, stream: Stream): boolean {
  const isReal = event.definition.proposed === undefined;
  return (
    isReal && isMember(event, stream) && event.names.some((name) => isNamed(stream.events, name, event.name))
  );
}

/** Streams hold what happened in the warehouse, unless they ask for another origin. */
function isMember(event: ProjectEvent, { entity, anonymous, events }: Stream): boolean {
  const carries = new Set(event.entities.map(({ name }) => name.value));
  const entities = [entity, anonymous].flatMap((one) => one?.value ?? []);
  if (entities.length > 0 && !entities.some((name) => carries.has(name))) return false;
  const has = <T>(wanted: readonly { readonly value: T }[] | undefined, own: readonly T[]) =>
    wanted === undefined || wanted.some(({ value }) => own.includes(value));
  return (
    has(events.tier, [event.tier]) &&
    has(
      events.tag,
      event.tags.map(({ value }) => value),
    ) &&
    has(events.owner, event.owner ? [event.owner.value] : []) &&
    (events.origin ? has(events.origin, [event.origin]) : event.origin === "warehouse")
  );
}

function isNamed(filter: EventFilter | undefined, ...names: readonly string[]): boolean {
  if (!filter?.name) return true;
  return filter.name.some(({ value }) => names.some((name) => matchesName(value, name)));
}

function unknownNames(project: Project, options: CompileOptions, stream: Stream | undefined): Finding[] {
  const finding = (what: string, name: string, known: readonly string[]): Finding => {
    const suggestion = didYouMean(name, known);
    return {
      file: project.file.file,
      rule: what === "stream" ? "unknown-stream" : "unknown-event",
      severity: "error",
      message: `There is no ${what} "${name}".`,
      ...(suggestion !== undefined && { hint: `Did you mean ${suggestion}?` }),
      span: { start: 0, end: 0 },
    };
  };
  const names = new Set(project.events.flatMap((event) => [event.name, ...event.names]));
  const streams = project.file.streams.map(({ name }) => name.value);
  return [
    ...(options.stream !== undefined && !stream ? [finding("stream", options.stream, streams)] : []),
    ...(options.events ?? [])
      .filter((name) => !names.has(name))
      .map((name) => finding("event", name, [...names])),
  ];
}
