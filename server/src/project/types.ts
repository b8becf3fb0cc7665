/** A project: every file read, defaults merged, names indexed. A snapshot: never changed in place. */

import type { Finding, Located, Span, TextDocument } from "../document/types.ts";
import type { History } from "../spec/historyTypes.ts";
import type { Lookup, ProjectFile } from "../spec/projectTypes.ts";
import type {
  Duration,
  EventDefinition,
  Origin,
  Privacy,
  Property,
  SpecDocument,
  SpecFile,
  SqlText,
  TableReference,
  Tier,
  WrittenTable,
} from "../spec/types.ts";
import type { DbtColumnFacts, DbtFacts } from "./dbt/facts.ts";
import type { DbtArtifacts } from "./dbt/manifest.ts";
import type { DialectName } from "./dialectNames.ts";
import type { Environment } from "./environment.ts";
import type { UsedLookup } from "./lookupsUsed.ts";
import type { ReadLimits } from "./ownFiles.ts";

/** Files as the project sees them: on disk, in open buffers, or in a test. Paths are absolute. */
export interface FileSystem {
  /** The text, or `undefined` where there is no such file, or none that may be read. */
  readText(path: string, limits?: TextLimits): Promise<string | undefined>;
  /** Absolute paths of the files below a folder whose names match, never below `node_modules`, `.git` or `target`. */
  listFiles(folder: string, matches: (name: string) => boolean): Promise<string[]>;
}

export interface TextLimits extends ReadLimits {
  /** Told why a file that is there is not read, as the end of a sentence about it. */
  unread?(why: string): void;
}

/** A property of an event after merging: the document's, the event's own, or a lookup's. */
export interface EventProperty extends Property {
  readonly from: "event" | "document" | "lookup";
  /** Set for `from: "lookup"`; its SQL stands in the project file. */
  readonly lookup?: UsedLookup;
  /** Path of the file that its spans point into. */
  readonly file: string;
}

/** One event with everything that counts for it. Spans point into `file` unless said otherwise. */
export interface ProjectEvent {
  readonly name: string;
  readonly file: string;
  readonly definition: EventDefinition;
  readonly document: SpecDocument;
  /** Of a document for tables that look alike: which one it is of, what the event is called in the file, and how many tables come before. */
  readonly each?: { readonly table: string; readonly written: string; readonly place: number };
  /** The names it can bear: its own, or its variants'; of names that come from data, those that were seen. */
  readonly names: readonly string[];
  /** Of an event that another document declares: which document of its file gives it here, counted from 1. */
  readonly also?: number;
  readonly key: readonly SqlText[];
  readonly timezone: string;
  readonly entities: readonly {
    readonly name: Located<string>;
    readonly sql: SqlText;
    readonly span: Span;
  }[];
  readonly properties: readonly EventProperty[];
  readonly owner?: Located<string>;
  readonly goals: readonly Located<string>[];
  readonly consumers: readonly Located<string>[];
  readonly tags: readonly Located<string>[];
  readonly tier: Tier;
  readonly origin: Origin;
  readonly lookback?: Duration;
  readonly history?: History;
  readonly version: number;
  /** False when one of its switches is off. */
  readonly enabled: boolean;
}

export interface Column {
  readonly name: string;
  /** As the engine spells it; absent when only the name is known, and where no row has a value. */
  readonly type?: string;
  /** A query has a say in its type, so that only an engine can tell it: `type` is absent then. */
  readonly ofQuery?: true;
  /** The engine that spells `type` so; absent where nobody knows it. */
  readonly dialect?: DialectName;
  readonly description?: string;
  readonly nullable?: boolean;
  /** A text that is a time in every row, with an offset in some: the others are read in the zone of who reads them. */
  readonly mixedTimes?: true;
  /** Of a time: in which share of a file's groups of rows, from 0 to 1, one moment lies on average. Absent where nobody looked. */
  readonly momentShare?: number;
  /** dbt's, such as `pii`. */
  readonly tags?: readonly string[];
  /** As the event says whose column it is. */
  readonly privacy?: Privacy;
  /** dbt's tag of its table; see `withTableTag`. */
  readonly tableTag?: string;
  /** What else dbt says of it. */
  readonly dbt?: DbtColumnFacts;
  /** Of a union's column: what it is in the tables after the first that has it. */
  readonly others?: readonly Pick<Column, "type" | "dialect">[];
}

