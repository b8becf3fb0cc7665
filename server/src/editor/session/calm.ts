/** What is shown of findings while somebody types: nothing new appears, and what is gone goes. */
import type { Finding, Span } from "../../document/types.ts";

/** One stretch of a text that was replaced. */
export interface Edit {
  /** Of the older text. */
  readonly span: Span;
  /** UTF-16 units that stand there now. */
  readonly length: number;
}

/** The shortest edit that makes one text of another. */
export function editBetween(older: string, newer: string): Edit {
  const most = Math.min(older.length, newer.length);
  let start = 0;
  while (start < most && older[start] === newer[start]) start++;
  let end = 0;
  while (end < most - start && older.at(-1 - end) === newer.at(-1 - end)) end++;
  return { span: { start, end: older.length - end }, length: newer.length - end - start };
}

/** Findings where they stand after an edit of their file; those that it touches are gone. */
export function movedBy({ span, length }: Edit, findings: readonly Finding[]): Finding[] {
  const by = length - (span.end - span.start);
  return findings.flatMap((finding) => {
    if (finding.span.end < span.start) return [finding];
    if (finding.span.start <= span.end) return [];
    return [{ ...finding, span: { start: finding.span.start + by, end: finding.span.end + by } }];
  });
}

/** Of the findings on show those that still hold. While a text can't be read as a whole, nobody knows: all of them. */
export function stillShown(
  shown: readonly Finding[],
  found: readonly Finding[],
  isDamaged: boolean,
): readonly Finding[] {
  if (isDamaged) return shown;
  const identities = new Set(shown.map(identity));
  return found.filter((finding) => identities.has(identity(finding)));
}

function identity({ rule, message, span }: Finding): string {
  return JSON.stringify([rule, message, span.start, span.end]);
}
