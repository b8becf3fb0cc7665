import { lineBreak } from "../../document/lines.ts";
import { positionAt } from "../../document/positions.ts";
import { treePlaceOf } from "../../document/treePlace.ts";
import type { Finding, Span, TextDocument, TextEdit } from "../../document/types.ts";
import { allRules } from "../../rules/allRules.ts";
import type { FileView } from "../session/fileView.ts";
import { fixAll } from "./fixAll.ts";
import { seenTestsAction } from "./seen/tests.ts";

export interface Action {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The rule whose finding it mends; absent where it mends none. */
  readonly rule?: string;
  readonly at: Span;
  readonly preferred: boolean;
}

/**
 * What can be done about the findings that touch a range: their own fixes first, then what came out of examples and what
 * rows were seen to hold, then silencing them for a reason.
 */
export function codeActions(view: FileView, range: Span): Action[] {
  const { document, findings } = view;
  const here = findings.filter(({ span }) => touches(span, range));
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
  return [
    ...fixes,
    ...allOfAKind(findings, here),
    ...acceptances(view, range),
    ...seenTestsAction(view, (span) => touches(span, range)).map((offer) => ({ ...offer, preferred: false })),
    ...[...silenced.values()].map((finding) => suppression(document, finding)),
  ];
}

function touches(span: Span, range: Span): boolean {
  return span.start <= range.end && span.end >= range.start;
}

/** What is wrong here and elsewhere in the file for the same reason can be fixed at once. */
function allOfAKind(findings: readonly Finding[], here: readonly Finding[]): Action[] {
  const rules = new Map(here.map(({ rule, span }) => [rule, span]));
  return [...rules].flatMap(([rule, at]): Action[] => {
    const { edits, fixed } = fixAll(findings, rule);
    const title = `Fix all ${fixed} of ${rule} in this file`;
    return fixed > 1 ? [{ title, edits, rule, at, preferred: false }] : [];
  });
}

/** Examples that differed when they were last run may expect what came out. */
function acceptances({ project, file, differentExamples }: FileView, range: Span): Action[] {
  const events = project.events.filter(
    (event) => event.file === file && touches(event.definition.span, range),
  );
  return events
    .flatMap(differentExamples)
    .filter(({ span }) => touches(span, range))
    .map(({ name, span, edits }) => ({
      title: `Expect what comes out now (${name})`,
      edits,
      at: span,
      preferred: false,
    }));
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
  const comment = `${indent}# eventspec-ignore: ${finding.rule} — ${lineBreak(document.text)}`;
  return {
    title: `Suppress ${finding.rule} here, for a reason to fill in`,
    edits: [{ span: { start, end: start }, text: comment }],
    rule: finding.rule,
    at: finding.span,
    preferred: false,
  };
}
