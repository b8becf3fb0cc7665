/** What client and server say to each other beside the standard protocol. The client imports nothing else of the server but types. */
import type { Checked } from "../../rules/checked.ts";
import type { LayoutName } from "../../spec/projectTypes.ts";
import type { Cell, Estimate, ResultColumn } from "../../warehouse/types.ts";

/** A position in a file as the protocol counts it: lines and UTF-16 columns from 0. */
interface ProtocolRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** `eventspec/preview`: runs a bounded sample of one event. Cancelled by the protocol's own cancellation. */
export interface PreviewParams {
  readonly uri: string;
  readonly event: string;
  readonly limit?: number;
  readonly since?: string;
  readonly until?: string;
  /** The user has seen that it would read more than the connection allows, and wants it. */
  readonly confirmed?: boolean;
}

export type PreviewResult =
  | {
      readonly status: "rows";
      readonly event: string;
      readonly connection: string;
      readonly sql: string;
      readonly columns: readonly (ResultColumn & { readonly personal: boolean })[];
      readonly rows: readonly (readonly Cell[])[];
      readonly truncated: boolean;
      readonly elapsedMs: number;
      /** Events in all, when the count was asked for and known. */
      readonly total?: number;
      readonly estimate?: Estimate;
    }
  | { readonly status: "cancelled"; readonly event: string }
  | {
      readonly status: "failed";
      readonly event: string;
      readonly message: string;
      readonly hint?: string;
      readonly sql?: string;
      /** The place in the spec to show, when the failure has one. */
      readonly range?: ProtocolRange;
      /** Nothing ran, for it would read too much; it runs when it is asked for with `confirmed`. */
      readonly confirmable?: true;
    };

/** `eventspec/compile`: the SQL of one event, or of all events of a file. */
export interface CompileParams {
  readonly uri: string;
  readonly event?: string;
  readonly layout?: LayoutName;
}

export interface CompileResult {
  readonly sql: string;
  readonly dialect: string;
  readonly problems: readonly string[];
}

/** `eventspec/status`, sent by the server whenever it changes. */
export interface Status {
  readonly project?: string;
  readonly connection?: string;
  readonly dialect?: string;
  /** What is being done, for instance `Reading columns`; absent when idle. */
  readonly busy?: string;
  readonly problem?: string;
  /** What the last check of the whole project has looked at; absent until there was one. */
  readonly checked?: Checked;
  /** What it has not looked at, in words; absent where that is nothing. */
  readonly unchecked?: string;
  readonly connections: readonly string[];
}

/** `eventspec/useConnection`: switches the connection for this session. */
export interface UseConnectionParams {
  readonly uri: string;
  readonly connection: string;
}

export interface InitializationOptions {
  /** False in an untrusted workspace: language features only, no query. */
  readonly trusted: boolean;
}

/** `eventspec/trusted`, sent by the client once the user trusts the workspace. */
export const notifications = { status: "eventspec/status", trusted: "eventspec/trusted" } as const;
export const requests = {
  preview: "eventspec/preview",
  compile: "eventspec/compile",
  useConnection: "eventspec/useConnection",
} as const;
