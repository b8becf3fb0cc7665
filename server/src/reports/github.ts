import type { Severity } from "../document/types.ts";
import {
  countsInWords,
  fullMessage,
  type LocatedFinding,
  leftUnchecked,
  located,
  otherPlaces,
  type Range,
  type ReportInput,
  severities,
} from "./input.ts";
import { shownByGitHub, workflowCommand } from "./write/workflowCommand.ts";

/**
 * Workflow commands that GitHub Actions shows as annotations on the changed lines. What it would drop is rolled up in one
 * notice. Format: docs.github.com, "Workflow commands for GitHub Actions".
 */
export function githubReport(input: ReportInput): string {
  const findings = located(input);
  const all = severities.map((severity) => findings.filter(({ finding }) => finding.severity === severity));
  const tooMany = all.some((each) => each.length > shownByGitHub);
  const room = (severity: Severity | undefined) => shownByGitHub - (tooMany && severity === "info" ? 1 : 0);
  const shown = all.flatMap((each, index) => each.slice(0, room(severities[index])));
  const rest = all.flatMap((each, index) => each.slice(room(severities[index])));
  const notices = shown.filter(({ finding }) => finding.severity === "info").length;
  const others = otherAnnotations(shown, findings).slice(0, room("info") - notices);
  const lines = [
    ...shown.map(annotation),
    ...others,
    ...(rest.length > 0 ? [rollUp(rest)] : []),
    ...unchecked(input),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function annotation(located: LocatedFinding): string {
  const { finding, path, range } = located;
  const { message, hint } = finding;
  const lines = [message, ...(hint ? [hint] : []), ...otherPlaces(located)];
  return workflowCommand(finding.severity, placed(path, range, finding.rule), lines.join("\n"));
}

/** A notice on each of the other places that a finding is about, unless one of the same rule stands there anyway. */
function otherAnnotations(shown: readonly LocatedFinding[], all: readonly LocatedFinding[]): string[] {
  const key = (rule: string, path: string, { start }: Range) =>
    `${rule} ${start.line}:${start.column} ${path}`;
  const marked = new Set(all.map(({ finding, path, range }) => key(finding.rule, path, range)));
  return shown.flatMap(({ finding, path, range, related }) =>
    related.flatMap((other) => {
      const place = key(finding.rule, other.path, other.range);
      if (marked.has(place)) return [];
      marked.add(place);
      const text = `${other.message} See ${path}:${range.start.line}: ${fullMessage(finding)}`;
      return [workflowCommand("info", placed(other.path, other.range, finding.rule), text)];
    }),
  );
}

function placed(file: string, { start, end }: Range, title: string): Record<string, string | number> {
  // Columns count only where start and end share a line.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  return { file, line: start.line, endLine: end.line, ...columns, title };
}

/** A notice without a place, so that a green step is not taken for a complete one. */
function unchecked(input: ReportInput): string[] {
  const text = leftUnchecked(input);
  return text === undefined ? [] : [workflowCommand("info", { title: "EventSpec" }, text)];
}

function rollUp(rest: readonly LocatedFinding[]): string {
  const byRule = new Map<string, number>();
  for (const { finding } of rest) byRule.set(finding.rule, (byRule.get(finding.rule) ?? 0) + 1);
  const rules = [...byRule].sort(([, a], [, b]) => b - a).map(([rule, count]) => `${count} × ${rule}`);
  const findings = rest.map(({ finding }) => finding);
  return workflowCommand(
    "info",
    { title: "EventSpec" },
    `Not shown: ${countsInWords(findings)} more (${rules.join(", ")}).`,
  );
}
