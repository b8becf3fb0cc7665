/** Which event of the head is which one of the base: by its name, by `formerly`, and where neither says so, by what it means. */
import type { Project, ProjectEvent } from "../project/types.ts";
import { sameAliases } from "./aliases.ts";
import { canonical } from "./canonical.ts";
import { rowFacts } from "./facts/rowFacts.ts";
import { sqlFacts } from "./facts/sqlFacts.ts";

export interface Pair {
  readonly before: ProjectEvent;
  readonly after: ProjectEvent;
  /** `formerly`: renamed, and its ids stay; `unsaid`: renamed without a word; `swapped`: the two have exchanged their names. */
  readonly by: "name" | "formerly" | "unsaid" | "swapped";
}

export interface Paired {
  readonly pairs: readonly Pair[];
  readonly gone: readonly ProjectEvent[];
  readonly fresh: readonly ProjectEvent[];
}

export function pairEvents(base: Project, head: Project): Paired {
  const shared = new Set(head.events);
  const before = grouped(base.events.filter((event) => !shared.has(event)));
  const kept = new Set(base.events);
  const after = grouped(head.events.filter((event) => !kept.has(event)));
  const pairs: Pair[] = [];
  const gone: ProjectEvent[] = [];
  const fresh: ProjectEvent[] = [];
  for (const [name, events] of after) {
    const found = pairedSources(before.get(name) ?? [], events);
    pairs.push(...found.pairs);
    fresh.push(...found.fresh);
    gone.push(...found.gone);
  }
  for (const [name, events] of before) if (!after.has(name)) gone.push(...events);
  return withRenamed({ pairs: withSwapped(pairs, { base, head }), gone, fresh }, { base, head });
}

function grouped(events: readonly ProjectEvent[]): Map<string, ProjectEvent[]> {
  const found = new Map<string, ProjectEvent[]>();
  for (const event of events) {
    const list = found.get(event.name);
    if (list) list.push(event);
    else found.set(event.name, [event]);
  }
  return found;
}

/** Several documents may give one event: those of one source belong together, and then those that are left, in their order. */
function pairedSources(before: readonly ProjectEvent[], after: readonly ProjectEvent[]): Paired {
  const left = [...before];
  const pairs: Pair[] = [];
  const take = (event: ProjectEvent, fits: (one: ProjectEvent) => boolean): boolean => {
    const at = left.findIndex(fits);
    const [found] = at < 0 ? [] : left.splice(at, 1);
    if (found) pairs.push({ before: found, after: event, by: "name" });
    return found !== undefined;
  };
  const sourceOf = ({ document }: ProjectEvent) => canonical(document.source);
  const open = after.filter((event) => !take(event, (one) => sourceOf(one) === sourceOf(event)));
  const fresh = open.filter((event) => !take(event, () => true));
  return { pairs, gone: left, fresh };
}

interface Projects {
  readonly base: Project;
  readonly head: Project;
}

/** Two events, each of which now means what the other did. */
function withSwapped(pairs: readonly Pair[], { base, head }: Projects): Pair[] {
  const meant = new Map<string, Pair>();
  const moved = pairs.filter((pair) => {
    const was = meaningOf(base, pair.before);
    if (was === meaningOf(head, pair.after)) return false;
    meant.set(was, pair);
    return true;
  });
  const partner = (pair: Pair): Pair | undefined => {
    const other = meant.get(meaningOf(head, pair.after));
    return other && other !== pair && meaningOf(head, other.after) === meaningOf(base, pair.before)
      ? other
      : undefined;
  };
  const swapped = new Map(
    moved.flatMap((pair) => {
      const other = partner(pair);
      return other ? [[pair, other] as const] : [];
    }),
  );
  return pairs.map((pair) => {
    const other = swapped.get(pair);
    return other ? { before: other.before, after: pair.after, by: "swapped" } : pair;
  });
}

function withRenamed({ pairs, gone, fresh }: Paired, { base, head }: Projects): Paired {
  const left = [...gone];
  const found: Pair[] = [];
  const take = (event: ProjectEvent, by: Pair["by"], fits: (one: ProjectEvent) => boolean): boolean => {
    const at = left.findIndex(fits);
    const [before] = at < 0 ? [] : left.splice(at, 1);
    if (before) found.push({ before, after: event, by });
    return before !== undefined;
  };
  const open = fresh.filter((event) => {
    const former = new Set(event.definition.formerly?.map(({ value }) => value));
    return !take(event, "formerly", ({ name }) => former.has(name));
  });
  if (left.length === 0) return { pairs: [...pairs, ...found], gone: left, fresh: open };
  let unknown = open;
  for (const likeness of [meaningOf, coreOf]) {
    const meant = new Map(left.map((event) => [likeness(base, event), event]));
    unknown = unknown.filter((event) => {
      const same = meant.get(likeness(head, event));
      return !take(event, "unsaid", (one) => one === same);
    });
  }
  return { pairs: [...pairs, ...found], gone: left, fresh: unknown };
}

/** What an event is even when filters and properties change with its name: its source, key and time, whatever its tables are called. */
function coreOf(project: Project, event: ProjectEvent): string {
  const facts = [...rowFacts(project, event, sameAliases), ...sqlFacts(project, event, sameAliases)];
  const texts = facts
    .filter(({ kind }) => kind === "source" || kind === "key" || kind === "time")
    .map(({ id, says, sql }) => [id, says, ...sql.map(({ text }) => text.replace(/\w+\.|\s+/g, ""))]);
  return JSON.stringify(texts);
}

/** What decides the rows of an event, as one text; its name is no part of that. */
function meaningOf(project: Project, event: ProjectEvent): string {
  const facts = [...rowFacts(project, event, sameAliases), ...sqlFacts(project, event, sameAliases)];
  const texts = facts
    .filter(({ kind }) => kind !== "documentation" && kind !== "destination")
    .map(({ id, says, sql }) => [id, says, ...sql.map(({ text }) => text.replace(/\s+/g, " ").trim())]);
  return JSON.stringify(texts.sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
}
