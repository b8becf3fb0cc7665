import { markdownText } from "../../document/harmless.ts";
import type { CheckResult } from "../../proof/results.ts";
import { comparison, placeOfCheck, resultsInWords, type TestReportInput } from "./input.ts";

/** A comment of a pull request holds 65,536 characters at most. */
const mostRows = 100;

/** Markdown for a comment or a job summary: what did not pass as a table, and how many passed. */
export function testMarkdown(input: TestReportInput): string {
  const { results } = input;
  const told = results.filter(({ status }) => status !== "passed");
  const title = `### EventSpec: ${resultsInWords(results)}`;
  if (told.length === 0) return `${title}\n`;
  const rows = told.slice(0, mostRows).map((result) => row(input, result));
  const more = told.length > mostRows ? [`\n${told.length - mostRows} more are not shown.`] : [];
  return [title, "", "| event | check | result | place |", "|---|---|---|---|", ...rows, ...more, ""].join(
    "\n",
  );
}

function row(input: TestReportInput, result: CheckResult): string {
  const { check, status, message } = result;
  const { path, range } = placeOfCheck(input, result);
  const text = [`${status}: ${message}`, ...comparison(result)].join(" · ");
  const cells = [
    check.event.name,
    `${check.subject.kind}: ${check.name}`,
    text,
    `${path}:${range.start.line}`,
  ];
  return `| ${cells.map(markdownText).join(" | ")} |`;
}
