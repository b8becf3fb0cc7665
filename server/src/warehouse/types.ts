/** What every warehouse can be asked. Everything cancellable takes an AbortSignal. */
import type { Environment } from "../project/environment.ts";
import type { Secrets } from "../project/secrets.ts";
import type { Column, TableNotice, UnreadableTable } from "../project/types.ts";
import type { ConnectionSettings } from "../spec/projectTypes.ts";
import type { DialectName } from "../sql/types.ts";

export interface ResultColumn {
  readonly name: string;
  /** As the engine spells it. */
  readonly type: string;
}

/** A cell is plain JSON: decimals and integers beyond 2^53 are text, times are ISO 8601 text, bytes are hex. */
export type Cell = string | number | boolean | null | readonly Cell[] | { readonly [key: string]: Cell };

export interface QueryResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Whether the limit cut rows off. */
  readonly truncated: boolean;
  /** How many cells were too long and are cut, which they say at their end; absent where none is. */
  readonly cutCells?: number;
  readonly elapsedMs: number;
}

/** As in the catalog, before the connection's name is added. */
export type FileNotice = Omit<TableNotice, "connection">;

export type BindResult =
  | { readonly ok: true; readonly columns: readonly ResultColumn[] }
  | {
      readonly ok: false;
      readonly message: string;
      /** UTF-16 offset into the SQL, when the engine says where. */
      readonly offset?: number;
    };

export interface Estimate {
  readonly rows?: number;
  readonly bytes?: number;
  /** Whether a query costs money by what it reads. */
  readonly billed: boolean;
  /** How it was estimated, for people. */
  readonly basis: string;
}

/** What settings say of where tables are; absent where they don't. */
export interface Namespace {
  readonly database?: string;
  readonly schema?: string;
}

interface RunOptions {
  /** Rows at most; the result says whether it was cut. */
  readonly limit: number;
  readonly timeoutMs: number;
}

export interface TableName {
  /** Unquoted identifiers, schema and table at least where the engine has schemas. */
  readonly parts: readonly string[];
}

/** A table as the engine describes it. */
export interface DescribedTable extends TableName {
  readonly columns: readonly Column[];
  readonly description?: string;
}

/** What an engine can do; what is not declared is off. */
export interface Capabilities {
  readonly bind?: true;
  readonly estimate?: true;
  /** Cancelling stops the work on the server. */
  readonly cancel?: true;
  readonly readOnly?: true;
  /** Runs on this machine over local files: no account, no cost, no network. */
  readonly embedded?: true;
  /** How many queries one connection runs at the same time, and so the sessions that it takes; 4 unless said. */
  readonly queries?: number;
}

export interface Connection {
  readonly name: string;
  readonly dialect: DialectName;
  readonly capabilities: Capabilities;
  tables(signal: AbortSignal): Promise<readonly TableName[]>;
  /** Columns of a table; `undefined` where there is no such table. */
  columns(parts: readonly string[], signal: AbortSignal): Promise<readonly Column[] | undefined>;
  /** Every table with its columns, where one question answers that. */
  describe?(signal: AbortSignal): Promise<readonly DescribedTable[]>;
  /** Tables that it should have by its settings, and can't read; none where its settings name no tables. */
  unreadable?(signal: AbortSignal): Promise<readonly Omit<UnreadableTable, "connection">[]>;
  /** What to know of tables that its settings name, and can read. */
  notices?(signal: AbortSignal): Promise<readonly FileNotice[]>;
  /** Resolves names and types of one query without running it. */
  bind(sql: string, signal: AbortSignal): Promise<BindResult>;
  estimate(sql: string, signal: AbortSignal): Promise<Estimate>;
  /** The engine's optimised plan of one query, as its own text: equal for queries that it would run alike. */
  plan?(sql: string, signal: AbortSignal): Promise<string>;
  /** Runs one read-only statement. Rejects with `WarehouseError`. */
  run(sql: string, options: RunOptions, signal: AbortSignal): Promise<QueryResult>;
  close(): Promise<void>;
}

export type WarehouseErrorKind =
  | "unreachable"
  | "authentication"
  | "settings"
  | "missing-driver"
  | "sql"
  | "timeout"
  | "cancelled"
  | "refused"
  | "lost"
  /** It needs more memory, or its answer is larger, than it may be. */
  | "limit"
  /** The engine's process ended over it. */
  | "crashed"
  /** The server takes no more sessions or queries now. */
  | "busy"
  /** What came is no answer in the server's protocol. */
  | "garbled";

