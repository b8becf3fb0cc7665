import type { YamlNode, YamlPair } from "../document/types.ts";
import { choiceOf, defined, itemsOf, mapOf, nameOf, pairsOf, plainValue, textOf, valueAt } from "./nodes.ts";
import {
  presetNames,
  type RuleLevel,
  type RuleOverride,
  type RuleSetting,
  type RuleSettings,
} from "./projectTypes.ts";
import { tiers } from "./readShared.ts";

const levels = ["off", "error", "warning", "info"] as const;
const notRules = new Set(["extends", "overrides", "files", "tier", "event"]);
/** Keys that say what a project asks for beside the rules that are there, and the rules that find what lacks it. */
const demands: Readonly<Record<string, string>> = {
  require: "unmet-requirement",
  patterns: "name-against-pattern",
};

/** Reads the settings of rules: the value of `rules` in a project file, or a whole policy. */
export function rulesOf(node: YamlNode | undefined): RuleSettings {
  return defined({
    extends: textOf(valueAt(node, "extends")),
    rules: settingsOf(node),
    overrides: itemsOf(valueAt(node, "overrides")).flatMap((item) => (mapOf(item) ? overrideOf(item) : [])),
  });
}

function overrideOf(node: YamlNode): RuleOverride {
  return defined({
    files: textOf(valueAt(node, "files")),
    tier: choiceOf(valueAt(node, "tier"), tiers),
    event: textOf(valueAt(node, "event")),
    extends: choiceOf(valueAt(node, "extends"), presetNames),
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
  const demand = Object.hasOwn(demands, pair.key.text) ? demands[pair.key.text] : undefined;
  const written: RuleLevel | undefined = choiceOf(
    valueAt(pair.value, "severity") ?? pair.value,
    levels,
  )?.value;
  // What somebody asks for is meant.
  const level = written ?? (demand !== undefined && mapOf(pair.value) ? "error" : undefined);
  const others = pairsOf(pair.value).filter((option) => option.key.text !== "severity");
  if (level === undefined) return undefined;
  return {
    rule: demand === undefined ? nameOf(pair) : { ...nameOf(pair), value: demand },
    level,
    options: Object.fromEntries(others.map((option) => [option.key.text, plainValue(option.value)])),
  };
}
