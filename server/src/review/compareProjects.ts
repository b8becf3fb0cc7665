/** Two versions of a project → all that changed between them, by what it means. */

import { withVersions } from "./approve.ts";
import { type Comparing, comparePair, goneEvent, newEvent } from "./compareEvent.ts";
import { pairEvents } from "./pairs.ts";
import { compareProjectFiles } from "./projectFile.ts";
import type { Change, ChangeClass } from "./types.ts";
import { changeClasses } from "./types.ts";

/**
 * Compares events, not texts: what defaults, anchors, files and order give comes out the same. Events that both sides share as
 * objects have not changed. Out: the gravest first, and those of one event together; approved by what the specs themselves say.
 */
export async function compareProjects(comparing: Comparing): Promise<readonly Change[]> {
  const { base, head } = comparing;
  if (base === head) return [];
  const { pairs, gone, fresh } = pairEvents(base, head);
  const compared: Change[] = [...compareProjectFiles(base, head)];
  for (const pair of pairs) compared.push(...withVersions(await comparePair(pair, comparing), pair));
  const [before, after] = [namesIn(base.events), namesIn(head.events)];
  for (const event of gone)
    compared.push(goneEvent(event, base, after.has(event.name) ? "source" : undefined));
  for (const event of fresh)
    compared.push(newEvent(event, head, before.has(event.name) ? "source" : undefined));
  return sorted(compared);
}

const namesIn = (events: readonly { readonly name: string }[]): ReadonlySet<string> =>
  new Set(events.map(({ name }) => name));

/** By event, that with the gravest change first; of equals in the order of their names. */
function sorted(changes: readonly Change[]): Change[] {
  const rank = (kind: ChangeClass): number => changeClasses.indexOf(kind);
  const worst = new Map<string, number>();
  for (const { event = "", class: kind } of changes)
    worst.set(event, Math.min(worst.get(event) ?? changeClasses.length, rank(kind)));
  const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return changes.toSorted(
    (a, b) =>
      (worst.get(a.event ?? "") ?? 0) - (worst.get(b.event ?? "") ?? 0) ||
      byName(a.event ?? "", b.event ?? "") ||
      rank(a.class) - rank(b.class),
  );
}
