import { countsOf, eventsIn, filesIn, located, type ReportInput } from "./input.ts";

/** The contract of `check --format json`, version 1. Paths are relative to the project; keys come in the order of the contract. */
export function jsonReport(input: ReportInput): string {
  const findings = located(input).map(({ finding, range }) => ({
    file: finding.file,
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    hint: finding.hint,
    event: finding.event,
    path: finding.path,
    range,
  }));
  const report = {
    version: 1,
    files: filesIn(input),
    events: eventsIn(input),
    findings,
    counts: countsOf(input.findings),
    checked: input.checked,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
