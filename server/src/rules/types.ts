/** What a rule is. One object a file; the file's name is the rule's name. */
import type { Finding, Fix, RelatedPlace, Severity, Span } from "../document/types.ts";
import type { Project, ProjectEvent } from "../project/types.ts";
import type { Preset, ProjectFile, SpecDocument } from "../spec/types.ts";

export interface ReportExtras {
  readonly hint?: string;
  readonly path?: string;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
  /** When the place is in another file than the thing visited, for instance a lookup's. */
  readonly file?: string;
}

/** Reports a place; the engine adds rule, severity, event and file. */
export type Report<D> = (at: Span | { readonly span: Span }, data: D, extras?: ReportExtras) => void;

export interface RuleContext {
  readonly project: Project;
  /** The rule's options as set in the project file, over its defaults. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly text: (file: string) => string;
}

export interface Rule<D = never> {
  /** Says the offence; equals the file's name, the diagnostic's code and the page's name. */
  readonly name: string;
  readonly severity: Severity;
  readonly presets: readonly Preset[];
  /** What is asked for, in one sentence. */
  readonly summary: string;
  readonly message: (data: D) => string;
  readonly event?: (event: ProjectEvent, report: Report<D>, context: RuleContext) => void;
  readonly document?: (document: SpecDocument, file: string, report: Report<D>, context: RuleContext) => void;
  readonly projectFile?: (file: ProjectFile, report: Report<D>, context: RuleContext) => void;
}

export type { Finding };
