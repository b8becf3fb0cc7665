/** Which events are lost: the groups that lose more than all others, and how much of the loss that explains. */

/** Events that have something in common. */
export interface Group {
  readonly events: number;
  readonly lost: number;
}

/** What is said of a group that loses more than the others. */
export interface Cause<K> extends Group {
  readonly key: K;
  /** Shares that are tracked: of this group, and of all others. */
  readonly coverage: number;
  readonly otherCoverage: number;
  /** The share of all lost events that would not be lost if this group lost no more than the others. */
  readonly explains: number;
}

/**
 * How much more likely the counts are if the group loses events of its own than if all lose alike, as a logarithm; 0 for one that
 * loses no more than the others. Kulldorff's scan statistic for counts of yes and no (1997).
 */
export function evidence({ events, lost }: Group, all: Group): number {
  const others = { events: all.events - events, lost: all.lost - lost };
  if (events === 0 || others.events === 0) return 0;
  if (lost / events <= others.lost / others.events) return 0;
  return likelihood({ events, lost }) + likelihood(others) - likelihood(all);
}

/** The logarithm of how likely the counts are at their own share. */
function likelihood({ events, lost }: Group): number {
  const of = (count: number): number => (count === 0 ? 0 : count * Math.log(count / events));
  return of(lost) + of(events - lost);
}

/** Evidence that chance hardly ever gives to the best of so many groups: in simulations to about 1 %. */
const beyondChance = (groups: number): number => Math.log(groups) + 3;

function causeOf<K>(key: K, group: Group, all: Group): Cause<K> {
  const others = (all.lost - group.lost) / (all.events - group.events);
  return {
    key,
    ...group,
    coverage: 1 - group.lost / group.events,
    otherCoverage: 1 - others,
    explains: (group.lost - group.events * others) / all.lost,
  };
}

/** In: groups that part all events. Out: those that lose more than chance would have it, in their order. */
export function causesAmong<K>(groups: readonly (Group & { readonly key: K })[]): Cause<K>[] {
  const all = sumOf(groups);
  return groups
    .filter((group) => evidence(group, all) > beyondChance(groups.length))
    .map(({ key, events, lost }) => causeOf(key, { events, lost }, all));
}

/** Consecutive days, by their first and last one. */
export interface Stretch {
  readonly first: string;
  readonly last: string;
}

/** Stretches that are looked for one after the other. */
const mostStretches = 3;
/** Most stretches overlap: by simulation, chance finds as many as among three groups for each day. */
const stretchesOfDay = 3;
/** A longer one is a change, no outage. Days. */
const longestStretch = 60;

/** In: events by day, in order. Out: stretches of days that lose more than the others, the most certain first. */
export function outages(days: readonly (Group & { readonly day: string })[]): Cause<Stretch>[] {
  const all = sumOf(days);
  const found: Cause<Stretch>[] = [];
  let rest = days;
  while (found.length < mostStretches) {
    const best = bestStretch(rest);
    if (!best || best.evidence <= beyondChance(days.length * stretchesOfDay)) break;
    const inside = rest.slice(best.from, best.to);
    const [first, last] = [inside[0], inside.at(-1)];
    if (!first || !last) break;
    found.push(causeOf({ first: first.day, last: last.day }, sumOf(inside), all));
    rest = [...rest.slice(0, best.from), ...rest.slice(best.to)];
  }
  return found;
}

function bestStretch(days: readonly Group[]) {
  const all = sumOf(days);
  const longest = Math.min(longestStretch, Math.floor(days.length / 2));
  let best: { from: number; to: number; evidence: number } | undefined;
  for (let from = 0; from < days.length; from++) {
    const inside = { events: 0, lost: 0 };
    for (let to = from + 1; to <= Math.min(days.length, from + longest); to++) {
      inside.events += days[to - 1]?.events ?? 0;
      inside.lost += days[to - 1]?.lost ?? 0;
      const found = evidence(inside, all);
      if (found > (best?.evidence ?? 0)) best = { from, to, evidence: found };
    }
  }
  return best;
}

export function sumOf(groups: readonly Group[]): Group {
  return groups.reduce<Group>(
    (sum, { events, lost }) => ({ events: sum.events + events, lost: sum.lost + lost }),
    { events: 0, lost: 0 },
  );
}
