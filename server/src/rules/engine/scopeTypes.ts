import type { Column } from "../../project/types.ts";

/** A name that columns can be qualified with. Without `columns`, anything may be in it. */
export interface ScopeName {
  readonly name: string;
  readonly columns?: readonly Column[];
  /** Whether its columns may stand without its name: not so for items and for `event` and `param`. */
  readonly open: boolean;
}

export type Scope = readonly ScopeName[];
