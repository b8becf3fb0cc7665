import { markdownText } from "../document/harmless.ts";
import type { Severity } from "../document/types.ts";
import {
  countsInWords,
  filesIn,
  type LocatedFinding,
  leftUnchecked,
  located,
  type ReportInput,
  severities,
  wholeMessage,
} from "./input.ts";

const titles: Record<Severity, string> = { error: "Errors", warning: "Warnings", info: "Notes" };
/** A comment of a pull request holds 65,536 characters at most. */
const mostRows = 100;

/** Markdown for a comment or a job summary: a table for each severity, the gravest first. */
export function markdownReport(input: ReportInput): string {
  const all = located(input);
  const files = filesIn(input);
  const title = `### EventSpec: ${countsInWords(input.findings)} in ${files} ${files === 1 ? "file" : "files"}`;
  const tables = severities.flatMap((severity) => {
    const findings = all.filter(({ finding }) => finding.severity === severity);
    return findings.length > 0 ? [table(titles[severity], findings)] : [];
  });
  const unchecked = leftUnchecked(input);
  return `${[title, ...tables, ...(unchecked === undefined ? [] : [markdownText(unchecked)])].join("\n\n")}\n`;
}

function table(title: string, findings: readonly LocatedFinding[]): string {
  const rows = findings.slice(0, mostRows).map((each) => {
    const { finding, path, range } = each;
    const cells = [
      `${markdownText(path)}:${range.start.line}`,
      markdownText(finding.rule),
      markdownText(wholeMessage(each)),
    ];
    return `| ${cells.join(" | ")} |`;
  });
  const rest = findings.length - rows.length;
  const more = rest > 0 ? [`\n${rest} more are not shown.`] : [];
  return [`**${title}**\n`, "| place | rule | finding |", "|---|---|---|", ...rows, ...more].join("\n");
}
