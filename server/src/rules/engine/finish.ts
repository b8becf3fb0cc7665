import { treePlaceOf } from "../../document/treePlace.ts";
import type { Finding, TextDocument } from "../../document/types.ts";

/** Adds the path of keys, and the event that they lead through. */
export function withPlace(document: TextDocument, finding: Finding, event?: string): Finding {
  const { path } = treePlaceOf(document, finding.span);
  const named = path[0] === "events" && typeof path[1] === "string" ? path[1] : event;
  return {
    ...finding,
    ...(named !== undefined && finding.event === undefined && { event: named }),
    ...(path.length > 0 && finding.path === undefined && { path: path.join(".") }),
  };
}

/** Where YAML has torn SQL apart, what others say of the pieces is no news. */
export function withoutConsequences(findings: readonly Finding[]): readonly Finding[] {
  const torn = findings.filter(({ rule }) => rule === "sql-lost-in-yaml");
  if (torn.length === 0) return findings;
  const isPiece = ({ span }: Finding) =>
    torn.some((whole) => whole.span.start <= span.start && span.end <= whole.span.end);
  return findings.filter((finding) => finding.rule === "sql-lost-in-yaml" || !isPiece(finding));
}

/** Sorted by place, each finding once. */
export function finished(findings: readonly Finding[]): Finding[] {
  const once = new Map(findings.map((finding) => [identityOf(finding), finding]));
  return [...once.values()].sort(byPlace);
}

function identityOf({ file, rule, span, message }: Finding): string {
  return `${file}\n${rule}\n${span.start}\n${span.end}\n${message}`;
}

function byPlace(a: Finding, b: Finding): number {
  return (
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
