/** What language features may know: one file of a project at one moment. */
import { expressionTypes } from "../../binding/expressionTypes.ts";
import type { Finding, TextDocument } from "../../document/types.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { DialectName, ExpressionTypes } from "../../sql/types.ts";
import { workspaceDialect } from "./connections.ts";
import { isDamaged } from "./damage.ts";
import { type EventFacts, factsKey, factsThatHold } from "./facts.ts";
import { type DifferentExample, differentExamples, type EventTests, testsOf } from "./keptTests.ts";
import type { Workspace } from "./session.ts";

/** A snapshot, to be read only; every feature takes it. */
export interface FileView {
  readonly project: Project;
  /** Relative to the project's root, with `/`. */
  readonly file: string;
  readonly document: TextDocument;
  /** While the file is damaged: the project as it was when the file could last be read as a whole. */
  readonly before?: Project | undefined;
  /** What the project's connection speaks. */
  readonly dialect: DialectName;
  /** What the file was last found to offend against. */
  readonly findings: readonly Finding[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What previews have shown of an event, as far as it still holds. */
  readonly factsOf: (event: ProjectEvent) => EventFacts | undefined;
  /** What the last runs of an event's checks have shown. */
  readonly testsOf: (event: ProjectEvent) => EventTests | undefined;
  /** Examples that expected something else when they were last run. */
  readonly differentExamples: (event: ProjectEvent) => DifferentExample[];
  /** What the warehouse said of expressions. */
  readonly typeOf: ExpressionTypes;
}

/** The view of a file of a workspace; `undefined` where its project does not hold the file. `now` in milliseconds since 1970. */
export function fileView(
  workspace: Pick<
    Workspace,
    "project" | "chosen" | "opened" | "bound" | "facts" | "tests" | "tablesRevision" | "before" | "findings"
  >,
  file: string,
  now: number,
): FileView | undefined {
  const { project, bound, facts, before, findings } = workspace;
  const document = project.documents.get(file);
  if (!document) return undefined;
  return {
    project,
    file,
    document,
    before: isDamaged(project, file) ? before.get(file) : undefined,
    dialect: workspaceDialect(workspace),
    findings: findings.get(file) ?? [],
    now,
    factsOf: (event) => factsThatHold(project, event, facts.get(factsKey(event))),
    testsOf: (event) => testsOf(workspace, event),
    differentExamples: (event) => differentExamples(workspace, event),
    typeOf: expressionTypes(bound),
  };
}
