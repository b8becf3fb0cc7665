/** What a spec says about the life of an event and where it is sent, as plain located data. */
import type { Located, Span } from "../document/types.ts";

export interface Proposal {
  readonly since?: Located<string>;
  readonly blockedBy?: Located<string>;
  readonly span: Span;
}

export interface Deprecation {
  readonly since?: Located<string>;
  readonly reason?: Located<string>;
  readonly use?: Located<string>;
  /** Nothing takes its place: `use: ~`. */
  readonly usesNothing?: boolean;
  readonly removeAfter?: Located<string>;
  readonly span: Span;
}

export interface Destination {
  readonly destination: Located<string>;
  /** The event's name there, when it differs. */
  readonly name?: Located<string>;
}
