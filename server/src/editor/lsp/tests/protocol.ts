/** What client and server say to each other of tests; the names of the requests stand in `../protocol.ts`. */
import type { CheckResult } from "../../../proof/results.ts";
import type { Cell } from "../../../warehouse/types.ts";
import type { ProtocolRange, ShownColumn } from "../protocol.ts";

/**
 * `eventspec/tests`: what of a file's project can be tested. From then on the client is told what changes of it, by
 * `eventspec/testsChanged`. No answer where the file belongs to no project.
 */
export interface TestsParams {
  readonly uri: string;
}

export interface TestsResult {
  /** As in `Status`. */
  readonly root: string;
  /** The project's name, else its folder's. */
  readonly name: string;
  /** Only those with events that have checks. */
  readonly files: readonly TestFile[];
}

export interface TestFile {
  readonly uri: string;
  /** Relative to the project, with `/`. */
  readonly file: string;
  /** In the order in which they stand in the file. */
  readonly events: readonly TestedEvent[];
}

export interface TestedEvent {
  /** Where several documents give it, with its source, as everywhere below: no two of a file are called alike. */
  readonly name: string;
  readonly range: ProtocolRange;
  /** Its checks have results that may not hold any more. */
  readonly stale?: true;
}

/** `eventspec/testsChanged`, sent by the server: the files of which anything differs; those without events have no checks any more. */
export interface TestsChanged {
  readonly root: string;
  readonly name: string;
  /** There is no such project any more. */
  readonly gone?: true;
  readonly files: readonly TestFile[];
}

/** `eventspec/checks`: the checks of some events of a file, in their order. */
export interface ChecksParams {
  readonly uri: string;
  readonly events: readonly string[];
}

export interface TestCheck {
  /** The same in every run and after edits of other lines; unique in its file. */
  readonly id: string;
  /** Of the event; relative to the project. */
  readonly file: string;
  readonly event: string;
  /** As people read it, such as `volume: per day`. */
  readonly label: string;
  /** Where it is declared, which may be another file than its event's. */
  readonly uri: string;
  readonly range: ProtocolRange;
}

/** A project's checks as far as they are of a file, event or check. */
export interface TestTarget {
  /** Relative to the project. */
  readonly file?: string;
  readonly event?: string;
  readonly check?: string;
}

/**
 * `eventspec/runTests`: runs checks of one project. The client is told which by `eventspec/testsBegun` and each result by
 * `eventspec/tested`. Cancelled by the protocol's own cancellation, which is answered at once.
 */
export interface RunTestsParams {
  /** The client's name for the run. */
  readonly run: string;
  /** Of a file of the project. */
  readonly uri: string;
  readonly include: readonly TestTarget[];
  readonly exclude?: readonly TestTarget[];
  /** Only what reads no table. */
  readonly withoutWarehouse?: true;
}

export type RunTestsResult =
  | { readonly status: "ended" }
  | { readonly status: "cancelled" }
  /** Nothing was run, or not all. */
  | { readonly status: "failed"; readonly message: string; readonly hint?: string };

export interface TestsBegun {
  readonly run: string;
  readonly checks: readonly TestCheck[];
}

/** What came of a check; see `CheckResult`. Nothing in its texts steers who reads them. */
export interface Tested extends Omit<CheckResult, "check" | "shown" | "edits"> {
  readonly run: string;
  readonly check: string;
  readonly file: string;
  readonly event: string;
  /** Rows that show what failed, without columns that are null in all of them; personal values are masked. */
  readonly shown?: TestedRows;
}

export interface TestedRows {
  readonly columns: readonly ShownColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * `eventspec/makeExample`: an example of one event that is there, out of its source rows; nothing is changed. Cancelled by the protocol's
 * own cancellation.
 */
export interface MakeExampleParams {
  readonly uri: string;
  readonly event: string;
  /** The event's `event_id`, or `newest`. */
  readonly id: string;
}

export type MakeExampleResult =
  | {
      readonly status: "made";
      readonly name: string;
      /** The change of the file after which it has the example, which was seen to pass. */
      readonly range: ProtocolRange;
      readonly newText: string;
      /** How many columns have other values than the source, because these are private. */
      readonly masked: number;
    }
  | { readonly status: "refused"; readonly message: string }
  | { readonly status: "cancelled" };
