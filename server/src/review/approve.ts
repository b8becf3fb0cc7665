/** Changes that the specs themselves approve. */
import type { Pair } from "./pairs.ts";
import type { Change, ReviewRule } from "./types.ts";

/** What raising an event's version says: readers know that its rows mean something else. */
const ofVersions: ReadonlySet<ReviewRule> = new Set([
  "meaning-changed",
  "property-removed",
  "property-type-changed",
  "property-became-required",
  "value-removed",
]);

export function withVersions(changes: readonly Change[], { before, after }: Pair): readonly Change[] {
  if (after.version <= before.version) return changes;
  const why = `\`version\` is raised from ${before.version} to ${after.version}.`;
  return changes.map((change) =>
    change.rule && ofVersions.has(change.rule) ? { ...change, approval: { by: "version", why } } : change,
  );
}
