import type { ReportFormat } from "./formats.ts";
import { githubReport } from "./github.ts";
import { gitlabReport } from "./gitlab.ts";
import type { ReportInput } from "./input.ts";
import { jsonReport } from "./json.ts";
import { junitReport } from "./junit.ts";
import { markdownReport } from "./markdown.ts";
import { sarifReport } from "./sarif.ts";
import { textReport } from "./text.ts";

const writers: Record<ReportFormat, (input: ReportInput) => string> = {
  text: textReport,
  json: jsonReport,
  sarif: sarifReport,
  github: githubReport,
  gitlab: gitlabReport,
  junit: junitReport,
  markdown: markdownReport,
};

/** Writes findings in a format; the text ends with a line break unless it is empty. */
export function report(format: ReportFormat, input: ReportInput): string {
  return writers[format](input);
}
