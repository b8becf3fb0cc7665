import type { BindFailure } from "../../binding/types.ts";
import { type Suggest, suggestionsOfFile } from "../../document/didYouMean.ts";
import type { Finding } from "../../document/types.ts";
import { referenceFindings } from "../../project/findings.ts";
import type { Project } from "../../project/types.ts";
import type { SpecFile } from "../../spec/types.ts";
import type { AnyRule, Knowledge, RuleContext } from "../types.ts";
import { columnIndexes } from "./columnIndex.ts";
import { indexProject, type KeptIndex, type ProjectIndex } from "./projectIndex.ts";
import { type SqlReader, sqlReader } from "./readSql.ts";
import { newRounds, type Rounds } from "./rounds.ts";
import type { RuleBook, RuleChoice, RuleChoices } from "./ruleBook.ts";
import { type RulePlace, settingsResolver } from "./settings.ts";

/** One checking of a project: what all visits share. Lives as long as the check. */
export interface Run {
  readonly project: Project;
  readonly book: RuleBook;
  readonly knowledge: Knowledge;
  readonly index: ProjectIndex;
  readonly read: SqlReader;
  readonly suggest: Suggest;
  readonly rounds: Readonly<Record<AnyRule["scope"], Rounds>>;
  choicesAt(place: RulePlace): RuleChoices;
  readonly contextFor: (choice: RuleChoice) => RuleContext;
  /** Begins with another file: what a file is given, such as suggestions, it has anew. */
  enterFile(): void;
  /** What the readers found in a file, and its references that lead nowhere. */
  readerFindings(file: string): readonly Finding[];
  specOf(file: string): SpecFile | undefined;
  /** What the engine refused in a file; of a lookup, each event that uses it. */
  bindFailures(file: string): readonly { readonly event: string; readonly failure: BindFailure }[];
}

export function newRun(project: Project, book: RuleBook, knowledge: Knowledge, kept: KeptIndex): Run {
  const index = indexProject(project, kept);
  const { parser, dialect } = knowledge;
  const contexts = new Map<RuleChoice["options"], RuleContext>();
  const document = (file: string) => project.documents.get(file);
  const text = (file: string) => document(file)?.text ?? "";
  let suggest = suggestionsOfFile();
  const inFile: Suggest = (word, names) => suggest(word, names);
  const shared = {
    project,
    text,
    document,
    index,
    suggest: inFile,
    knowledge,
    today: todayOf(knowledge),
    scopes: new Map(),
    indexed: columnIndexes(),
  };
  const specOf = (file: string) => kept.files.get(file)?.spec;
  let failures: ReturnType<typeof failuresByFile> | undefined;
  return {
    project,
    book,
    knowledge,
    index,
    suggest: inFile,
    read: sqlReader(parser, dialect),
    rounds: { file: newRounds("file"), project: newRounds("project") },
    choicesAt: settingsResolver(book, project.file),
    enterFile: () => {
      suggest = suggestionsOfFile();
    },
    contextFor: ({ options }) => {
      const context = contexts.get(options) ?? { ...shared, options };
      contexts.set(options, context);
      return context;
    },
    readerFindings: (file) => [
      ...(specOf(file)?.findings ?? project.file.findings.filter((finding) => finding.file === file)),
      ...project.file.policyFindings.filter((finding) => finding.file === file),
      ...(knowledge.data?.get(file) ?? []),
      ...referenceFindings(project, file, specOf(file)),
    ],
    specOf,
    bindFailures: (file) => {
      failures ??= failuresByFile(knowledge);
      return failures.get(file) ?? [];
    },
  };
}

/** The day that a check counts by. */
export function todayOf({ today }: Knowledge): string {
  return today ?? new Date().toISOString().slice(0, 10);
}

function failuresByFile({
  types,
}: Knowledge): ReadonlyMap<string, { event: string; failure: BindFailure }[]> {
  const byFile = new Map<string, { event: string; failure: BindFailure }[]>();
  for (const { event, failures } of types?.events.values() ?? []) {
    for (const failure of failures) {
      byFile.set(failure.file, [...(byFile.get(failure.file) ?? []), { event, failure }]);
    }
  }
  return byFile;
}
