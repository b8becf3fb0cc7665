import type { Preset } from "../../spec/projectTypes.ts";
import type { AnyRule } from "../types.ts";

export type Visitor = "event" | "document" | "projectFile" | "expression" | "textFile";

/** All rules, arranged for what a check asks of them again and again. Made once; never changed. */
export interface RuleBook {
  readonly rules: readonly AnyRule[];
  readonly byName: ReadonlyMap<string, AnyRule>;
  readonly names: ReadonlySet<string>;
  /** The rules that are on in a preset, with their default options. */
  readonly presets: Readonly<Record<Preset, RuleChoices>>;
  /** The rules of a scope that have a visitor. */
  readonly visitors: Readonly<Record<AnyRule["scope"], Readonly<Record<Visitor, readonly AnyRule[]>>>>;
}

export interface RuleChoice {
  /** `undefined`: as the finding itself says, because nobody set it. */
  readonly severity: AnyRule["severity"] | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The rules that are on at a place, by name; a rule that is off is absent. */
export type RuleChoices = ReadonlyMap<string, RuleChoice>;

export function ruleBook(rules: readonly AnyRule[]): RuleBook {
  const having = (scope: AnyRule["scope"], visitor: Visitor) =>
    rules.filter((rule) => rule.scope === scope && rule[visitor] !== undefined);
  const visitorsOf = (scope: AnyRule["scope"]): Record<Visitor, readonly AnyRule[]> => ({
    event: having(scope, "event"),
    document: having(scope, "document"),
    projectFile: having(scope, "projectFile"),
    expression: having(scope, "expression"),
    textFile: having(scope, "textFile"),
  });
  const preset = (name: Preset): RuleChoices => {
    const on = rules.filter((rule) => rule.presets.includes(name));
    return new Map(on.map((rule) => [rule.name, { severity: undefined, options: defaultOptions(rule) }]));
  };
  return {
    rules,
    byName: new Map(rules.map((rule) => [rule.name, rule])),
    names: new Set(rules.map(({ name }) => name)),
    presets: { minimal: preset("minimal"), recommended: preset("recommended"), strict: preset("strict") },
    visitors: { file: visitorsOf("file"), project: visitorsOf("project") },
  };
}

/** The same object for all rules without options, which is why they can share one context. */
const noOptions: RuleChoice["options"] = {};

export function defaultOptions(rule: AnyRule): RuleChoice["options"] {
  if (!rule.options) return noOptions;
  return Object.fromEntries(Object.entries(rule.options).map(([name, option]) => [name, option.default]));
}
