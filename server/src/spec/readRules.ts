import type { YamlNode, YamlPair } from "../document/types.ts";
import { choiceOf, defined, itemsOf, mapOf, nameOf, pairsOf, plainValue, textOf, valueAt } from "./nodes.ts";
import type { RuleLevel, RuleOverride, RuleSetting, RuleSettings } from "./projectTypes.ts";
import { tiers } from "./readShared.ts";

const levels = ["off", "error", "warning", "info"] as const;
const presets = ["minimal", "recommended", "strict"] as const;
const notRules = new Set(["extends", "overrides", "files", "tier", "event"]);

export function rulesOf(node: YamlNode | undefined): RuleSettings {
  return defined({
    extends: choiceOf(valueAt(node, "extends"), presets),
    rules: settingsOf(node),
    overrides: itemsOf(valueAt(node, "overrides")).flatMap((item) => (mapOf(item) ? overrideOf(item) : [])),
  });
}

function overrideOf(node: YamlNode): RuleOverride {
  return defined({
    files: textOf(valueAt(node, "files")),
    tier: choiceOf(valueAt(node, "tier"), tiers),
    event: textOf(valueAt(node, "event")),
    extends: choiceOf(valueAt(node, "extends"), presets),
    rules: settingsOf(node),
    span: node.span,
  });
}

function settingsOf(node: YamlNode | undefined): RuleSetting[] {
  return pairsOf(node)
    .filter((pair) => !notRules.has(pair.key.text))
    .flatMap((pair) => settingOf(pair) ?? []);
}

/** `rule: error`, or `rule: {severity: error, option: …}`. `off` is a text in YAML 1.2, with quotes or without. */
function settingOf(pair: YamlPair): RuleSetting | undefined {
  const level: RuleLevel | undefined = choiceOf(valueAt(pair.value, "severity") ?? pair.value, levels)?.value;
  const others = pairsOf(pair.value).filter((option) => option.key.text !== "severity");
  if (level === undefined) return undefined;
  return {
    rule: nameOf(pair),
    level,
    options: Object.fromEntries(others.map((option) => [option.key.text, plainValue(option.value)])),
  };
}
