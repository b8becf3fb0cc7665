import { lineBreak } from "../../document/lines.ts";
import { positionAt } from "../../document/positions.ts";
import { treePlaceOf } from "../../document/treePlace.ts";
import type { Finding, Span, TextDocument } from "../../document/types.ts";
import { allRules } from "../../rules/allRules.ts";
import type { FileView } from "../session/fileView.ts";
import type { Action } from "./actions/action.ts";
import { declareUnknown } from "./actions/declare.ts";
import { fixAll } from "./actions/fixAll.ts";
import { propertyForms } from "./actions/propertyForms.ts";
import { seenTestsAction } from "./seen/tests.ts";

/**
 * What can be done about the findings that touch a range: their own fixes first, then what came out of examples and what
 * rows were seen to hold, then other forms of what stands there, then silencing findings for a reason.
 */
export function codeActions(view: FileView, range: Span): Action[] {
  const { document, findings } = view;
  const here = findings.filter(({ span }) => touches(span, range));
  const fixes = here.flatMap((finding) =>
    (finding.fixes ?? []).map(
      (fix): Action => ({
        title: fix.title,
        kind: "fix",
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
    ...declareUnknown(view, here),
    ...allOfAKind(findings, here),
    ...acceptances(view, range),
    ...seenTestsAction(view, (span) => touches(span, range)).map(
      (offer): Action => ({ ...offer, kind: "fix", preferred: false }),
    ),
    ...propertyForms(view, (span) => touches(span, range)),
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
    return fixed > 1 ? [{ title, kind: "fix", edits, rule, at, preferred: false }] : [];
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
    .map(
      ({ name, span, edits }): Action => ({
        title: `Expect what comes out now (${name})`,
        kind: "fix",
        edits,
        at: span,
        preferred: false,
      }),
    );
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
    kind: "fix",
    edits: [{ span: { start, end: start }, text: comment }],
    rule: finding.rule,
    at: finding.span,
    preferred: false,
  };
}
