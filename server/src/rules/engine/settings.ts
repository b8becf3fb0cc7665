import { matchesName, matchesPath } from "../../document/wildcards.ts";
import type { Preset, RuleOverride, RuleSetting, RuleSettings } from "../../spec/projectTypes.ts";
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
 * then each override whose `files`, `tier` and `event` all fit, later ones winning. An override's `extends` starts over.
 */
export function settingsResolver(book: RuleBook, settings: RuleSettings): (place: RulePlace) => RuleChoices {
  const base = withSettings(book.presets[settings.extends?.value ?? defaultPreset], settings.rules, book);
  const known = new Map<string, RuleChoices>();
  return (place) => {
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
