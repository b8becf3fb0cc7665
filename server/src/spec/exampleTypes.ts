/** What examples say, as plain located data. */
import type { Located, Span } from "../document/types.ts";
import type { LocatedLiteral } from "./literals.ts";

export interface ExampleRow {
  readonly cells: readonly { readonly column: Located<string>; readonly value: LocatedLiteral }[];
  readonly span: Span;
}

export interface Example {
  readonly name?: Located<string>;
  readonly now?: Located<string>;
  readonly given: readonly { readonly table: Located<string>; readonly rows: readonly ExampleRow[] }[];
  readonly expect: readonly ExampleRow[];
  /** Where `expect` stands: its key, and its value where there is one. */
  readonly expectAt?: { readonly key: Span; readonly value?: Span };
  readonly span: Span;
}
