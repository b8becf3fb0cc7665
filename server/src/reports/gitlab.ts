import { harmlessLine, jsonText } from "../document/harmless.ts";
import type { Severity } from "../document/types.ts";
import { fingerprints, located, type ReportInput, wholeMessage } from "./input.ts";

const levels: Record<Severity, string> = { error: "major", warning: "minor", info: "info" };

/**
 * GitLab's Code Quality report (docs.gitlab.com, "Code Quality report format"): a list, each finding with a fingerprint and the
 * one place that the format has room for.
 */
export function gitlabReport(input: ReportInput): string {
  const prints = fingerprints(input.findings);
  const issues = located(input).map((each, index) => ({
    description: harmlessLine(wholeMessage(each)),
    check_name: each.finding.rule,
    fingerprint: prints[index],
    severity: levels[each.finding.severity],
    location: {
      path: each.path,
      lines: { begin: each.range.start.line, end: each.range.end.line },
    },
  }));
  return jsonText(issues);
}
