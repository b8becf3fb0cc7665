/** One event on both sides → what changed. */
import { setKey } from "../document/write/setKey.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import type { DialectName } from "../sql/types.ts";
import { aliasesBetween, sameAliases } from "./aliases.ts";
import { compareFacts, textAt } from "./compareFacts.ts";
import { aboutFacts } from "./facts/aboutFacts.ts";
import { rowFacts } from "./facts/rowFacts.ts";
import { sqlFacts } from "./facts/sqlFacts.ts";
import type { Pair } from "./pairs.ts";
import { compareProperties, type EventSides } from "./properties.ts";
import { compareMembership } from "./streams.ts";
import { compareProofs } from "./tests.ts";
import type { Change, Judge, Place } from "./types.ts";
import { compareVariants } from "./variants.ts";

export interface Comparing {
  readonly base: Project;
  readonly head: Project;
  readonly dialect: DialectName;
  readonly judge: Judge;
}

export async function comparePair(pair: Pair, comparing: Comparing): Promise<Change[]> {
  const { before, after } = pair;
  const { base, head, dialect, judge } = comparing;
  const appeared = lifeChange(pair, comparing);
  if (appeared) return [appeared];
  const rename = aliasesBetween(before, after, dialect);
  const sides: EventSides = { base, head, event: after.name, judge, before, after, rename };
  const facts = (project: Project, event: ProjectEvent, names: typeof rename) => [
    ...rowFacts(project, event, names),
    ...sqlFacts(project, event, names),
    ...aboutFacts(event),
  ];
  return [
    ...nameChanges(pair, comparing),
    ...switchChanges(pair),
    ...compareVariants(sides),
    ...compareMembership(sides),
    ...(await compareFacts(facts(base, before, rename), facts(head, after, sameAliases), sides)),
    ...(await compareProperties(sides)),
    ...compareProofs(sides),
    ...versionChange(pair),
  ];
}

export function newEvent(event: ProjectEvent, head: Project, other?: "source"): Change {
  const place = nameOf(event);
  const shared = { event: event.name, path: pathOf(event), head: place, after: textAt(head, place) };
  if (other)
    return {
      ...shared,
      kind: "source-added",
      what: "A source",
      class: "meaning",
      message: `Another document gives \`${event.name}\`, too: it has more rows.`,
      rule: "meaning-changed",
    };
  return {
    ...shared,
    kind: "event-added",
    what: "The event",
    class: "additive",
    message: `\`${event.name}\` is new.`,
  };
}

export function goneEvent(event: ProjectEvent, base: Project, other?: "source"): Change {
  const place = nameOf(event);
  const { deprecated, proposed } = event.definition;
  const shared = { event: event.name, path: pathOf(event), base: place, before: textAt(base, place) };
  if (proposed)
    return {
      ...shared,
      kind: "event-removed",
      what: "The event",
      class: "documentation",
      message: `\`${event.name}\`, which was only proposed, is gone.`,
    };
  return {
    ...shared,
    kind: other ? "source-removed" : "event-removed",
    what: other ? "A source" : "The event",
    class: "breaking",
    message: other
      ? `A document no longer gives \`${event.name}\`: its rows are gone.`
      : `\`${event.name}\` is gone.`,
    rule: "event-removed",
    hint: "Set `deprecated:` with `use:` first, and remove it once nobody reads it; of a renamed event say `formerly`.",
    ...(deprecated && {
      approval: { by: "deprecated" as const, why: "It was marked as deprecated before." },
    }),
  };
}

const nameOf = ({ file, definition }: ProjectEvent): Place => ({ file, span: definition.name.span });
const pathOf = ({ definition }: ProjectEvent): string => `events.${definition.name.value}`;

