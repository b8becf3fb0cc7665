import { jsonText } from "../../document/harmless.ts";
import { idOf } from "../../review/accepted.ts";
import type { Change } from "../../review/types.ts";
import { countsOf, rangeOf } from "../input.ts";
import { locatedChange, type ReviewInput } from "./input.ts";

/**
 * The contract of `diff --format json`, version 1. Paths are relative to the project, and `root` is where that is. A change stands in the
 * head, or, with `side: base`, where it was. `answer` is the step of the ladder that held for its SQL.
 */
export function reviewJson(input: ReviewInput): string {
  const { base, head, after, changes, findings, notes, rows } = input;
  return jsonText({
    version: 1,
    root: after.root,
    base: base.name,
    base_commit: base.hash,
    ...(head && { head: head.name, head_commit: head.hash }),
    changes: changes.map((change) => written(change, input)),
    ...(rows && { rows: Object.fromEntries([...rows].map(([event, { json }]) => [event, json])) }),
    findings: findings.map(({ file, rule, severity, message, hint, event, path, span }) => ({
      ...{ file, rule, severity, message, hint, event, path },
      range: rangeOf(after, file, span),
    })),
    counts: countsOf(findings),
    notes,
  });
}

function written(change: Change, input: ReviewInput) {
  const { event, kind, class: means, before, after, message, path, verdict, rule, approval, hint } = change;
  const place = locatedChange(input, change);
  return {
    ...{ id: idOf(change), event, kind, class: means, message, before, after, path },
    ...(place && { file: place.file, side: place.side, range: place.range }),
    ...(verdict && { answer: verdict.step, difference: verdict.difference, note: verdict.note }),
    ...{ rule, hint },
    ...(approval && { approved: approval }),
    ...(event !== undefined && input.rows?.has(event) && { rows: input.rows.get(event)?.json }),
  };
}