export interface Table {
  /** Unquoted identifiers: table; schema and table; or catalog, schema and table. */
  readonly parts: readonly string[];
  readonly columns: readonly Column[];
  readonly description?: string;
  /** How specs of a dbt project name it: `ref('orders')`, `source('shop', 'orders')`. */
  readonly reference?: string;
  /** dbt's. */
  readonly tags?: readonly string[];
  /** What else dbt says of it; absent for tables that dbt does not know. */
  readonly dbt?: DbtFacts;
  /** There may be more columns than these: a name that is not among them may be right. */
  readonly partial?: true;
  /** Where it is known from, for hover: `eventspec.catalog.json`, `dbt`, a connection's name. */
  readonly origin: string;
}

/** Rows that are read instead of a table's own. */
export interface GivenTable {
  readonly columns: readonly Column[];
  /** In the order of the columns; each cell as its source's text, which is read as the column's type. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** A table that is there, or should be, and could not be read. */
export interface UnreadableTable {
  /** As in `Table`; with `*` where a pattern names no file that could tell. */
  readonly parts: readonly string[];
  /** Why, in the engine's words or ours. */
  readonly reason: string;
  /** The connection that could not read it. */
  readonly connection: string;
  /** The key of its setting `files` that names it; absent for tables that no setting names. */
  readonly filesKey?: string;
}

/** Something to know of a table that can be read. */
export interface TableNotice {
  readonly parts: readonly string[];
  /** What it is, as a sentence without its full stop. */
  readonly message: string;
  readonly hint: string;
  readonly connection: string;
  /** The key of its setting `files` that names it. */
  readonly filesKey: string;
}

/** Tables that are known without asking: from the committed catalog, dbt's artefacts, or the last look at the warehouse. */
export interface Catalog {
  readonly tables: readonly Table[];
  /** False when nothing is known at all, so that nothing can be said to be unknown. */
  readonly known: boolean;
  /** Of events whose names come from data, by the event: the names seen. Of the committed catalog alone. */
  readonly names?: ReadonlyMap<string, readonly string[]>;
  /** Tables stand in the order in which the engine looks for them: of several that a name may mean it takes the first. */
  readonly ordered?: true;
  /** What the warehouse has, or should have, yet can't give. */
  readonly unreadable?: readonly UnreadableTable[];
  readonly notices?: readonly TableNotice[];
  /** Tables by every ending of their names, so that they are found at once; see `withIndex`. */
  readonly index?: ReadonlyMap<string, readonly Table[]>;
}

export interface Project extends Environment {
  /** Absolute path of the folder that holds eventspec.yml. */
  readonly root: string;
  /** `eventspec.yml` with `eventspec.local.yml` merged in; its spans point into `eventspec.yml`. */
  readonly file: ProjectFile;
  readonly specs: readonly SpecFile[];
  readonly events: readonly ProjectEvent[];
  /** By name, variants' names included; more than one where a name is used twice. */
  readonly eventsByName: ReadonlyMap<string, readonly ProjectEvent[]>;
  readonly lookups: ReadonlyMap<string, Lookup>;
  readonly catalog: Catalog;
  /** The committed catalog alone, as it is written. */
  readonly committed: Catalog;
  /** Parsed texts by relative path, eventspec.yml included. */
  readonly documents: ReadonlyMap<string, TextDocument>;
  /** Files that are there and not read, and why. */
  readonly unread: readonly Finding[];
  /** What dbt's artefacts say; absent where the project file names no dbt project. */
  readonly dbt?: DbtArtifacts;
  /** Resolves `ref()` and `source()`; a relation resolves to its own parts. `undefined` when dbt does not know it: see `unresolvedTables`. */
  resolveTable(table: WrittenTable): readonly string[] | undefined;
  /** The rows that stand in for a table; absent where tables are read as they are. See `withGivenTables`. */
  standIn?(table: TableReference): GivenTable | undefined;
}
