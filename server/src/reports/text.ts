import type { Severity } from "../document/types.ts";
import {
  countsInWords,
  filesIn,
  type LocatedFinding,
  leftUnchecked,
  located,
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
    return [paint("bold", printable(path)), ...blocks, ""].join("\n");
  });
  const unchecked = leftUnchecked(input);
  return [
    ...parts,
    summary(input, byFile.size, paint),
    ...(unchecked === undefined ? [] : [printable(unchecked)]),
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

function block({ finding, range }: LocatedFinding, { project }: ReportInput, paint: Paint): string {
  const { severity, message, hint, rule, file } = finding;
  const place = `${range.start.line}:${range.start.column}`;
  const lines = [`  ${place}  ${paint(severity, severity)}  ${printable(message)}  ${paint("dim", rule)}`];
  const text = project.documents.get(file);
  const start = text?.lineStarts[range.start.line - 1];
  if (text && start !== undefined) {
    const line = text.text
      .slice(start, text.lineStarts[range.start.line] ?? text.text.length)
      .replace(/[\r\n]+$/, "");
    const from = range.start.column - 1;
    const to = range.end.line === range.start.line ? range.end.column - 1 : line.length;
    lines.push(...frame(line, from, Math.max(to, from), range.start.line, severity, paint));
  }
  if (hint) lines.push(`      ${printable(hint)}`);
  return lines.join("\n");
}

const lineWidth = 110;

/** The line and a second one that marks characters of it; a long line is cut around them. */
function frame(
  line: string,
  from: number,
  to: number,
  number: number,
  severity: Severity,
  paint: Paint,
): string[] {
  const cut = to > lineWidth ? Math.max(0, from - 40) : 0;
  const shown = printable(line.slice(cut, cut + lineWidth));
  const gutter = String(number);
  const before = padding(printable(line.slice(cut, from)));
  const marked = "^".repeat(Math.max(1, widthOf(printable(line.slice(from, Math.min(to, cut + lineWidth))))));
  const dots = cut > 0 ? "…" : "";
  return [
    `      ${paint("dim", `${gutter} |`)} ${dots}${shown}`,
    `      ${paint("dim", `${" ".repeat(gutter.length)} |`)} ${dots && " "}${before}${paint(severity, marked)}`,
  ];
}

function padding(text: string): string {
  return [...text].map((character) => (character === "\t" ? "\t" : " ".repeat(widthOf(character)))).join("");
}

/** Columns that a terminal needs: two for most of East Asia and for emoji, none for marks. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mn}|\p{Me}|\u200D|\uFE0F/u.test(character)) continue;
    width +=
      /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFF00-\uFF60]|\p{Extended_Pictographic}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}

/** Specs are untrusted: a control character in one must not steer the reader's terminal. */
function printable(text: string): string {
  return text.replace(/[^\P{Cc}\t]|[\u202A-\u202E\u2066-\u2069]/gu, "�");
}
