/** What client and server say to each other beside the standard protocol. The client imports nothing else of the server but types. */
import type { Checked } from "../../rules/checked.ts";
import type { LayoutName } from "../../spec/projectTypes.ts";
import type { Cell, Estimate, ResultColumn } from "../../warehouse/types.ts";

/** A position in a file as the protocol counts it: lines and UTF-16 columns from 0. */
export interface ProtocolRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** What leads out of a failure. */
export type Door = "manageTrust" | "createProject" | "openProjectFile" | "switchConnection" | "showLog";

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

/** A column of rows that a panel shows. */
export interface ShownColumn extends ResultColumn {
  /** The type as the language writes it. */
  readonly typeInWords: string;
  /** `12 % null`; absent where no row shown has a null. */
  readonly nulls?: string;
  readonly personal: boolean;
  readonly technical: boolean;
}

export type PreviewResult =
  | {
      readonly status: "rows";
      readonly event: string;
      readonly connection: string;
      readonly sql: string;
      /** In the order in which people look for them; `technical`: only machines read it. */
      readonly columns: readonly ShownColumn[];
      /** Newest first, moments in UTC. */
      readonly rows: readonly (readonly Cell[])[];
      /** The same by the clocks of the project's time zone; absent where that is UTC. */
      readonly zoned?: {
        readonly zone: string;
        /** Names of the columns that hold moments. */
        readonly moments: readonly string[];
        readonly rows: readonly (readonly Cell[])[];
      };
      /** Whether counting where rows went costs nothing, so that it need not be asked for. */
      readonly countsUnasked: boolean;
      readonly truncated: boolean;
      /** How many cells were too long and are cut, which they say at their end. */
      readonly cutCells?: number;
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
      /** The best first; absent where no command helps. */
      readonly doors?: readonly Door[];
      readonly sql?: string;
      /** The place in the spec to show, when the failure has one. */
      readonly range?: ProtocolRange;
      /** Nothing ran, for it would read too much; it runs when it is asked for with `confirmed`. */
      readonly confirmable?: true;
    };

/**
 * `eventspec/whereRowsWent`: counts where the rows of a preview went, by one query; in: what the preview was asked for. Cancelled by
 * the protocol's own cancellation.
 */
export interface WhereRowsWentParams extends PreviewParams {
  /** The user wants it; else it is counted only where that costs nothing. */
  readonly asked: boolean;
}

export interface WhereRowsWentResult {
  /** In the order of evaluation, such as `source 841`; empty where nothing was counted. */
  readonly steps: readonly FunnelLine[];
  /** What is odd about the rows. */
  readonly notes: readonly FunnelLine[];
  /** Why nothing was counted. */
  readonly uncounted?: string;
}

/** A text, and where in the project it comes from. */
export interface FunnelLine {
  readonly text: string;
  /** The first of a document: several may give one event. */
  readonly begins?: true;
  readonly uri: string;
  readonly range: ProtocolRange;
}

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
  /** The text has errors as it stands, so that its SQL is not what is meant. */
  readonly halfTyped?: true;
}

/** `eventspec/status`, sent by the server whenever it changes. */
export interface Status {
  /** Address of the folder of the project that it is about, without a slash at its end. */
  readonly root: string;
  /** There is no such project any more. */
  readonly gone?: true;
  /** The folder has no project file, nor has one above it. */
  readonly noProject?: true;
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

/** `eventspec/newProject`: a project for what lies in a folder. The server reads, the client writes. */
export interface NewProjectParams {
  /** Address of the folder. */
  readonly folder: string;
}

export interface NewProjectResult {
  /** Of `eventspec.yml`. */
  readonly text: string;
  /** A first event, where a table says what happened when; `path` relative to the folder, with `/`. */
  readonly event?: { readonly name: string; readonly path: string; readonly text: string };
}

/** `eventspec/tables`: the tables that are known of the project of a file. */
export interface TablesParams {
  readonly uri: string;
}

export interface SuggestibleTable {
  /** As specs write it. */
  readonly name: string;
  readonly columns: number;
  readonly description?: string;
}

/** `eventspec/suggest`: the events that a table suggests. The server reads, the client writes. */
export interface SuggestParams extends TablesParams {
  readonly table: string;
}

export type SuggestResult =
  | {
      readonly status: "suggested";
      /** Where the spec goes, a file that may be there already. */
      readonly uri: string;
      readonly text: string;
      readonly events: readonly string[];
      /** What declares the entities that the spec needs. */
      readonly project?: {
        readonly uri: string;
        readonly edits: readonly { readonly range: ProtocolRange; readonly newText: string }[];
      };
      /** Entities that have to be declared by hand. */
      readonly undeclared?: readonly string[];
    }
  | { readonly status: "none"; readonly why: string; readonly reasons: readonly string[] };

/** `eventspec/patterns`: whole specs to begin with; in: the file that is to get one, if any. */
export interface PatternsParams {
  readonly uri?: string;
}

export interface OfferedPattern {
  readonly title: string;
  readonly summary: string;
  /** Other words that people look for it by. */
  readonly words: string;
  /** Its text, with `$0` and `${1:…}`. */
  readonly snippet: string;
}

/** `eventspec/useConnection`: switches the connection for this session. */
export interface UseConnectionParams {
  readonly uri: string;
  readonly connection: string;
}

/** `eventspec/counted`, sent by the server once it knows how many events there are of which a preview has shown some. */
export interface Counted {
  readonly uri: string;
  readonly event: string;
  readonly total: number;
}

/** `eventspec/cursor`, sent by the client when the cursor has moved without typing: what is new need not wait any longer. */
export interface CursorParams {
  readonly uri: string;
  /** Absent where it left the file. */
  readonly position?: ProtocolRange["start"];
}

export interface InitializationOptions {
  /** False in an untrusted workspace: language features only, no query. */
  readonly trusted: boolean;
}

/** `eventspec/trusted`, sent by the client once the user trusts the workspace. */
export const notifications = {
  status: "eventspec/status",
  trusted: "eventspec/trusted",
  cursor: "eventspec/cursor",
  counted: "eventspec/counted",
  testsChanged: "eventspec/testsChanged",
  testsBegun: "eventspec/testsBegun",
  tested: "eventspec/tested",
  governanceChanged: "eventspec/governanceChanged",
} as const;
export const requests = {
  preview: "eventspec/preview",
  whereRowsWent: "eventspec/whereRowsWent",
  compile: "eventspec/compile",
  newProject: "eventspec/newProject",
  patterns: "eventspec/patterns",
  tables: "eventspec/tables",
  suggest: "eventspec/suggest",
  useConnection: "eventspec/useConnection",
  tests: "eventspec/tests",
  checks: "eventspec/checks",
  runTests: "eventspec/runTests",
  makeExample: "eventspec/makeExample",
  governance: "eventspec/governance",
  fixAll: "eventspec/fixAll",
  review: "eventspec/review",
  reviewedSql: "eventspec/reviewedSql",
  reviewedRows: "eventspec/reviewedRows",
} as const;