const ofConnection: ReadonlySet<WarehouseErrorKind> = new Set([
  "settings",
  "authentication",
  "unreachable",
  "missing-driver",
  "lost",
]);

/** Whether the connection could not be had or kept, whatever was asked of it. */
export function isOfConnection({ kind }: Pick<WarehouseError, "kind">): boolean {
  return ofConnection.has(kind);
}

/** The only error that connections throw; its message is for people and holds no secret. */
export class WarehouseError extends Error {
  readonly kind: WarehouseErrorKind;
  /** UTF-16 offset into the SQL that was run, when the engine says where. */
  readonly offset: number | undefined;
  constructor(
    kind: WarehouseErrorKind,
    message: string,
    options: { offset?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "WarehouseError";
    this.kind = kind;
    this.offset = options.offset;
  }
}

export interface OpenContext extends Environment {
  /** Absolute; paths in settings are relative to it and may not leave it. */
  readonly projectRoot: string;
  /** What embedded databases are opened with; without it each has an engine of its own, which ends with it. */
  readonly engine?: EmbeddedEngine;
}

/** The settings of a database on this machine, their values read. */
export interface DatabaseSettings {
  /** The connection's name, for messages. */
  readonly connection: string;
  readonly projectRoot: string;
  readonly path?: string | undefined;
  /** What the file's database is called. */
  readonly database?: string | undefined;
  /** Where tables are looked for first. */
  readonly schema?: string | undefined;
  /** Other databases: name → file. */
  readonly attach?: unknown;
  readonly files?: unknown;
}

/** An engine on this machine, in a process of its own, that serves any number of connections. */
export interface EmbeddedEngine {
  /** Starts the process before it is asked anything. */
  start(): void;
  /**
   * Opens at once, so that what can't be read is told now; over data that were opened before and have not changed, with the
   * first question whose answer was not kept. In: what no kept answer may hold; without it none is kept. Rejects with `WarehouseError`.
   */
  open(settings: DatabaseSettings, signal: AbortSignal, secrets?: Secrets): Promise<Connection>;
  /** Ends the process. What is asked meanwhile is rejected as cancelled. */
  close(): void;
}

/**
 * What a setting holds: a text; a whole number; `true` or `false`; a path on this machine, relative to the project;
 * a map of tables and their files; or a map of databases and theirs. All but the maps may be `{env: NAME}`.
 */
type SettingType = "text" | "integer" | "flag" | "path" | "files" | "databases";

export interface SettingDeclaration {
  readonly name: string;
  readonly type: SettingType;
  readonly required?: true;
  /** Its value is not for others' eyes: it is taken out of messages, and may not stand in a file of the project. */
  readonly secret?: true;
  /** What holds where it is absent, for people. */
  readonly default?: string;
  /** What it is for: sentences, as hover, completion, the schema and the documentation show them. */
  readonly description: string;
}

/**
 * All that is known of one type of connection without opening one. One file each in connections/; schema, documentation,
 * completion and checks are made of it.
 */
export interface ConnectionKind {
  readonly type: string;
  /** Its engine's name, for people. */
  readonly title: string;
  /** What it is, in a sentence. */
  readonly description: string;
  /** What its SQL is written in; absent where only opening one tells. */
  readonly dialect?: DialectName;
  /** Runs on this machine over local files: no account, no cost, no network. */
  readonly embedded?: true;
  readonly settings: readonly SettingDeclaration[];
  /** In which database and schema tables are that are named without one, as far as the settings tell. */
  namespace?(settings: { text(setting: string): string | undefined }): Namespace;
  /** The files on this machine that its tables are in: paths and patterns, as the settings' values name them. */
  dataFiles?(values: ReadonlyMap<string, unknown>): string[];
  /** The settings that these lead to, of another type. Rejects with `WarehouseError` of kind `settings`. */
  leadsTo?(settings: ConnectionSettings, context: OpenContext): Promise<ConnectionSettings>;
  open(settings: ConnectionSettings, context: OpenContext, signal: AbortSignal): Promise<Connection>;
}
