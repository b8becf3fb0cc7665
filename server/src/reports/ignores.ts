/** Settings that switch off what is found now, so that a project can begin today and look at one rule after the other. */
import type { Finding } from "../document/types.ts";
import { writeScalar } from "../document/write/writeScalar.ts";
import type { RuleSettings } from "../spec/projectTypes.ts";

/**
 * In: the findings of a whole project, and its settings. Out: YAML to paste into `eventspec.yml`, file by file: all of `rules:`, its `overrides:`, or, where
 * there are some, more of them. Empty where nothing is found.
 */
export function ignoresText(
  findings: readonly Finding[],
  { rules, overrides, ...base }: RuleSettings,
): string {
  const byFile = new Map<string, Set<string>>();
  for (const { file, rule } of findings) byFile.set(file, (byFile.get(file) ?? new Set()).add(rule));
  const items = [...byFile].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(overrideLines);
  if (items.length === 0) return "";
  const hasRules = base.extends !== undefined || rules.length > 0 || overrides.length > 0;
  const [where, head] =
    overrides.length > 0
      ? ["at the end of `overrides`", []]
      : hasRules
        ? ["below `rules`", ["  overrides:"]]
        : ["at the end of eventspec.yml", ["rules:", "  overrides:"]];
  return `${[`# ${where.charAt(0).toUpperCase()}${where.slice(1)}: what is found now, file by file.`, ...head, ...items].join("\n")}\n`;
}

function overrideLines([file, rules]: readonly [string, ReadonlySet<string>]): string[] {
  // In a pattern these stand for others, too.
  const pattern = file.replaceAll(/[*?]/g, "?");
  return [`    - files: ${writeScalar(pattern)}`, ...[...rules].sort().map((rule) => `      ${rule}: 'off'`)];
}
