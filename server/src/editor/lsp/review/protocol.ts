/** What client and server say to each other about changes since a commit. The client imports nothing else of it but types. */
import type { ChangeClass } from "../../../review/types.ts";
import type { Door, ProtocolRange } from "../protocol.ts";

/** `eventspec/review`: what the changes of a project since a commit mean, unsaved ones included. Cancelled by the protocol's own cancellation. */
export interface ReviewParams {
  /** Address of a file of the project. */
  readonly uri: string;
  /** A name of git's; absent: where the branch left the default one. */
  readonly base?: string;
}

export type ReviewResult =
  | {
      readonly status: "reviewed";
      /** Address of the project's folder, without a slash at its end. */
      readonly root: string;
      /** For people: `main`, `the last commit`. */
      readonly base: string;
      /** `1 breaking, 2 meaning`. */
      readonly summary: string;
      /** What to know of the comparison itself, in sentences. */
      readonly notes: readonly string[];
      /** The gravest first, those of one event together. */
      readonly changes: readonly ReviewedChange[];
    }
  | Refusal
  | { readonly status: "cancelled" };

export interface Refusal {
  readonly status: "refused";
  readonly message: string;
  readonly hint?: string;
  readonly doors?: readonly Door[];
}

export interface ReviewedChange {
  /** Absent for what the project says for all. */
  readonly event?: string;
  readonly class: ChangeClass;
  readonly message: string;
  /** How it is known whether it means the same. */
  readonly verdict?: string;
  readonly before?: string;
  readonly after?: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Who let it pass, as a sentence. */
  readonly approval?: string;
  /** Where it stands now; absent where it is gone with its file. */
  readonly place?: { readonly uri: string; readonly range: ProtocolRange };
  /** The rule that finds it, and the address of its page. */
  readonly rule?: { readonly name: string; readonly page: string };
}

/** `eventspec/reviewedSql`: an event's SQL on both sides of the review that was asked for last. */
export interface ReviewedSqlParams {
  readonly root: string;
  readonly event: string;
}

export interface ReviewedSqlResult {
  /** Empty where there is no such event. */
  readonly before: string;
  readonly after: string;
}

/** `eventspec/reviewedRows`: runs both sides of the review that was asked for last, and counts which rows are others. Cancelled by the protocol's own cancellation. */
export interface ReviewedRowsParams {
  readonly root: string;
  /** Absent: every event that has changed. */
  readonly event?: string;
}

export type ReviewedRowsResult =
  | {
      readonly status: "counted";
      /** Sentences, the most important first. */
      readonly rows: readonly { readonly event: string; readonly lines: readonly string[] }[];
    }
  | Refusal
  | { readonly status: "cancelled" };
