/** From our words to the protocol's: the only place that knows both. */
import {
  type CodeAction,
  CodeActionKind,
  type CodeLens,
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentSymbol,
  type FoldingRange,
  type InlayHint,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type Position,
  type Hover as ProtocolHover,
  type TextEdit as ProtocolTextEdit,
  type Range,
  type SignatureHelp,
  SymbolKind,
  SymbolTag,
} from "vscode-languageserver";
import { offsetAt, positionAt } from "../document/positions.ts";
import type { Finding, Severity, Span, TextDocument, TextEdit } from "../document/types.ts";
import type { Action, Completion, CompletionKind, Hint, Hover, Lens, Outline } from "./model.ts";
import type { Signature } from "./signatureHelp.ts";

/** What is needed of a document to turn offsets into positions. */
export type Positions = Pick<TextDocument, "text" | "lineStarts">;

/** Folder of the rules' pages, on the web. */
const ruleDocs = "https://github.com/eventspec/eventspec/blob/main/docs/rules/";

function toPosition(document: Positions, offset: number): Position {
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
      ? [{ location: { uri: other.uri, range: toRange(other.document, place.span) }, message: place.message }]
      : [];
  });
  return {
    range: toRange(document, finding.span),
    severity: severities[finding.severity],
    code: finding.rule,
    codeDescription: { href: `${ruleDocs}${finding.rule}.md` },
    source: "eventspec",
    message: finding.hint ? `${finding.message}\n${finding.hint}` : finding.message,
    ...(tag ? { tags: [tag] } : {}),
    ...(places.length > 0 ? { relatedInformation: places } : {}),
  };
}

function toTextEdit(document: Positions, edit: TextEdit): ProtocolTextEdit {
  return { range: toRange(document, edit.span), newText: edit.text };
}

const completionKinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  table: CompletionItemKind.Struct,
  column: CompletionItemKind.Field,
  alias: CompletionItemKind.Module,
  function: CompletionItemKind.Function,
  event: CompletionItemKind.Event,
  name: CompletionItemKind.Reference,
  rule: CompletionItemKind.Constant,
  snippet: CompletionItemKind.Snippet,
};

/** `snippets`: whether the client understands them; plain text is sent to those that don't. */
export function toCompletionItem(document: Positions, item: Completion, snippets: boolean): CompletionItem {
  const newText = item.snippet && !snippets ? plainText(item.insert) : item.insert;
  return {
    label: item.label,
    kind: completionKinds[item.kind],
    ...(item.detail ? { labelDetails: { description: item.detail }, detail: item.detail } : {}),
    ...(item.documentation
      ? { documentation: { kind: MarkupKind.Markdown, value: item.documentation } }
      : {}),
    textEdit: { range: toRange(document, item.span), newText },
    insertTextFormat: item.snippet && snippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    insertTextMode: InsertTextMode.adjustIndentation,
    filterText: item.filter ?? item.label,
    sortText: `${String(item.rank).padStart(4, "0")}${item.label}`,
    ...(item.deprecated ? { tags: [CompletionItemTag.Deprecated] } : {}),
  };
}

/** A snippet's text with the defaults of its fields in place. */
function plainText(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|}]*)[^}]*\|\}/g, "$1")
    .replace(/\$\{\d+:((?:[^}\\]|\\.)*)\}/g, "$1")
    .replace(/\$\d+|\$\{\d+\}/g, "")
    .replace(/\\([$}\\])/g, "$1");
}

export function toHover(document: Positions, hover: Hover): ProtocolHover {
  return {
    contents: { kind: MarkupKind.Markdown, value: hover.markdown },
    range: toRange(document, hover.span),
  };
}

export function toCodeLens(document: Positions, lens: Lens, uri: string): CodeLens {
  const range = toRange(document, lens.span);
  if (!lens.command) return { range, command: { title: lens.title, command: "" } };
  return { range, command: { title: lens.title, command: lens.command, arguments: [uri, lens.event] } };
}

const symbolKinds: Readonly<Record<Outline["kind"], SymbolKind>> = {
  source: SymbolKind.Module,
  event: SymbolKind.Event,
  property: SymbolKind.Field,
  entity: SymbolKind.Key,
  declaration: SymbolKind.Constant,
  group: SymbolKind.Namespace,
};

export function toSymbol(document: Positions, outline: Outline): DocumentSymbol {
  return {
    name: outline.name || "(no name)",
    kind: symbolKinds[outline.kind],
    range: toRange(document, outline.span),
    selectionRange: toRange(document, outline.nameSpan),
    children: outline.children.map((child) => toSymbol(document, child)),
    ...(outline.detail ? { detail: outline.detail } : {}),
    ...(outline.deprecated ? { tags: [SymbolTag.Deprecated] } : {}),
  };
}

export function toFoldingRange(document: Positions, span: Span): FoldingRange {
  return { startLine: toPosition(document, span.start).line, endLine: toPosition(document, span.end).line };
}

export function toInlayHint(document: Positions, hint: Hint): InlayHint {
  return {
    position: toPosition(document, hint.offset),
    label: hint.label,
    paddingLeft: true,
    ...(hint.tooltip ? { tooltip: { kind: MarkupKind.Markdown, value: hint.tooltip } } : {}),
  };
}

export function toCodeAction(
  document: Positions,
  action: Action,
  uri: string,
  diagnostics: readonly Diagnostic[],
): CodeAction {
  const range = toRange(document, action.at);
  const mended = diagnostics.filter((d) => d.code === action.rule && sameRange(d.range, range));
  return {
    title: action.title,
    kind: CodeActionKind.QuickFix,
    edit: { changes: { [uri]: action.edits.map((edit) => toTextEdit(document, edit)) } },
    ...(mended.length > 0 ? { diagnostics: mended } : {}),
    ...(action.preferred ? { isPreferred: true } : {}),
  };
}

export function toSignatureHelp({ label, documentation, parameters, active }: Signature): SignatureHelp {
  const labels = parameters.map(([start, end]) => ({ label: [start, end] as [number, number] }));
  return {
    signatures: [{ label, documentation, parameters: labels }],
    activeSignature: 0,
    activeParameter: active,
  };
}

function sameRange(a: Range, b: Range): boolean {
  return samePosition(a.start, b.start) && samePosition(a.end, b.end);
}

function samePosition(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}
