/** What a change of a project means for its data, as plain located data. */
import type { Fix, Span } from "../document/types.ts";
import type { UserSql } from "../project/sqlOf.ts";

/**
 * `breaking`: what others rely on is gone or narrower; `meaning`: the same name says something else; `additive`: there is more;
 * `documentation`: only what people read, or what is proved; `none`: written otherwise, and the same.
 */
export const changeClasses = ["breaking", "meaning", "additive", "documentation", "none"] as const;
export type ChangeClass = (typeof changeClasses)[number];

/** How it is known whether two SQL texts mean the same: the first that holds, in this order. */
export const ladder = ["same tokens", "same tree", "proved", "refuted", "may have changed"] as const;
type LadderStep = (typeof ladder)[number];

export interface Verdict {
  readonly step: LadderStep;
  /** Of `refuted`: the row that differs, and both results, for people. */
  readonly difference?: string;
  /** Why nothing was proved or refuted, as a sentence. */
  readonly note?: string;
}

/** Whether the two texts are known to mean the same. */
export const isSame = ({ step }: Verdict): boolean =>
  step === "same tokens" || step === "same tree" || step === "proved";

/** What is written at one place on both sides, each text one expression, or one whole query. */
export interface SqlPair {
  /** What it decides: whether a row counts, where null is no; a value; or what a whole query yields. */
  readonly as: "condition" | "value" | "query";
  /** With the aliases of the head. */
  readonly before: string;
  readonly after: string;
  /** Where the text of the head stands, which says what its names mean. */
  readonly position: UserSql;
}

/** Says how two texts differ. */
export type Judge = (pair: SqlPair) => Promise<Verdict>;

/** A place in a file of one side. */
export interface Place {
  readonly file: string;
  readonly span: Span;
}

/** Who let a change pass. */
interface Approval {
  readonly by: "version" | "deprecated" | "accepted";
  /** As a sentence, for people. */
  readonly why: string;
}

export interface Change {
  /** As the head calls it, or the base where it is gone; absent for what the project says for all. */
  readonly event?: string;
  /** What kind of thing changed and how: `key-changed`, `property-removed`. */
  readonly kind: string;
  /** Which one, for people: `the filter`, `property \`total\``. */
  readonly what: string;
  readonly class: ChangeClass;
  /** What happened, as a sentence. */
  readonly message: string;
  /** As it was written; absent where there was nothing. */
  readonly before?: string;
  readonly after?: string;
  readonly verdict?: Verdict;
  /** Dotted path of keys in the head, or in the base where it is gone. */
  readonly path: string;
  readonly base?: Place;
  readonly head?: Place;
  /** The rule of the review that finds it. */
  readonly rule?: ReviewRule;
  /** What to do about it, as a sentence. */
  readonly hint?: string;
  /** In the head's file. */
  readonly fixes?: readonly Fix[];
  readonly approval?: Approval;
}

export type ReviewRule =
  | "event-removed"
  | "property-removed"
  | "property-type-changed"
  | "property-became-required"
  | "value-removed"
  | "meaning-changed"
  | "privacy-lowered"
  | "test-removed"
  | "owner-changed"
  | "unused-approval";