/** Proposed events yield nothing: what is derived now is new, and what is only proposed now is gone. */
function lifeChange({ before, after }: Pair, { base, head }: Comparing): Change | undefined {
  const [was, is] = [before.definition.proposed, after.definition.proposed].map(Boolean);
  if (was && !is)
    return { ...newEvent(after, head), message: `\`${after.name}\`, which was proposed, has rows now.` };
  if (!was && is)
    return {
      ...goneEvent(before, base),
      event: after.name,
      head: nameOf(after),
      message: `\`${after.name}\` is only proposed now: it has no rows.`,
    };
  return undefined;
}

/** The name that ids are made of: the first that the event bore. */
const idName = ({ name, definition }: ProjectEvent): string => definition.formerly?.[0]?.value ?? name;

function nameChanges(pair: Pair, { head }: Comparing): Change[] {
  const { before, after, by } = pair;
  const shared = {
    event: after.name,
    what: "The name",
    path: pathOf(after),
    before: before.name,
    after: after.name,
    base: nameOf(before),
    head: nameOf(after),
  };
  if (by === "swapped")
    return [
      {
        ...shared,
        kind: "events-swapped",
        class: "breaking",
        message: `\`${after.name}\` now means what \`${before.name}\` meant, and the other way round: ids and history of both are mixed up.`,
        rule: "event-removed",
        hint: "Give them their own names back, or give both new names.",
      },
    ];
  if (idName(before) !== idName(after)) return [newIds(pair, shared, head)];
  if (before.name === after.name) return [];
  const message = `\`${before.name}\` is now called \`${after.name}\`; its ids stay, only the column \`event\` has the new name.`;
  return [{ ...shared, kind: "event-renamed", class: "documentation", message }];
}

function newIds(
  { before, after }: Pair,
  shared: Omit<Change, "kind" | "class" | "message">,
  head: Project,
): Change {
  const document = head.documents.get(after.file);
  const entry = { key: "formerly", inline: `[${idName(before)}]` };
  const isPlain = /^[\w-]+$/.test(idName(before)) && !after.definition.formerly;
  const edits =
    document && isPlain ? setKey(document, after.definition.name.span, entry, "first") : undefined;
  const renamed = before.name !== after.name;
  const message = renamed
    ? `\`${before.name}\` is now called \`${after.name}\`, and nothing says so: all its ids change.`
    : `The ids of \`${after.name}\` are no longer made of \`${idName(before)}\`: all of them change.`;
  return {
    ...shared,
    kind: "event-renamed",
    class: "breaking",
    message,
    rule: "event-removed",
    hint: `Say what it was called first: \`formerly: [${idName(before)}]\`.`,
    ...(edits && { fixes: [{ title: `Say that it was called ${idName(before)}`, edits, preferred: true }] }),
  };
}

function switchChanges({ before, after }: Pair): Change[] {
  if (before.enabled === after.enabled) return [];
  const shared = {
    event: after.name,
    what: "The event",
    path: "enabled",
    base: nameOf(before),
    head: nameOf(after),
  };
  return [
    after.enabled
      ? {
          ...shared,
          kind: "event-switched-on",
          class: "additive",
          message: `\`${after.name}\` is switched on.`,
        }
      : {
          ...shared,
          kind: "event-switched-off",
          class: "breaking",
          message: `\`${after.name}\` is switched off: it has no rows.`,
          rule: "event-removed",
          hint: "Leave its switches on, or deprecate it first.",
        },
  ];
}

function versionChange({ before, after }: Pair): Change[] {
  if (before.version === after.version) return [];
  const raised = after.version > before.version;
  return [
    {
      event: after.name,
      kind: raised ? "version-raised" : "version-lowered",
      what: "The version",
      class: raised ? "documentation" : "meaning",
      message: `The version is ${after.version} instead of ${before.version}.`,
      before: String(before.version),
      after: String(after.version),
      path: `${pathOf(after)}.version`,
      base: { file: before.file, span: before.definition.version?.span ?? before.definition.name.span },
      head: { file: after.file, span: after.definition.version?.span ?? after.definition.name.span },
      ...(!raised && { rule: "meaning-changed" as const, hint: "Versions only grow." }),
    },
  ];
}
