import type { Severity } from "../document/types.ts";
import {
  countsInWords,
  fullMessage,
  type LocatedFinding,
  leftUnchecked,
  located,
  type ReportInput,
  severities,
} from "./input.ts";

const commands: Record<Severity, string> = { error: "error", warning: "warning", info: "notice" };
/** GitHub shows this many annotations of each level in one step, and drops the rest without a word. */
const shownByGitHub = 10;

/**
 * Workflow commands that GitHub Actions shows as annotations on the changed lines. What it would drop is rolled up in one
 * notice. Format: docs.github.com, "Workflow commands for GitHub Actions".
 */
export function githubReport(input: ReportInput): string {
  const all = severities.map((severity) =>
    located(input).filter(({ finding }) => finding.severity === severity),
  );
  const tooMany = all.some((findings) => findings.length > shownByGitHub);
  const room = (severity: Severity | undefined) => shownByGitHub - (tooMany && severity === "info" ? 1 : 0);
  const shown = all.flatMap((findings, index) => findings.slice(0, room(severities[index])));
  const rest = all.flatMap((findings, index) => findings.slice(room(severities[index])));
  const lines = [...shown.map(annotation), ...(rest.length > 0 ? [rollUp(rest)] : []), ...unchecked(input)];
  return lines.map((line) => `${line}\n`).join("");
}

function annotation({ finding, path, range }: LocatedFinding): string {
  const { start, end } = range;
  // Columns count only where start and end share a line.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  return command(
    finding.severity,
    { file: path, line: start.line, endLine: end.line, ...columns, title: finding.rule },
    finding.hint ? `${finding.message}\n${finding.hint}` : fullMessage(finding),
  );
}

/** A notice without a place, so that a green step is not taken for a complete one. */
function unchecked(input: ReportInput): string[] {
  const text = leftUnchecked(input);
  return text === undefined ? [] : [command("info", { title: "EventSpec" }, text)];
}

function rollUp(rest: readonly LocatedFinding[]): string {
  const byRule = new Map<string, number>();
  for (const { finding } of rest) byRule.set(finding.rule, (byRule.get(finding.rule) ?? 0) + 1);
  const rules = [...byRule].sort(([, a], [, b]) => b - a).map(([rule, count]) => `${count} × ${rule}`);
  const findings = rest.map(({ finding }) => finding);
  return command(
    "info",
    { title: "EventSpec" },
    `Not shown: ${countsInWords(findings)} more (${rules.join(", ")}).`,
  );
}

function command(
  severity: Severity,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const written = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(String(value))}`,
  );
  return `::${commands[severity]} ${written.join(",")}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
