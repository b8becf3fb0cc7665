import type { Located } from "../document/types.ts";

export type Literal = string | number | boolean | null;

/** A literal with its text as written (`00123` stays `00123`). */
export interface LocatedLiteral extends Located<Literal> {
  readonly text: string;
}
