/** What language features answer, free of the protocol: offsets instead of positions, words instead of numbers. */
import type { Span, TextEdit } from "../../document/types.ts";

export type CompletionKind =
  | "key"
  | "value"
  | "table"
  | "column"
  | "alias"
  | "function"
  | "event"
  | "name"
  | "rule"
  | "snippet";

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Short, beside the label: a type, a table, a signature. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What is put in place of `span`; a snippet with `$0` and `${1:…}` when `snippet` is set. */
  readonly insert: string;
  readonly snippet?: true;
  readonly span: Span;
  /** What typing is compared with, when it is not the label. */
  readonly filter?: string;
  /** Smaller comes first; labels decide between equals. */
  readonly rank: number;
  readonly deprecated?: true;
}

export interface Hover {
  readonly markdown: string;
  readonly span: Span;
}

/** A piece of a file of the project. */
export interface FileSpan {
  readonly file: string;
  readonly span: Span;
}

export interface Lens {
  readonly span: Span;
  readonly title: string;
  /** Absent for a lens that only informs. */
  readonly command?: "eventspec.previewEvent" | "eventspec.showSql";
  readonly event: string;
}

export interface Hint {
  readonly offset: number;
  readonly label: string;
  readonly tooltip?: string;
}

export interface Outline {
  readonly name: string;
  readonly detail?: string;
  readonly kind: "source" | "event" | "property" | "entity" | "declaration" | "group";
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly Outline[];
  readonly deprecated?: true;
}

export interface Action {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The rule whose finding it mends. */
  readonly rule: string;
  readonly at: Span;
  readonly preferred: boolean;
}
