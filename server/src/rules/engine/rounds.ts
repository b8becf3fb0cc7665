/** The visitors of all rules of one scope, started once a check: they look at one file after the other. */
import type { Finding, TextDocument } from "../../document/types.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { ProjectFile } from "../../spec/projectTypes.ts";
import type { AnyRule, Emit, FileDocument, RuleContext, StartVisit } from "../types.ts";
import { withPlace } from "./finish.ts";
import type { ReadSql } from "./readSql.ts";
import type { RuleChoice, RuleChoices, Visitor } from "./ruleBook.ts";

/** The file that is looked at. */
export interface Visit {
  readonly document: TextDocument;
  /** Filled by the rules. */
  readonly findings: Finding[];
  /** The event that is looked at, if it is one: what is found belongs to it. */
  event: string | undefined;
}

/** One kind of visitor of all rules. Those that have started look at everything that has the same settings. */
export interface Round<T> {
  readonly visitor: Visitor;
  readonly start: (rule: AnyRule) => StartVisit<T> | undefined;
  readonly started: Map<RuleChoices, readonly ((visited: T) => void)[]>;
}

export interface Rounds {
  readonly scope: AnyRule["scope"];
  readonly textFile: Round<TextDocument>;
  readonly projectFile: Round<ProjectFile>;
  readonly document: Round<FileDocument>;
  readonly event: Round<ProjectEvent>;
  readonly expression: Round<ReadSql>;
  /** Where findings go to now: one file is looked at after the other. */
  visit: Visit | undefined;
}

export function newRounds(scope: AnyRule["scope"]): Rounds {
  return {
    scope,
    textFile: { visitor: "textFile", start: (rule) => rule.textFile, started: new Map() },
    projectFile: { visitor: "projectFile", start: (rule) => rule.projectFile, started: new Map() },
    document: { visitor: "document", start: (rule) => rule.document, started: new Map() },
    event: { visitor: "event", start: (rule) => rule.event, started: new Map() },
    expression: { visitor: "expression", start: (rule) => rule.expression, started: new Map() },
    visit: undefined,
  };
}

/** The visitors of the rules that are on, each with its severity and options. In: the rules that have such a visitor. */
export function startedWith<T>(
  rounds: Rounds,
  { start, started }: Round<T>,
  choices: RuleChoices,
  rules: readonly AnyRule[],
  contextFor: (choice: RuleChoice) => RuleContext,
): readonly ((visited: T) => void)[] {
  const known = started.get(choices);
  if (known) return known;
  const looks = rules.flatMap((rule) => {
    const choice = choices.get(rule.name);
    if (!choice) return [];
    const severity = choice.severity ?? rule.severity;
    const emit: Emit = (at, message, extras) => {
      const { visit } = rounds;
      if (!visit) return;
      const { document, event } = visit;
      const span = "span" in at ? at.span : at;
      const finding = { file: document.file, rule: rule.name, severity, message, ...extras, span };
      visit.findings.push(withPlace(document, finding, event));
    };
    return start(rule)?.(emit, contextFor(choice)) ?? [];
  });
  started.set(choices, looks);
  return looks;
}
