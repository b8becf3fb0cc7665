import type { Severity } from "../../document/types.ts";
import type { Preset, RuleOverride, RuleSetting, RuleSettings } from "../../spec/types.ts";
import type { AnyRule } from "../types.ts";
import { matchesGlob } from "./glob.ts";

/** Where a rule looks: the overrides that count there depend on it. */
export interface RulePlace {
  readonly file: string;
  readonly tier?: string | undefined;
  readonly event?: string | undefined;
}

export interface RuleChoice {
  /** `undefined`: as the finding itself says, because nobody set it. */
  readonly severity: Severity | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The rules that are on at a place, by name; a rule that is off is absent. */
export type RuleChoices = ReadonlyMap<string, RuleChoice>;

const defaultPreset: Preset = "recommended";

/**
 * Answers which rules count at a place, with which severity and options: the preset first, then the project's settings,
 * then each override whose `files`, `tier` and `event` all fit, later ones winning. An override's `extends` starts over.
 */
export function settingsResolver(
  rules: readonly AnyRule[],
  settings: RuleSettings,
): (place: RulePlace) => RuleChoices {
  const base = withSettings(ofPreset(rules, settings.extends?.value), settings.rules, rules);
  const known = new Map<string, RuleChoices>();
  return (place) => {
    const applying = settings.overrides.filter((override) => applies(override, place));
    if (applying.length === 0) return base;
    const key = applying.map((override) => override.span.start).join();
    const choices = known.get(key) ?? applying.reduce((from, to) => overridden(from, to, rules), base);
    known.set(key, choices);
    return choices;
  };
}

function applies(override: RuleOverride, place: RulePlace): boolean {
  const { files, tier, event } = override;
  if (files && !matchesGlob(files.value, place.file)) return false;
  if (tier && tier.value !== place.tier) return false;
  return !event || (place.event !== undefined && matchesGlob(event.value, place.event));
}

function overridden(from: RuleChoices, override: RuleOverride, rules: readonly AnyRule[]): RuleChoices {
  const start = override.extends ? ofPreset(rules, override.extends.value) : from;
  return withSettings(start, override.rules, rules);
}

function ofPreset(rules: readonly AnyRule[], preset: Preset = defaultPreset): RuleChoices {
  const on = rules.filter((rule) => rule.presets.includes(preset));
  return new Map(on.map((rule) => [rule.name, { severity: undefined, options: defaultOptions(rule) }]));
}

function withSettings(
  from: RuleChoices,
  settings: readonly RuleSetting[],
  rules: readonly AnyRule[],
): RuleChoices {
  if (settings.length === 0) return from;
  const choices = new Map(from);
  for (const { rule, level, options } of settings) {
    const found = rules.find((candidate) => candidate.name === rule.value);
    if (!found) continue;
    const before = choices.get(found.name)?.options ?? defaultOptions(found);
    if (level === "off") choices.delete(found.name);
    else choices.set(found.name, { severity: level, options: { ...before, ...options } });
  }
  return choices;
}

function defaultOptions(rule: AnyRule): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(rule.options ?? {}).map(([name, option]) => [name, option.default]),
  );
}
