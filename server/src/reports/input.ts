import { createHash } from "node:crypto";
import { positionAt } from "../document/positions.ts";
import type { Finding, Severity, Span } from "../document/types.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import { type Checked, checkedInWords, isComplete } from "../rules/checked.ts";

/** What reports need to know of a project. */
interface ReportedProject extends Pick<Project, "root" | "documents"> {
  readonly events: readonly Pick<ProjectEvent, "file" | "name">[];
}

/** What a report is made of. */
export interface ReportInput {
  readonly project: ReportedProject;
  /** As `checkProject` gives them. */
  readonly findings: readonly Finding[];
  /** The project's root as a path from where the reader of the report stands, with `/`; empty where that is the root itself. */
  readonly prefix?: string;
  /** Paths of the files that were checked; all of the project when absent. */
  readonly files?: readonly string[];
  /** Whether escape codes for colours may be written. */
  readonly color?: boolean;
  readonly toolVersion?: string;
  /** The pages of rules, as Markdown, by the rules' names: for formats that carry help. */
  readonly pages?: ReadonlyMap<string, string>;
  /** What was looked at; absent where findings are told that are no check's. */
  readonly checked?: Checked;
}

/** A place as people count: from 1, columns in UTF-16 units; the end is the first place behind. */
export interface Range {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

export interface LocatedFinding {
  readonly finding: Finding;
  /** From where the reader stands. */
  readonly path: string;
  readonly range: Range;
  /** The other places that it is about. */
  readonly related: readonly LocatedPlace[];
}

interface LocatedPlace {
  readonly file: string;
  readonly path: string;
  readonly range: Range;
  readonly message: string;
}

export const severities: readonly Severity[] = ["error", "warning", "info"];

export function located(input: ReportInput): LocatedFinding[] {
  const { project, findings } = input;
  return findings.map((finding) => ({
    finding,
    path: pathOf(input, finding.file),
    range: rangeOf(project, finding.file, finding.span),
    related: (finding.related ?? []).map(({ file, span, message }) => ({
      file,
      path: pathOf(input, file),
      range: rangeOf(project, file, span),
      message,
    })),
  }));
}

/** The path of a project's file from where the reader stands. */
export function pathOf({ prefix }: ReportInput, file: string): string {
  return prefix ? `${prefix.replace(/\/$/, "")}/${file}` : file;
}

export function rangeOf(project: Pick<Project, "documents">, file: string, span: Span): Range {
  const document = project.documents.get(file);
  if (!document) return { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  const start = positionAt(document, span.start);
  const end = positionAt(document, span.end);
  return {
    start: { line: start.line + 1, column: start.column + 1 },
    end: { line: end.line + 1, column: end.column + 1 },
  };
}

export function countsOf(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** `2 errors, 1 warning`; `no findings` when there are none. */
export function countsInWords(findings: readonly Finding[]): string {
  const counts = countsOf(findings);
  const words = {
    error: ["error", "errors"],
    warning: ["warning", "warnings"],
    info: ["note", "notes"],
  } as const;
  const parts = severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${words[severity][counts[severity] === 1 ? 0 : 1]}`);
  return parts.length > 0 ? parts.join(", ") : "no findings";
}

/** Events declared in the files that were checked. */
export function eventsIn({ project, files }: ReportInput): number {
  const wanted = files && new Set(files);
  const found = project.events.filter((event) => !wanted || wanted.has(event.file));
  return new Set(found.map(({ name }) => name)).size;
}

export function filesIn({ project, files }: ReportInput): number {
  return files?.length ?? project.documents.size;
}

/** What was not looked at, in words; `undefined` where everything was. */
export function leftUnchecked({ checked }: ReportInput): string | undefined {
  return checked && !isComplete(checked) ? checkedInWords(checked) : undefined;
}

/** `See a.events.yml:3: The first one is here.`, for each of the other places. */
export function otherPlaces({ related }: LocatedFinding): string[] {
  return related.map(({ path, range, message }) => `See ${path}:${range.start.line}: ${message}`);
}

/** Message, remedy and other places in one text. */
export function wholeMessage(located: LocatedFinding): string {
  return [fullMessage(located.finding), ...otherPlaces(located)].join(" ");
}

/** Message and remedy in one text. */
export function fullMessage({ message, hint }: Finding): string {
  return hint ? `${message} ${hint}` : message;
}

/**
 * A name for a finding that stays the same when lines move: of file, rule, path and message, and a number where
 * several agree in all of them. 64 hexadecimal digits.
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ file, rule, path = "", message }) => {
    const key = [file, rule, path, message].join("\n");
    const number = seen.get(key) ?? 0;
    seen.set(key, number + 1);
    return createHash("sha256").update(`${key}\n${number}`).digest("hex");
  });
}
