import { positionAt } from "../../document/positions.ts";
import { placeOf } from "../../document/treePlace.ts";
import type { Finding, Span, TextDocument, TextEdit } from "../../document/types.ts";
import type { FileView } from "../session/fileView.ts";

export interface Action {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The rule whose finding it mends. */
  readonly rule: string;
  readonly at: Span;
  readonly preferred: boolean;
}

/** What can be done about the findings that touch a range: their own fixes first, then silencing them with a reason. */
export function codeActions({ document, findings }: FileView, range: Span): Action[] {
  const here = findings.filter(({ span }) => span.start <= range.end && span.end >= range.start);
  const fixes = here.flatMap((finding) =>
    (finding.fixes ?? []).map(
      (fix): Action => ({
        title: fix.title,
        edits: fix.edits,
        rule: finding.rule,
        at: finding.span,
        preferred: fix.preferred === true,
      }),
    ),
  );
  const silenced = new Map(here.filter(canBeSilenced).map((finding) => [finding.rule, finding]));
  return [...fixes, ...[...silenced.values()].map((finding) => suppression(document, finding))];
}

/** What keeps a file from being understood can't be silenced: the comment would hide that nothing else was checked. */
function canBeSilenced(finding: Finding): boolean {
  return !["yaml-syntax", "duplicate-key", "unused-suppression", "suppression-without-reason"].includes(
    finding.rule,
  );
}

/** A comment on the line above the key that the finding belongs to; a block scalar has no room for one. */
function suppression(document: TextDocument, finding: Finding): Action {
  const { pair } = placeOf(document, finding.span);
  const { line } = positionAt(document, pair?.key.span.start ?? finding.span.start);
  const start = document.lineStarts[line] ?? 0;
  const indent = /^[ \t]*/.exec(document.text.slice(start))?.[0] ?? "";
  const lineBreak = document.text.includes("\r\n") ? "\r\n" : "\n";
  const comment = `${indent}# eventspec-ignore: ${finding.rule} — say why${lineBreak}`;
  return {
    title: `Suppress ${finding.rule} here, with a reason`,
    edits: [{ span: { start, end: start }, text: comment }],
    rule: finding.rule,
    at: finding.span,
    preferred: false,
  };
}
