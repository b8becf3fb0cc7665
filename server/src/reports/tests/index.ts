import { testGithub } from "./github.ts";
import type { TestReportInput } from "./input.ts";
import { testJson } from "./json.ts";
import { testJunit } from "./junit.ts";
import { testMarkdown } from "./markdown.ts";

const writers = { json: testJson, junit: testJunit, markdown: testMarkdown, github: testGithub } as const;

/** What others read; people at a terminal get a text of their own. */
export type TestReportFormat = keyof typeof writers;

/** Writes results in a format; the text ends with a line break. */
export function testReport(format: TestReportFormat, input: TestReportInput): string {
  return writers[format](input);
}
