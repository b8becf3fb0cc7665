/** What a rule is. One object a file; the file's name is the rule's name. */
import type { BoundProject } from "../binding/types.ts";
import type { Suggest } from "../document/didYouMean.ts";
import type { Finding, Fix, RelatedPlace, Severity, Span, TextDocument } from "../document/types.ts";
import type { Column, Project, ProjectEvent } from "../project/types.ts";
import type { Preset, ProjectFile } from "../spec/projectTypes.ts";
import type { SpecDocument } from "../spec/types.ts";
import type { SqlParser } from "../sql/reader/parser.ts";
import type { DialectName } from "../sql/types.ts";
import type { ColumnIndex, NamesInScope } from "./engine/columnIndex.ts";
import type { ProjectIndex } from "./engine/projectIndex.ts";
import type { ReadSql } from "./engine/readSql.ts";

export interface ReportExtras {
  readonly hint?: string;
  readonly path?: string;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
}

type Spanned = Span | { readonly span: Span };

/** Reports a place; the engine adds rule, severity, event, path and file. */
export type Report<D> = (at: Spanned, data: D, extras?: ReportExtras) => void;

/** What is known besides the files; each part may be absent, and rules stay silent about what they can't know. */
export interface Knowledge {
  readonly dialect: DialectName;
  /** Absent until the parser is loaded. */
  readonly parser?: SqlParser;
  /** What the engine said about the expressions; absent without a connection. */
  readonly types?: BoundProject;
  /** Why the warehouse was not asked, as a sentence; findings don't depend on it. */
  readonly unchecked?: string;
  /** What rows have told, with the rules' own severities, by file; nothing of files whose rows nobody has looked at. */
  readonly data?: ReadonlyMap<string, readonly Finding[]>;
  /** The day of the check, as `2026-01-31`, in UTC; absent: that of the clock. */
  readonly today?: string;
}

export interface RuleContext {
  readonly project: Project;
  /** The rule's options as set in the project file, over its defaults. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly text: (file: string) => string;
  readonly document: (file: string) => TextDocument | undefined;
  readonly index: ProjectIndex;
  readonly suggest: Suggest;
  readonly knowledge: Knowledge;
  /** As in `Knowledge`. */
  readonly today: string;
  /** Names that are known already, by `namesOwner` and `namesKey`. */
  readonly scopes: Map<object, Map<string, NamesInScope | undefined>>;
  readonly indexed: (columns: readonly Column[]) => ColumnIndex;
}

/** A setting of a rule, beside its severity. Its type is that of the default. */
export interface RuleOption {
  readonly default: string | number | boolean | readonly string[];
  readonly description: string;
  /** The only values allowed, where it is one of a few. */
  readonly values?: readonly string[];
}

/** Chapter of the rules' index. */
type RuleTopic =
  | "Reading"
  | "Names"
  | "Ownership"
  | "Documentation"
  | "Tests"
  | "Meaning"
  | "Privacy"
  | "Cost"
  | "Freshness"
  | "Lifecycle"
  | "Review"
  | "Security";

/** What a rule must know before it can find anything; without it, a suppression of it is not called unused. */
type RuleNeed = "catalog" | "parser" | "types" | "base" | "data";

export interface RuleMetadata {
  /** Says the offence; equals the file's name, the diagnostic's code and the page's name. */
  readonly name: string;
  readonly topic: RuleTopic;
  readonly severity: Severity;
  readonly presets: readonly Preset[];
  /** What is required or forbidden, in one sentence with "must". */
  readonly summary: string;
  readonly options?: Readonly<Record<string, RuleOption>>;
  readonly needs?: readonly RuleNeed[];
}

export interface Rule<D = never> extends RuleMetadata {
  readonly message: (data: D) => string;
  /** `project` when what it finds in one file depends on other files, so that it runs again when any of them changes. */
  readonly scope?: "project";
  readonly event?: (event: ProjectEvent, report: Report<D>, context: RuleContext) => void;
  readonly document?: (visited: FileDocument, report: Report<D>, context: RuleContext) => void;
  readonly projectFile?: (file: ProjectFile, report: Report<D>, context: RuleContext) => void;
  /** Every SQL text of the user once: of documents, events and lookups. */
  readonly expression?: (expression: ReadSql, report: Report<D>, context: RuleContext) => void;
  /** Every YAML file as text and tree, the project file included. */
  readonly textFile?: (document: TextDocument, report: Report<D>, context: RuleContext) => void;
}

/** A visitor once it knows where to report to; it keeps nothing from one visit to the next. */
export type StartVisit<T> = (emit: Emit, context: RuleContext) => (visited: T) => void;

/** A document together with the file it stands in. */
export interface FileDocument {
  readonly document: SpecDocument;
  readonly file: string;
}

/** A rule whose data type is sealed in, so that rules of all data types fit one list. */
export interface AnyRule extends RuleMetadata {
  /** `rule`: it visits; `reader`: another room finds it (the readers of YAML, specs and projects, or the engine itself). */
  readonly kind: "rule" | "reader";
  readonly scope: "file" | "project";
  readonly event?: StartVisit<ProjectEvent>;
  readonly document?: StartVisit<FileDocument>;
  readonly projectFile?: StartVisit<ProjectFile>;
  readonly expression?: StartVisit<ReadSql>;
  readonly textFile?: StartVisit<TextDocument>;
}

export type Emit = (at: Spanned, message: string, extras?: ReportExtras) => void;
