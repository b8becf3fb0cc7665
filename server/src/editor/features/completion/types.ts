/** What completion answers, free of the protocol: offsets instead of positions, words instead of numbers. */
import type { Span } from "../../../document/types.ts";

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
