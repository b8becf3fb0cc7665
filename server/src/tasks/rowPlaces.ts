/** What notes on rows are made of. */
import type { Span } from "../document/types.ts";

/** Where in the project's files something stands. */
export interface Place {
  /** Path as in the project's documents. */
  readonly file: string;
  readonly span: Span;
}
