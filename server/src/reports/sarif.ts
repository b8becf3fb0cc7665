import type { Severity } from "../document/types.ts";
import { allRules } from "../rules/allRules.ts";
import { fingerprints, fullMessage, leftUnchecked, located, type ReportInput, rangeOf } from "./input.ts";

const levels: Record<Severity, string> = { error: "error", warning: "warning", info: "note" };
/** GitHub refuses a run with more results. */
const mostResults = 25_000;

/** SARIF 2.1.0 (OASIS), as code scanning reads it. Columns are UTF-16 units. */
export function sarifReport(input: ReportInput): string {
  const { findings, toolVersion } = input;
  const names = [...new Set(findings.map(({ rule }) => rule))].sort();
  const prints = fingerprints(findings);
  const results = located(input)
    .map((each, index) => ({
      ruleId: each.finding.rule,
      ruleIndex: names.indexOf(each.finding.rule),
      level: levels[each.finding.severity],
      message: { text: fullMessage(each.finding) },
      locations: [place(each.path, each.range)],
      relatedLocations: relatedOf(input, index),
      partialFingerprints: { "eventspec/v1": prints[index] },
    }))
    .slice(0, mostResults);
  const driver = {
    name: "EventSpec",
    ...(toolVersion && { version: toolVersion }),
    rules: names.map(describe),
  };
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", invocations: [invocation(input)], results }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** SARIF 2.1.0, 3.20: what kept the run from looking at everything is a notification of it. */
function invocation(input: ReportInput) {
  const text = leftUnchecked(input);
  const notifications = text === undefined ? [] : [{ level: "note", message: { text } }];
  return { executionSuccessful: true, toolExecutionNotifications: notifications };
}

function describe(name: string) {
  const rule = allRules.find((each) => each.name === name);
  if (!rule) return { id: name };
  return {
    id: name,
    shortDescription: { text: rule.summary },
    defaultConfiguration: { level: levels[rule.severity] },
  };
}

function place(path: string, range: ReturnType<typeof rangeOf>) {
  return {
    physicalLocation: {
      artifactLocation: { uri: path.split("/").map(encodeURIComponent).join("/") },
      region: {
        startLine: range.start.line,
        startColumn: range.start.column,
        endLine: range.end.line,
        endColumn: range.end.column,
      },
    },
  };
}

function relatedOf(input: ReportInput, index: number) {
  const related = input.findings[index]?.related ?? [];
  const prefix = input.prefix ? `${input.prefix.replace(/\/$/, "")}/` : "";
  return related.map(({ file, span, message }) => ({
    ...place(prefix + file, rangeOf(input.project, file, span)),
    message: { text: message },
  }));
}
