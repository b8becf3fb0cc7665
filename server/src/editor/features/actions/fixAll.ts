import type { Finding, TextEdit } from "../../../document/types.ts";

export interface FixedAll {
  /** Of the same text, none over another. */
  readonly edits: readonly TextEdit[];
  readonly fixed: number;
  /** Findings that need somebody's decision, or whose fix changes what another one does. */
  readonly left: number;
}

/**
 * Fixes all findings of one kind at once, by the fix that each prefers: one that several could replace, or that leaves something to
 * fill in, is nobody's but the author's. In: findings of one text, and their rule.
 */
export function fixAll(findings: readonly Finding[], rule: string): FixedAll {
  const edits: TextEdit[] = [];
  let fixed = 0;
  const ofRule = findings.filter((finding) => finding.rule === rule);
  for (const finding of ofRule) {
    const fix = preferredFix(finding);
    if (!fix || fix.edits.some((edit) => edits.some((other) => collide(edit, other)))) continue;
    edits.push(...fix.edits);
    fixed++;
  }
  return { edits, fixed, left: ofRule.length - fixed };
}

/** The fix that needs no decision; absent where there is none. */
export function preferredFix({ fixes }: Finding) {
  return fixes?.find(({ preferred }) => preferred);
}

/** Two texts at one place would follow each other, which neither has thought of. */
function collide({ span: a }: TextEdit, { span: b }: TextEdit): boolean {
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}
