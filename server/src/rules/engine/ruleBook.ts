import type { Preset } from "../../spec/types.ts";
import type { AnyRule } from "../types.ts";

type Visitor = "event" | "document" | "projectFile" | "expression" | "textFile";

/** All rules, arranged for what a check asks of them again and again. Made once; never changed. */
export interface RuleBook {
  readonly rules: readonly AnyRule[];
  readonly byName: ReadonlyMap<string, AnyRule>;
  /** The rules that are on in a preset, with their default options. */
  readonly presets: Readonly<Record<Preset, RuleChoices>>;
  visitors(scope: AnyRule["scope"], visitor: Visitor): readonly AnyRule[];
}

export interface RuleChoice {
  /** `undefined`: as the finding itself says, because nobody set it. */
  readonly severity: AnyRule["severity"] | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The rules that are on at a place, by name; a rule that is off is absent. */
export type RuleChoices = ReadonlyMap<string, RuleChoice>;

export function ruleBook(rules: readonly AnyRule[]): RuleBook {
  const visitors = new Map<string, readonly AnyRule[]>();
  for (const scope of ["file", "project"] as const) {
    for (const visitor of ["event", "document", "projectFile", "expression", "textFile"] as const) {
      visitors.set(
        scope + visitor,
        rules.filter((rule) => rule.scope === scope && rule[visitor] !== undefined),
      );
    }
  }
  const preset = (name: Preset): RuleChoices => {
    const on = rules.filter((rule) => rule.presets.includes(name));
    return new Map(on.map((rule) => [rule.name, { severity: undefined, options: defaultOptions(rule) }]));
  };
  return {
    rules,
    byName: new Map(rules.map((rule) => [rule.name, rule])),
    presets: { minimal: preset("minimal"), recommended: preset("recommended"), strict: preset("strict") },
    visitors: (scope, visitor) => visitors.get(scope + visitor) ?? [],
  };
}

export function defaultOptions(rule: AnyRule): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(rule.options ?? {}).map(([name, option]) => [name, option.default]),
  );
}
