import type { Span } from "../document/types.ts";
import type { SqlText } from "../spec/types.ts";
import type { DialectName } from "../sql/types.ts";

/** An expression that the engine refuses. */
export interface BindFailure {
  readonly sql: SqlText;
  /** Path of the file that `sql` and `span` point into. */
  readonly file: string;
  /** What the engine says, without its own picture of the place. */
  readonly message: string;
  /** The place in the file: a word where the engine says where, else the whole expression. */
  readonly span: Span;
  /** The engine did not refuse it: it had to be stopped over it, for time or memory. */
  readonly stopped?: true;
}

/** What the engine knows about one event's expressions. */
export interface BoundEvent {
  readonly event: string;
  readonly file: string;
  /** Everything that was asked, so that the answer can be used again while nothing of it changed. */
  readonly question: string;
  /** The engine's type of an expression, by its text as written. */
  readonly types: ReadonlyMap<string, string>;
  readonly failures: readonly BindFailure[];
  /** Why not all of it was asked, as a sentence; absent where it was. */
  readonly unasked?: string;
}

/** Types of a project's expressions, as one connection sees them. */
export interface BoundProject {
  readonly connection: string;
  readonly dialect: DialectName;
  /** By `boundKey(file, event)`. */
  readonly events: ReadonlyMap<string, BoundEvent>;
}
