import type { CheckResult } from "../../proof/results.ts";
import { xml } from "../write/xml.ts";
import { comparison, countsOfResults, placeOfCheck, type TestReportInput } from "./input.ts";

/** JUnit XML: a suite for each event, a case for each check. */
export function testJunit(input: TestReportInput): string {
  const { results, elapsedMs } = input;
  const counts = countsOfResults(results);
  const events = [...new Set(results.map(({ check }) => check.event))];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="eventspec test" tests="${results.length}" failures="${counts.failed}" errors="${counts.error}" skipped="${counts.skipped}" time="${seconds(elapsedMs)}">`,
    ...events.map((event) =>
      suite(
        input,
        event.name,
        results.filter(({ check }) => check.event === event),
      ),
    ),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(input: TestReportInput, event: string, results: readonly CheckResult[]): string {
  const { failed, error, skipped } = countsOfResults(results);
  return [
    `  <testsuite name="${xml(event)}" tests="${results.length}" failures="${failed}" errors="${error}" skipped="${skipped}">`,
    ...results.map((result) => testCase(input, event, result)),
    "  </testsuite>",
  ].join("\n");
}

function testCase(input: TestReportInput, event: string, result: CheckResult): string {
  const { check, status, message, elapsedMs } = result;
  const { path, range } = placeOfCheck(input, result);
  const name = `${check.subject.kind}: ${check.name}`;
  const head = `    <testcase classname="${xml(event)}" name="${xml(name)}" file="${xml(path)}" line="${range.start.line}" time="${seconds(elapsedMs)}"`;
  if (status === "passed") return `${head}/>`;
  const text = [
    `${path}:${range.start.line}:${range.start.column} ${message}`,
    ...comparison(result),
    ...(result.details ?? []),
  ].join("\n");
  const body =
    status === "skipped"
      ? `      <skipped message="${xml(message)}"/>`
      : `      <${status === "failed" ? "failure" : "error"} type="${xml(check.subject.kind)}" message="${xml(message)}">${xml(text)}</${status === "failed" ? "failure" : "error"}>`;
  return [`${head}>`, body, "    </testcase>"].join("\n");
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
