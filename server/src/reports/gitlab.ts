import type { Severity } from "../document/types.ts";
import { fingerprints, fullMessage, located, type ReportInput } from "./input.ts";

const levels: Record<Severity, string> = { error: "major", warning: "minor", info: "info" };

/** GitLab's Code Quality report (docs.gitlab.com, "Code Quality report format"): a list, each finding with a fingerprint. */
export function gitlabReport(input: ReportInput): string {
  const prints = fingerprints(input.findings);
  const issues = located(input).map(({ finding, path, range }, index) => ({
    description: fullMessage(finding),
    check_name: finding.rule,
    fingerprint: prints[index],
    severity: levels[finding.severity],
    location: { path, lines: { begin: range.start.line, end: range.end.line } },
  }));
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}
