import { positionAt } from "../../document/positions.ts";
import { treePlaceOf } from "../../document/treePlace.ts";
import type { Finding, Span, TextDocument, TextEdit } from "../../document/types.ts";
import { allRules } from "../../rules/allRules.ts";
import type { FileView } from "../session/fileView.ts";

export interface Action {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The rule whose finding it mends. */
  readonly rule: string;
  readonly at: Span;
  readonly preferred: boolean;
}

/** What can be done about the findings that touch a range: their own fixes first, then silencing them for a reason. */
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

/**
 * Rules that are on in every preset find what is wrong: a file that can't be understood, SQL that would not run, a secret. A comment
 * would hide that and mend nothing, so none is offered.
 */
const unsilenced = new Set(
  allRules.filter(({ presets }) => presets.includes("minimal")).map(({ name }) => name),
);

/** Whoever silences a suppression without a reason may as well write one. */
function canBeSilenced({ rule }: Finding): boolean {
  return !unsilenced.has(rule) && rule !== "suppression-without-reason";
}

/**
 * A comment on the line above the key that the finding belongs to; a block scalar has no room for one. The reason is the author's to
 * write: until then `suppression-without-reason` finds the comment.
 */
function suppression(document: TextDocument, finding: Finding): Action {
  const { pair } = treePlaceOf(document, finding.span);
  const { line } = positionAt(document, pair?.key.span.start ?? finding.span.start);
  const start = document.lineStarts[line] ?? 0;
  const indent = /^[ \t]*/.exec(document.text.slice(start))?.[0] ?? "";
  const lineBreak = document.text.includes("\r\n") ? "\r\n" : "\n";
  const comment = `${indent}# eventspec-ignore: ${finding.rule} — ${lineBreak}`;
  return {
    title: `Suppress ${finding.rule} here, for a reason to fill in`,
    edits: [{ span: { start, end: start }, text: comment }],
    rule: finding.rule,
    at: finding.span,
    preferred: false,
  };
}
