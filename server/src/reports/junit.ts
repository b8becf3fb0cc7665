import {
  type LocatedFinding,
  leftUnchecked,
  located,
  pathOf,
  type ReportInput,
  wholeMessage,
} from "./input.ts";
import { xml } from "./write/xml.ts";

/** JUnit XML: a suite for each file that was checked, a failed case for each finding, one passed case where there is none. */
export function junitReport(input: ReportInput): string {
  const all = located(input);
  const files = (input.files ?? [...input.project.documents.keys()]).map((file) => pathOf(input, file));
  const suites = files.map((file) =>
    suite(
      file,
      all.filter(({ path }) => path === file),
    ),
  );
  const reason = leftUnchecked(input);
  const unchecked = reason === undefined ? [] : [skippedSuite(reason)];
  const tests = files.reduce(
    (sum, file) => sum + Math.max(1, all.filter(({ path }) => path === file).length),
    unchecked.length,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="eventspec check" tests="${tests}" failures="${all.length}"${unchecked.length > 0 ? ' skipped="1"' : ""}>`,
    ...suites,
    ...unchecked,
    "</testsuites>",
    "",
  ].join("\n");
}

/** What was not looked at is a case that was left out. */
function skippedSuite(reason: string): string {
  return [
    '  <testsuite name="warehouse" tests="1" failures="0" skipped="1">',
    '    <testcase classname="warehouse" name="columns and types">',
    `      <skipped message="${xml(reason)}"/>`,
    "    </testcase>",
    "  </testsuite>",
  ].join("\n");
}

function suite(file: string, findings: readonly LocatedFinding[]): string {
  const count = Math.max(1, findings.length);
  const cases =
    findings.length > 0
      ? findings.map(failed)
      : [`    <testcase classname="${xml(file)}" name="no findings"/>`];
  return [
    `  <testsuite name="${xml(file)}" tests="${count}" failures="${findings.length}">`,
    ...cases,
    "  </testsuite>",
  ].join("\n");
}

function failed(located: LocatedFinding): string {
  const { finding, path, range } = located;
  const place = `${path}:${range.start.line}:${range.start.column}`;
  const name = `${finding.rule} ${range.start.line}:${range.start.column}`;
  return [
    `    <testcase classname="${xml(path)}" name="${xml(name)}">`,
    `      <failure type="${finding.severity}" message="${xml(finding.message)}">${xml(`${place} ${wholeMessage(located)}`)}</failure>`,
    "    </testcase>",
  ].join("\n");
}
