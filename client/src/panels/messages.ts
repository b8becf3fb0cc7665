/** What the results panel shows, and what its two halves say to each other. Plain data: the browser side only draws it. */
import type { Door, PreviewResult, WhereRowsWentResult } from "../../../server/src/editor/lsp/protocol.ts";

export type PreviewRows = Extract<PreviewResult, { status: "rows" }>;

/** What a grid draws and what can be copied of it. */
export type RowTable = Pick<PreviewRows, "columns" | "rows">;

export type ResultsState =
  | { readonly kind: "empty"; readonly trusted: boolean }
  /** `startedAt`: milliseconds since 1970, to show the time that has passed. */
  | {
      readonly kind: "running";
      readonly event: string;
      readonly connection?: string;
      readonly startedAt: number;
    }
  | {
      readonly kind: "rows";
      /** Of the spec that the event stands in. */
      readonly uri: string;
      /** Personal cells are replaced by `mask` before they get here, unless `personalShown`; moments are in the zone shown. */
      readonly result: PreviewRows;
      readonly personalShown: boolean;
      /** Whether columns that only machines read are shown, too. */
      readonly technicalShown: boolean;
      /** The project's time zone, and whether moments are shown by its clocks; absent where that is UTC. */
      readonly zone?: { readonly name: string; readonly shown: boolean; readonly moments: readonly string[] };
      /** Where the rows went: not asked, being counted, or counted. */
      readonly why: "none" | "counting" | WhereRowsWentResult;
      /** The spec has been edited since. */
      readonly outdated: boolean;
    }
  | {
      readonly kind: "failed";
      readonly event: string;
      readonly message: string;
      readonly hint?: string;
      /** What leads out of it, the best first. */
      readonly doors: readonly Door[];
      readonly sql?: string;
      /** Whether the spec has a place to go to. */
      readonly hasPlace: boolean;
      /** Nothing ran, for it would read too much; the user may want it all the same. */
      readonly confirmable: boolean;
    }
  /** Rows that a check of the event found. */
  | {
      readonly kind: "failing";
      /** Of the spec that the event stands in. */
      readonly uri: string;
      readonly event: string;
      /** What is checked, in a few words. */
      readonly check: string;
      /** One sentence on what came of it. */
      readonly message: string;
      /** False once it has been run again and has passed. */
      readonly failed: boolean;
      /** Personal cells are replaced before they get here, and can't be shown. */
      readonly table: RowTable;
      /** How many there are in all. */
      readonly failing?: number;
      /** Finds them. */
      readonly sql?: string;
      /** The event or its data have changed since. */
      readonly outdated: boolean;
    }
  | { readonly kind: "cancelled"; readonly event: string }
  /** The spec was edited while the query ran, so its rows would answer an older question. */
  | { readonly kind: "dropped"; readonly event: string };

export interface ToWebview {
  readonly type: "state";
  readonly state: ResultsState;
}

export type FromWebview =
  | { readonly type: "ready" }
  | { readonly type: "cancel" }
  | { readonly type: "runAgain" }
  | { readonly type: "runAnyway" }
  | { readonly type: "goToPlace" }
  | { readonly type: "openSql" }
  | { readonly type: "goThrough"; readonly door: Door }
  | { readonly type: "togglePersonal" }
  | { readonly type: "toggleZone" }
  | { readonly type: "toggleTechnical" }
  | { readonly type: "countRows" }
  /** Runs the check whose rows are on show. */
  | { readonly type: "testAgain" }
  | { readonly type: "goToCheck" }
  /** To where a number or a note of `why` comes from. */
  | { readonly type: "goToLine"; readonly list: "steps" | "notes"; readonly index: number }
  /** Of the event in this row of the table. */
  | { readonly type: "makeExample"; readonly row: number }
  | { readonly type: "copy"; readonly text: string };

/** Passes on what the user does in the browser side. */
export type Send = (message: FromWebview) => void;

/** What VS Code hands to a command of the grid's context menu. */
export interface CellContext {
  readonly row: number;
  readonly column: number;
}

/** Where a table of rows has the events' ids; -1 where its rows are no events. */
export function idColumn({ columns }: RowTable): number {
  return columns.findIndex(({ name }) => name === "event_id");
}
