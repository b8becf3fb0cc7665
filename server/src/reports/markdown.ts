import type { Severity } from "../document/types.ts";
import {
  countsInWords,
  filesIn,
  fullMessage,
  type LocatedFinding,
  leftUnchecked,
  located,
  type ReportInput,
  severities,
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
  return `${[title, ...tables, ...(unchecked === undefined ? [] : [cell(unchecked)])].join("\n\n")}\n`;
}

function table(title: string, findings: readonly LocatedFinding[]): string {
  const rows = findings.slice(0, mostRows).map(({ finding, path, range }) => {
    const cells = [`${cell(path)}:${range.start.line}`, finding.rule, cell(fullMessage(finding))];
    return `| ${cells.join(" | ")} |`;
  });
  const rest = findings.length - rows.length;
  const more = rest > 0 ? [`\n${rest} more are not shown.`] : [];
  return [`**${title}**\n`, "| place | rule | finding |", "|---|---|---|", ...rows, ...more].join("\n");
}

/** Text as text: no markup, mention or line break of a spec gets through. */
function cell(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>()#+!|~]/g, "\\$&")
    .replaceAll("@", "@\u200B")
    .replace(/\s+/g, " ");
}
