import type { Severity } from "../../document/types.ts";
import type { CheckResult, CheckStatus } from "../../proof/results.ts";
import { shownByGitHub, workflowCommand } from "../write/workflowCommand.ts";
import { comparison, placeOfCheck, resultsInWords, type TestReportInput } from "./input.ts";

const severities: Readonly<Record<CheckStatus, Severity | undefined>> = {
  failed: "error",
  error: "error",
  skipped: "info",
  passed: undefined,
};

/** Annotations at the lines of checks that did not pass, the failed ones first, and a notice that sums up. */
export function testGithub(input: TestReportInput): string {
  const { results } = input;
  const failed = results.filter(({ status }) => status === "failed" || status === "error");
  const skipped = results.filter(({ status }) => status === "skipped");
  const shown = [...failed.slice(0, shownByGitHub), ...skipped.slice(0, shownByGitHub - 1)];
  const left = failed.length + skipped.length - shown.length;
  const summary = `${resultsInWords(results)}${left > 0 ? `; ${left} of them are not shown` : ""}.`;
  const lines = [
    ...shown.map((result) => annotation(input, result)),
    workflowCommand("info", { title: "EventSpec tests" }, summary),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function annotation(input: TestReportInput, result: CheckResult): string {
  const { check, status, message } = result;
  const { path, range } = placeOfCheck(input, result);
  const title = `${check.event.name}: ${check.subject.kind} ${check.name}`;
  const place = { file: path, line: range.start.line, endLine: range.end.line, title };
  const text = [message, ...comparison(result), ...(result.details ?? [])].join("\n");
  return workflowCommand(severities[status] ?? "info", place, text);
}
