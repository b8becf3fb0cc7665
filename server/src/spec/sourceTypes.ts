/** Where rows come from: tables, queries, unions, joins, lists and lookups, as spec files say it. */
import type { Located, Span, YamlScalar } from "../document/types.ts";
import type { LocatedLiteral } from "./literals.ts";

export type DurationUnit = "second" | "minute" | "hour" | "day" | "week";

export interface Duration {
  readonly amount: number;
  readonly unit: DurationUnit;
}

/** SQL in a scalar. `text` is what the engine gets; `spanInSql` of document/ maps its offsets to the file. */
export interface SqlText {
  readonly text: string;
  readonly span: Span;
  readonly scalar: YamlScalar;
}

/** What a table's text means: a relation by its SQL name, or what dbt calls it. */
export type WrittenTable =
  | {
      readonly kind: "relation";
      /** Unquoted identifiers, at most catalog, schema, table. */
      readonly parts: readonly string[];
    }
  | {
      readonly kind: "ref";
      readonly package?: string;
      readonly model: string;
      /** Of a model with versions; without it the latest is meant. */
      readonly version?: string;
    }
  | { readonly kind: "source"; readonly source: string; readonly table: string };

/** A table as written: a relation's SQL name, or one that dbt resolves. */
export type TableReference = WrittenTable & { readonly sql: SqlText };

export interface NamedTable {
  readonly name: Located<string>;
  readonly table: TableReference;
}

export type Source = TableSource | QuerySource | UnionSource | FullSource;

export interface TableSource {
  readonly kind: "table";
  readonly table: TableReference;
  readonly span: Span;
}

export interface QuerySource {
  readonly kind: "query";
  readonly sql: SqlText;
  readonly tables: readonly NamedTable[];
  readonly span: Span;
}

/** Tables whose rows come together. */
export interface UnionSource {
  readonly kind: "union";
  readonly members: readonly UnionMember[];
  /** Columns that are not read. */
  readonly except: readonly Located<string>[];
  /** The column with a row's table. */
  readonly relation?: Located<string>;
  readonly span: Span;
}

export interface UnionMember {
  /** With `pattern` only its text counts. */
  readonly table: TableReference;
  /** The parts of a name with `*`: all tables whose names match. */
  readonly pattern?: readonly string[];
  readonly renames: readonly { readonly theirs: Located<string>; readonly ours: Located<string> }[];
}

/** Tables and queries whose rows stand side by side where their keys are equal; rows without a partner stay. */
export interface FullSource {
  readonly kind: "full";
  readonly members: readonly FullMember[];
  /** The columns that are compared, as the source's own alias calls them. */
  readonly using: readonly Located<string>[];
  readonly span: Span;
}

/** Tables that look alike, each of them a source of the document's events. */
export interface EachTable {
  /** Only its text counts. */
  readonly table: TableReference;
  readonly pattern: readonly string[];
  readonly span: Span;
}

export interface FullMember {
  readonly source: TableSource | QuerySource;
  readonly alias?: Located<string>;
  /** What it calls the columns of `using`, in their order; absent where it calls them the same. */
  readonly using?: readonly Located<string>[];
}

export interface AsOf {
  readonly start: SqlText;
  readonly end?: SqlText;
  /** Overrides the event's time. */
  readonly at?: SqlText;
  readonly timezone?: Located<string>;
  readonly span: Span;
}

type JoinType = "left" | "inner" | "semi" | "anti";

export interface Join {
  readonly source?: Source;
  /** Another event in a table's stead. */
  readonly event?: JoinedEvent;
  readonly alias?: Located<string>;
  readonly on?: SqlText;
  readonly type?: Located<JoinType>;
  /** Of fields: when each value came to hold. */
  readonly asOf?: AsOf;
  readonly fields?: Fields;
  readonly span: Span;
}

/** A history with a row for each change of a field. */
export interface Fields {
  /** Which field a row is of. */
  readonly name: SqlText;
  readonly value: SqlText;
  readonly picks: readonly FieldPick[];
  /** Where `as_of` stands beside it, which means nothing there. */
  readonly asOf?: Span;
  readonly span: Span;
}

/** A field as a column. */
interface FieldPick {
  readonly name: Located<string>;
  readonly field: LocatedLiteral;
  /** What stands between several values of one time; absent where there is one. */
  readonly list?: Located<string>;
}

/** The last or the first event of a name with the same entity. */
export interface JoinedEvent {
  readonly name: Located<string>;
  readonly by?: Located<string>;
  readonly pick: "last" | "first";
  readonly within?: Located<Duration>;
}

/** What one row becomes several by: the elements of a list, or columns. */
export type ForEach = ForEachElement | ForEachColumn;

interface ForEachElement extends ForEachItem {
  readonly kind: "elements";
  readonly in: SqlText;
}

interface ForEachColumn extends ForEachItem {
  readonly kind: "columns";
  readonly columns: readonly { readonly name: Located<string>; readonly sql: SqlText }[];
}

interface ForEachItem {
  readonly item: Located<string>;
  readonly position?: Located<string>;
  readonly span: Span;
}

export interface LookupUse {
  /** The key that it stands below: the lookup's name, or a name of its own. */
  readonly name: Located<string>;
  /** The lookup's name, where it is used under a name of its own. */
  readonly lookup?: Located<string>;
  readonly parameters: readonly { readonly name: Located<string>; readonly sql: SqlText }[];
  readonly span: Span;
}
