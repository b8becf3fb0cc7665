import { harmlessText, jsonText } from "../document/harmless.ts";
import type { Severity } from "../document/types.ts";
import { allRules } from "../rules/allRules.ts";
import { addressOfPage } from "../rules/rulePage.ts";
import {
  countsInWords,
  fingerprints,
  fullMessage,
  type LocatedFinding,
  leftUnchecked,
  located,
  type Range,
  type ReportInput,
  severities,
} from "./input.ts";

const levels: Record<Severity, string> = { error: "error", warning: "warning", info: "note" };
/** GitHub refuses a run with more results (docs.github.com, "SARIF support for code scanning"). */
const mostResults = 25_000;

/** SARIF 2.1.0 (OASIS), as code scanning reads it. Columns are UTF-16 units. */
export function sarifReport(input: ReportInput): string {
  const { findings, toolVersion } = input;
  const prints = fingerprints(findings);
  const all = located(input).map((each, index) => ({ ...each, print: prints[index] }));
  const worst = severities.flatMap((severity) => all.filter(({ finding }) => finding.severity === severity));
  const kept = worst.slice(0, mostResults);
  const names = [...new Set(kept.map(({ finding }) => finding.rule))].sort();
  const indexes = new Map(names.map((name, index) => [name, index]));
  const results = kept.map((each) => ({
    ...resultOf(each),
    ruleIndex: indexes.get(each.finding.rule),
    partialFingerprints: { "eventspec/v1": each.print },
  }));
  const driver = {
    name: "EventSpec",
    ...(toolVersion && { version: toolVersion }),
    rules: names.map((name) => describe(name, input.pages?.get(name))),
  };
  return jsonText({
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver },
        columnKind: "utf16CodeUnits",
        invocations: [invocation(input, worst.slice(mostResults))],
        results,
      },
    ],
  });
}

/** SARIF 2.1.0, 3.20: what the run did not look at and what its log leaves out are notifications of it. */
function invocation(input: ReportInput, left: readonly LocatedFinding[]) {
  const unchecked = leftUnchecked(input);
  const notes =
    left.length > 0 ? [`Not shown: ${countsInWords(left.map(({ finding }) => finding))} more.`] : [];
  if (unchecked !== undefined) notes.push(unchecked);
  const toolExecutionNotifications = notes.map((text) => ({ level: "note", message: messageOf(text) }));
  return { executionSuccessful: true, toolExecutionNotifications };
}

function describe(name: string, page: string | undefined) {
  const rule = allRules.find((each) => each.name === name);
  if (!rule) return { id: name };
  const why = page && sectionOf(page, "Why");
  return {
    id: name,
    shortDescription: { text: rule.summary },
    ...(why && { fullDescription: { text: why } }),
    helpUri: addressOfPage(name),
    ...(page && { help: { text: page, markdown: page } }),
    defaultConfiguration: { level: levels[rule.severity] },
  };
}

/** The text below a heading of a page. */
function sectionOf(page: string, heading: string): string | undefined {
  const section = page.split(/^## /m).find((each) => each.startsWith(heading));
  return section?.slice(heading.length).trim();
}

function resultOf(located: LocatedFinding) {
  const { finding, path, range, related } = located;
  return {
    ruleId: finding.rule,
    level: levels[finding.severity],
    message: messageOf(fullMessage(finding)),
    locations: [place(path, range)],
    relatedLocations: related.map((other) => ({
      ...place(other.path, other.range),
      message: messageOf(other.message),
    })),
  };
}

/** A viewer makes a link of `[text](target)` (SARIF 2.1.0, 3.11.6): what a spec says links to nothing. */
function messageOf(text: string): { text: string } {
  return { text: harmlessText(text).replaceAll("](", "]\u200B(") };
}

function place(path: string, range: Range) {
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
