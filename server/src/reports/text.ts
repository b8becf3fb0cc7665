import { displayWidth } from "../document/displayWidth.ts";
import { harmlessLine } from "../document/harmless.ts";
import type { Severity, Span } from "../document/types.ts";
import {
  countsInWords,
  filesIn,
  type LocatedFinding,
  leftUnchecked,
  located,
  otherPlaces,
  type ReportInput,
} from "./input.ts";

const escapes = { error: "31", warning: "33", info: "36", dim: "2", bold: "1" } as const;
type Paint = (style: keyof typeof escapes, text: string) => string;

/** For people at a terminal: by file, each finding with the line it stands on, the characters marked, and its remedy. */
export function textReport(input: ReportInput): string {
  const paint: Paint = input.color
    ? (style, text) => `\u001B[${escapes[style]}m${text}\u001B[0m`
    : (_, text) => text;
  const byFile = new Map<string, LocatedFinding[]>();
  for (const each of located(input)) byFile.set(each.path, [...(byFile.get(each.path) ?? []), each]);
  const parts = [...byFile].map(([path, findings]) => {
    const blocks = findings.map((each) => block(each, input, paint));
    return [paint("bold", harmlessLine(path)), ...blocks, ""].join("\n");
  });
  const unchecked = leftUnchecked(input);
  return [
    ...parts,
    summary(input, byFile.size, paint),
    ...(unchecked === undefined ? [] : [harmlessLine(unchecked)]),
    "",
  ].join("\n");
}

function summary(input: ReportInput, withFindings: number, paint: Paint): string {
  const files = filesIn(input);
  const checked = `${files} ${files === 1 ? "file" : "files"}`;
  if (input.findings.length === 0) return `No findings in ${checked}.`;
  const worst: Severity = input.findings.some(({ severity }) => severity === "error") ? "error" : "warning";
  return `${paint(worst, countsInWords(input.findings))} in ${withFindings} of ${checked}.`;
}

function block(located: LocatedFinding, { project }: ReportInput, paint: Paint): string {
  const { finding, range } = located;
  const { severity, message, hint, rule, file } = finding;
  const place = `${range.start.line}:${range.start.column}`;
  const lines = [`  ${place}  ${paint(severity, severity)}  ${harmlessLine(message)}  ${paint("dim", rule)}`];
  const text = project.documents.get(file);
  const start = text?.lineStarts[range.start.line - 1];
  if (text && start !== undefined) {
    const line = text.text
      .slice(start, text.lineStarts[range.start.line] ?? text.text.length)
      .replace(/[\r\n]+$/, "");
    const from = range.start.column - 1;
    const to = range.end.line === range.start.line ? range.end.column - 1 : line.length;
    lines.push(
      ...frame(line, { start: from, end: Math.max(to, from) }, range.start.line, { severity, paint }),
    );
  }
  for (const text of [...(hint ? [hint] : []), ...otherPlaces(located)])
    lines.push(`      ${harmlessLine(text)}`);
  return lines.join("\n");
}

const lineWidth = 110;

/** The line and a second one that marks characters of it; a long line is cut around them. */
function frame(
  line: string,
  { start: from, end: to }: Span,
  number: number,
  { severity, paint }: { readonly severity: Severity; readonly paint: Paint },
): string[] {
  const cut = to > lineWidth ? Math.max(0, from - 40) : 0;
  const shownOf = (start: number, end: number) => harmlessLine(line.slice(start, end).replaceAll("\t", " "));
  const shown = shownOf(cut, cut + lineWidth);
  const gutter = String(number);
  const before = " ".repeat(displayWidth(shownOf(cut, from)));
  const marked = "^".repeat(Math.max(1, displayWidth(shownOf(from, Math.min(to, cut + lineWidth)))));
  const dots = cut > 0 ? "…" : "";
  return [
    `      ${paint("dim", `${gutter} |`)} ${dots}${shown}`,
    `      ${paint("dim", `${" ".repeat(gutter.length)} |`)} ${dots && " "}${before}${paint(severity, marked)}`,
  ];
}
