import { positionAt } from "../../document/positions.ts";
import { treePlaceOf } from "../../document/treePlace.ts";
import type { Finding, Span, TextDocument } from "../../document/types.ts";
import type { AnyRule } from "../types.ts";
import { withPlace } from "./finish.ts";
import { nameRemedy } from "./fixes.ts";
import type { Run } from "./run.ts";
import { removalOf, type Suppression, suppressionsOf } from "./suppressions.ts";

/** Takes out what comments silence, and adds what is wrong with the comments. */
export function applySuppressions(
  run: Run,
  document: TextDocument,
  findings: readonly Finding[],
): readonly Finding[] {
  const suppressions = suppressionsOf(document);
  if (suppressions.length === 0) return findings;
  const speaking = byLineAndRule(suppressions);
  const used = new Set<string>();
  const left = findings.filter(({ rule, span }) => {
    const silencing = linesOf(document, span).flatMap((line) => speaking.get(`${line} ${rule}`) ?? []);
    for (const comment of silencing) used.add(useOf(comment, rule));
    return silencing.length === 0;
  });
  return [...left, ...suppressions.flatMap((each) => findingsAbout(run, document, each, used))];
}

/** Where the comments stand that silence a rule in a line. */
function byLineAndRule(suppressions: readonly Suppression[]): ReadonlyMap<string, readonly number[]> {
  const speaking = new Map<string, number[]>();
  for (const { line, names, span } of suppressions) {
    for (const { name } of names) {
      const key = `${line} ${name}`;
      const comments = speaking.get(key) ?? [];
      comments.push(span.start);
      speaking.set(key, comments);
    }
  }
  return speaking;
}

/** Where a comment may stand for a finding: its own line, and the line of the key that it belongs to (SQL in a block has no comments). */
function linesOf(document: TextDocument, span: Span): number[] {
  const { pair } = treePlaceOf(document, span);
  return [span.start, ...(pair ? [pair.key.span.start] : [])].map(
    (offset) => positionAt(document, offset).line,
  );
}

function useOf(comment: number, name: string): string {
  return `${comment} ${name}`;
}

function findingsAbout(
  run: Run,
  document: TextDocument,
  suppression: Suppression,
  used: ReadonlySet<string>,
): Finding[] {
  const found: (Finding | undefined)[] = suppression.names.map(({ name, span }) => {
    const rule = run.book.byName.get(name);
    if (!rule) {
      const remedy = nameRemedy(
        { value: name, span },
        { known: run.book.names, what: "rules", whereDeclared: "" },
        run.suggest,
      );
      const hint = remedy.fixes ? remedy.hint : "`eventspec rules` lists them.";
      const message = `No rule is called "${name}".`;
      return findingAbout(run, document, "unknown-rule", { span, message, ...remedy, hint });
    }
    if (used.has(useOf(suppression.span.start, name)) || !couldFind(run, rule, document.file))
      return undefined;
    const edit = removalOf(document, suppression, name);
    const fixes = [{ title: "Remove the suppression", edits: [edit], preferred: true }];
    const message = `"${name}" finds nothing here, so this suppression silences nothing.`;
    return findingAbout(run, document, "unused-suppression", { span, message, hint: "Remove it.", fixes });
  });
  if (suppression.names.length === 0) {
    const message = "This suppression names no rule.";
    const hint = "Write `# eventspec-ignore: rule-name — reason`.";
    found.push(findingAbout(run, document, "unused-suppression", { span: suppression.span, message, hint }));
  } else if (suppression.reason === "") {
    const message = "This suppression gives no reason.";
    const hint = "Say why behind a dash: `# eventspec-ignore: rule-name — reason`.";
    found.push(
      findingAbout(run, document, "suppression-without-reason", { span: suppression.span, message, hint }),
    );
  }
  return found.filter((finding) => finding !== undefined);
}

/** Whether everything that the rule needs is known, so that its silence means something. */
function couldFind({ knowledge, project }: Run, rule: AnyRule, file: string): boolean {
  const has = {
    parser: knowledge.parser !== undefined,
    types: knowledge.types !== undefined,
    catalog: project.catalog.known,
    // A check has one version of the project.
    base: false,
    data: knowledge.data?.has(file) === true,
  };
  return (rule.needs ?? []).every((need) => has[need]);
}

function findingAbout(
  run: Run,
  document: TextDocument,
  name: string,
  said: Pick<Finding, "span" | "message" | "hint" | "fixes">,
): Finding | undefined {
  const choice = run.choicesAt({ file: document.file }).get(name);
  const severity = choice && (choice.severity ?? run.book.byName.get(name)?.severity);
  return severity && withPlace(document, { file: document.file, rule: name, severity, ...said });
}
