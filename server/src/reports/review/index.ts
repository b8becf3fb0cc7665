import { githubReport } from "../github.ts";
import { sarifReport } from "../sarif.ts";
import { workflowCommand } from "../write/workflowCommand.ts";
import type { reviewFormats } from "./formats.ts";
import { classesInWords, findingsInput, type ReviewInput, sidesInWords } from "./input.ts";
import { reviewJson } from "./json.ts";
import { reviewMarkdown } from "./markdown.ts";
import { reviewText } from "./text.ts";

const writers: Readonly<Record<(typeof reviewFormats)[number], (input: ReviewInput) => string>> = {
  text: reviewText,
  json: reviewJson,
  markdown: reviewMarkdown,
  github: (input) => githubReport(findingsInput(input)) + counted(input),
  sarif: (input) => sarifReport(findingsInput(input)),
};

/** Writes a review in a format; the text ends with a line break. */
export function reviewReport(format: keyof typeof writers, input: ReviewInput): string {
  return writers[format](input);
}

/** A notice without a place that says what was compared: no finding is not no change. */
function counted(input: ReviewInput): string {
  const text = `${sidesInWords(input)}: ${classesInWords(input.changes)}.`;
  return `${workflowCommand("info", { title: "EventSpec" }, text)}\n`;
}
