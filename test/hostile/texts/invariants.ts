/** What holds of every text of a project, however broken: checked through the doors that the editor and the command line use. */
import { isDeepStrictEqual } from "node:util";
import type { Finding, Span } from "../../../server/src/document/types.ts";
import { codeLenses } from "../../../server/src/editor/features/codeLenses.ts";
import { complete } from "../../../server/src/editor/features/completion.ts";
import { hover } from "../../../server/src/editor/features/hover.ts";
import type { Project } from "../../../server/src/project/types.ts";
import { updateFile } from "../../../server/src/project/updateFile.ts";
import { type CheckOptions, checkFile } from "../../../server/src/rules/checkProject.ts";
import { viewOf } from "../../support/fileView.ts";
import type { Chance } from "./mutations.ts";

export interface Ground {
  /** The project before the damage: the file as its author last saved it. */
  readonly project: Project;
  readonly file: string;
  readonly knowledge: CheckOptions;
}

/**
 * The first thing that does not hold of a text; absent: all does. `others`: events whose lines stand as they stood, which keep
 * their lenses and completion. Dear looks are taken at some texts only.
 */
export function violation(
  ground: Ground,
  text: string,
  others: readonly string[],
  chance: Chance,
): string | undefined {
  try {
    const { project, file } = ground;
    const changed = updateFile(project, file, text);
    const wrong = findingViolation(ground, changed, text, chance);
    if (wrong !== undefined) return wrong;
    const view = viewOf(changed, file, { before: new Map([[file, project]]) });
    const lenses = codeLenses(view);
    const lens = lenses.find(({ span }) => wrongSpan(span, text.length) !== undefined);
    if (lens) return `a lens ${wrongSpan(lens.span, text.length)}`;
    const lost = others.find((name) => !lenses.some(({ event }) => event === name));
    if (lost !== undefined) return `the lenses of ${lost} are lost`;
    if (others.length > 0 && chance(16) === 0) return lossOfKeys(ground, text);
    if (chance(16) === 0) complete(view, chance(text.length + 1));
    if (chance(16) === 0) hover(view, chance(text.length + 1));
    return undefined;
  } catch (error) {
    return `throws ${error instanceof Error ? error.stack : String(error)}`;
  }
}

/** Whether keys are still offered in the last event. */
function lossOfKeys({ project, file }: Ground, text: string): string | undefined {
  const line = /( *)at: o\.shipped_at/.exec(text);
  if (!line) return undefined;
  const before = `${line[1]}w\n`;
  const typed = `${text.slice(0, line.index)}${before}${text.slice(line.index)}`;
  const view = viewOf(updateFile(project, file, typed), file, { before: new Map([[file, project]]) });
  const labels = complete(view, line.index + before.length - 1).map(({ label }) => label);
  return labels.includes("where") ? undefined : "the keys of the last event are not offered";
}

function findingViolation(
  { file, knowledge, project }: Ground,
  changed: Project,
  text: string,
  chance: Chance,
): string | undefined {
  const findings = checkFile(changed, file, knowledge);
  if (chance(16) === 0) {
    const again = checkFile(updateFile(project, file, text), file, knowledge);
    if (!isDeepStrictEqual(findings, again)) return "two runs find different things";
  }
  for (const finding of findings) {
    const wrong = wrongSpan(finding.span, text.length) ?? wrongFix(finding, text.length);
    if (wrong !== undefined) return `${finding.rule}: ${wrong} (${finding.message})`;
    const other = finding.related?.find((place) => place.file === file && wrongSpan(place.span, text.length));
    if (other) return `${finding.rule}: a related place ${wrongSpan(other.span, text.length)}`;
  }
  return undefined;
}

function wrongFix({ fixes = [] }: Finding, length: number): string | undefined {
  for (const { title, edits } of fixes) {
    let last = 0;
    for (const { span } of edits) {
      const wrong =
        wrongSpan(span, length) ?? (span.start < last ? "begins before the end of another" : undefined);
      if (wrong !== undefined) return `an edit of "${title}" ${wrong}`;
      last = span.end;
    }
  }
  return undefined;
}

function wrongSpan({ start, end }: Span, length: number): string | undefined {
  if (start > end) return `runs backwards, from ${start} to ${end}`;
  return start < 0 || end > length ? `leaves the text: ${start} to ${end} of ${length}` : undefined;
}
