import { boundKey } from "../../checks/boundKey.ts";
import type { BindFailure, BoundEvent } from "../../checks/types.ts";
import type { Finding } from "../../document/types.ts";
import type { Project } from "../../project/types.ts";
import type { SpecFile } from "../../spec/types.ts";
import type { AnyRule, Knowledge, RuleContext } from "../types.ts";
import { indexProject, type ProjectIndex } from "./projectIndex.ts";
import { type RuleChoice, type RuleChoices, type RulePlace, settingsResolver } from "./settings.ts";

/** One checking of a project: what all visits share. Lives as long as the check. */
export interface Run {
  readonly project: Project;
  readonly rules: readonly AnyRule[];
  readonly rulesByName: ReadonlyMap<string, AnyRule>;
  readonly knowledge: Knowledge;
  readonly index: ProjectIndex;
  choicesAt(place: RulePlace): RuleChoices;
  /** The rules that visit, by whether they look at other files. */
  visitors(scope: AnyRule["scope"]): readonly AnyRule[];
  contextFor(choice: RuleChoice): RuleContext;
  /** What the readers found in a file. */
  readerFindings(file: string): readonly Finding[];
  specOf(file: string): SpecFile | undefined;
  boundEvents(file: string): readonly BoundEvent[];
  /** What the engine refused in a file; of a lookup, each event that uses it. */
  bindFailures(file: string): readonly { readonly event: string; readonly failure: BindFailure }[];
}

export function newRun(project: Project, rules: readonly AnyRule[], knowledge: Knowledge): Run {
  const index = indexProject(project);
  const contexts = new Map<RuleChoice, RuleContext>();
  const specs = new Map(project.specs.map((spec) => [spec.file, spec]));
  const document = (file: string) => project.documents.get(file);
  const contextFor = (choice: RuleChoice): RuleContext => {
    const text = (file: string) => document(file)?.text ?? "";
    const context = contexts.get(choice) ?? {
      project,
      options: choice.options,
      text,
      document,
      index,
      knowledge,
    };
    contexts.set(choice, context);
    return context;
  };
  const visiting = rules.filter((rule) => rule.kind === "rule");
  const failures = failuresByFile(knowledge);
  return {
    project,
    rules,
    rulesByName: new Map(rules.map((rule) => [rule.name, rule])),
    knowledge,
    index,
    choicesAt: settingsResolver(rules, project.file.rules),
    visitors: (scope) => visiting.filter((rule) => rule.scope === scope),
    contextFor,
    readerFindings: (file) =>
      specs.get(file)?.findings ?? project.file.findings.filter((finding) => finding.file === file),
    specOf: (file) => specs.get(file),
    boundEvents: (file) =>
      index.eventsOf(file).flatMap((event) => knowledge.types?.events.get(boundKey(file, event.name)) ?? []),
    bindFailures: (file) => failures.get(file) ?? [],
  };
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
