/** One thing that a project says of an event. Facts of both sides with one id are compared. */
import type { UserSql } from "../../project/sqlOf.ts";
import type { Place, SqlPair } from "../types.ts";

/** What a fact is about; `kinds.ts` says what a change of it means. */
export type FactKind =
  | "source"
  | "join"
  | "list"
  | "lookup"
  | "filter"
  | "key"
  | "time"
  | "zone"
  | "null-values"
  | "scheduled"
  | "order"
  | "sequence"
  | "changes"
  | "variants"
  | "once-per"
  | "loaded-at"
  | "origin"
  | "history"
  | "entity"
  | "revenue"
  | "currency"
  | "link"
  | "destination"
  | "owner"
  | "documentation";

export interface FactSql {
  readonly text: string;
  readonly position: UserSql;
}

export interface Fact extends Place {
  readonly id: string;
  readonly kind: FactKind;
  /** For people, as the subject of a sentence: `The filter`. */
  readonly what: string;
  readonly path: string;
  /** What it says beside its SQL: the same text where that is the same. */
  readonly says: string;
  /** With the head's aliases. */
  readonly sql: readonly FactSql[];
  readonly as: SqlPair["as"];
  /** The id of the fact that it is a part of: where that is new or gone, nothing is said of the part. */
  readonly partOf?: string | undefined;
  /** Whether there are the same rows with the same values without it: a left join that nothing reads. */
  readonly idle?: true | undefined;
}
