/** Places and findings in the protocol's words; each feature's answers are converted beside its handler. */
import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type MarkupContent,
  MarkupKind,
  type Position,
  type TextEdit as ProtocolTextEdit,
  type Range,
} from "vscode-languageserver";
import { harmlessMarkdown, harmlessText } from "../../document/harmless.ts";
import { offsetAt, positionAt } from "../../document/positions.ts";
import type { Finding, Severity, Span, TextDocument, TextEdit } from "../../document/types.ts";
import { addressOfPage } from "../../rules/rulePage.ts";

/** What is needed of a document to turn offsets into positions. */
export type Positions = Pick<TextDocument, "text" | "lineStarts">;

export function toPosition(document: Positions, offset: number): Position {
  const { line, column } = positionAt(document, Math.max(0, Math.min(offset, document.text.length)));
  return { line, character: column };
}

export function toOffset(document: Positions, position: Position): number {
  return offsetAt(document, position.line, position.character);
}

export function toRange(document: Positions, span: Span): Range {
  return { start: toPosition(document, span.start), end: toPosition(document, span.end) };
}

export function toSpan(document: Positions, range: Range): Span {
  return { start: toOffset(document, range.start), end: toOffset(document, range.end) };
}

export function toTextEdit(document: Positions, { span, text }: TextEdit): ProtocolTextEdit {
  return { range: toRange(document, span), newText: text };
}

/** Documentation, which may hold what specs and warehouses say. */
export function toMarkdown(markdown: string): MarkupContent {
  return { kind: MarkupKind.Markdown, value: harmlessMarkdown(markdown) };
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** Rules whose findings are about text that has no effect, or about something that is going away. */
const tags: Readonly<Record<string, DiagnosticTag>> = {
  "unused-suppression": DiagnosticTag.Unnecessary,
  "deprecated-event-used": DiagnosticTag.Deprecated,
};

/** `related` finds the document and address of another file of the project. */
export function toDiagnostic(
  document: Positions,
  finding: Finding,
  related: (file: string) => { document: Positions; uri: string } | undefined,
): Diagnostic {
  const tag = tags[finding.rule];
  const places = (finding.related ?? []).flatMap((place) => {
    const other = related(place.file);
    return other
      ? [
          {
            location: { uri: other.uri, range: toRange(other.document, place.span) },
            message: harmlessText(place.message),
          },
        ]
      : [];
  });
  return {
    range: toRange(document, finding.span),
    severity: severities[finding.severity],
    code: finding.rule,
    codeDescription: { href: addressOfPage(finding.rule) },
    source: "eventspec",
    message: harmlessText(finding.hint ? `${finding.message}\n${finding.hint}` : finding.message),
    ...(tag ? { tags: [tag] } : {}),
    ...(places.length > 0 ? { relatedInformation: places } : {}),
  };
}
