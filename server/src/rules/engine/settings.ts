import { matchesName, matchesPath } from "../../document/wildcards.ts";
import {
  type Preset,
  type ProjectFile,
  presetNames,
  type RuleOverride,
  type RuleSetting,
  type RuleSettings,
} from "../../spec/projectTypes.ts";
import { defaultOptions, type RuleBook, type RuleChoices } from "./ruleBook.ts";

/** Where a rule looks: the overrides that count there depend on it. */
export interface RulePlace {
  readonly file: string;
  readonly tier?: string | undefined;
  readonly event?: string | undefined;
}

const defaultPreset: Preset = "recommended";

/**
 * Answers which rules count at a place, with which severity and options: the preset first, then the project's settings,
 * then each override whose `files`, `tier` and `event` all fit, later ones winning. An override's `extends` starts over. A policy counts
 * as a whole, its overrides included, where a preset would stand.
 */
export function settingsResolver(
  book: RuleBook,
  { rules, policies }: Pick<ProjectFile, "rules" | "policies">,
): (place: RulePlace) => RuleChoices {
  const [nearest, ...others] = policies;
  if (!nearest) {
    const start = book.presets[presetOf(rules) ?? defaultPreset];
    return resolverOf(book, rules, () => start);
  }
  return resolverOf(book, rules, settingsResolver(book, { rules: nearest.rules, policies: others }));
}

/** A policy that could not be read says nothing. */
function presetOf({ extends: base }: RuleSettings): Preset | undefined {
  return presetNames.find((name) => name === base?.value);
}

/** The settings of one file over those that it extends. */
function resolverOf(
  book: RuleBook,
  settings: RuleSettings,
  baseAt: (place: RulePlace) => RuleChoices,
): (place: RulePlace) => RuleChoices {
  const bases = new Map<RuleChoices, { base: RuleChoices; known: Map<string, RuleChoices> }>();
  return (place) => {
    const start = baseAt(place);
    const made = bases.get(start) ?? { base: withSettings(start, settings.rules, book), known: new Map() };
    bases.set(start, made);
    const { base, known } = made;
    const applying = settings.overrides.filter((override) => applies(override, place));
    if (applying.length === 0) return base;
    const key = applying.map((override) => override.span.start).join();
    const choices = known.get(key) ?? applying.reduce((from, to) => overridden(from, to, book), base);
    known.set(key, choices);
    return choices;
  };
}

function applies(override: RuleOverride, place: RulePlace): boolean {
  const { files, tier, event } = override;
  if (files && !matchesPath(files.value, place.file)) return false;
  if (tier && tier.value !== place.tier) return false;
  return !event || (place.event !== undefined && matchesName(event.value, place.event));
}

function overridden(from: RuleChoices, override: RuleOverride, book: RuleBook): RuleChoices {
  const start = override.extends ? book.presets[override.extends.value] : from;
  return withSettings(start, override.rules, book);
}

function withSettings(
  from: RuleChoices,
  settings: readonly RuleSetting[],
  { byName }: RuleBook,
): RuleChoices {
  if (settings.length === 0) return from;
  const choices = new Map(from);
  for (const { rule, level, options } of settings) {
    const found = byName.get(rule.value);
    if (!found) continue;
    const before = choices.get(found.name)?.options ?? defaultOptions(found);
    if (level === "off") choices.delete(found.name);
    else choices.set(found.name, { severity: level, options: { ...before, ...options } });
  }
  return choices;
}
