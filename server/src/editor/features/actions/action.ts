import type { Span, TextEdit } from "../../../document/types.ts";

/** Something that can be done at a place of a file. */
export interface Action {
  readonly title: string;
  /** `fix`: of something that is wrong; `rewrite`: the same, or more, in another form. */
  readonly kind: "fix" | "rewrite";
  readonly edits: readonly TextEdit[];
  /** The file that they change, where that is another one. */
  readonly file?: string;
  /** The rule whose finding it fixes; absent where it fixes none. */
  readonly rule?: string;
  readonly at: Span;
  readonly preferred: boolean;
}
