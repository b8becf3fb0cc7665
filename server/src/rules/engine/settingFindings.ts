import type { Finding } from "../../document/types.ts";
import type { RuleSetting } from "../../spec/projectTypes.ts";
import type { AnyRule, RuleOption } from "../types.ts";
import { withPlace } from "./finish.ts";
import { nameRemedy } from "./fixes.ts";
import type { Run } from "./run.ts";

/** What is wrong with the `rules:` of the project file, or of a policy in the project: rules and options that don't exist, options of a wrong form. */
export function settingFindings(run: Run, file: string): Finding[] {
  const { project } = run;
  const document = project.documents.get(file);
  const severity = run.choicesAt({ file }).get("unknown-rule");
  const owners = [project.file, ...project.file.policies];
  const owner = owners.find((each) => each.file === file);
  if (!owner || !document || !severity) return [];
  const { rules, overrides } = owner.rules;
  const settings = [...rules, ...overrides.flatMap((override) => override.rules)];
  return settings.flatMap((setting) =>
    problemsOf(run, setting).map((problem) =>
      withPlace(document, {
        file,
        rule: "unknown-rule",
        severity: severity.severity ?? "warning",
        span: setting.rule.span,
        ...problem,
      }),
    ),
  );
}

type Problem = Pick<Finding, "message" | "hint" | "fixes">;

function problemsOf(run: Run, setting: RuleSetting): Problem[] {
  const rule = run.book.byName.get(setting.rule.value);
  if (!rule) {
    const remedy = nameRemedy(
      setting.rule,
      { known: run.book.names, what: "rules", whereDeclared: "" },
      run.suggest,
    );
    const hint = remedy.fixes ? remedy.hint : "`eventspec rules` lists them.";
    return [{ message: `No rule is called "${setting.rule.value}".`, ...remedy, hint }];
  }
  return Object.entries(setting.options).flatMap(([name, value]) => optionProblem(rule, name, value) ?? []);
}

function optionProblem(rule: AnyRule, name: string, value: unknown): Problem | undefined {
  const option = Object.hasOwn(rule.options ?? {}, name) ? rule.options?.[name] : undefined;
  const options = Object.keys(rule.options ?? {});
  if (!option) {
    const hint = options.length > 0 ? `Its options: ${options.join(", ")}.` : "It has none.";
    return { message: `The rule "${rule.name}" has no option "${name}".`, hint };
  }
  if (fits(option, value)) return undefined;
  const hint = option.values ? `One of: ${option.values.join(", ")}.` : `It takes ${formOf(option)}.`;
  return { message: `The option "${name}" of "${rule.name}" can't have this value.`, hint };
}

function fits(option: RuleOption, value: unknown): boolean {
  if (Array.isArray(option.default))
    return (
      Array.isArray(value) &&
      value.every((item) => typeof item === "string" && (option.values?.includes(item) ?? true))
    );
  if (typeof value !== typeof option.default) return false;
  return !option.values || option.values.some((allowed) => allowed === value);
}

function formOf(option: RuleOption): string {
  if (Array.isArray(option.default)) return "a list of texts";
  const forms = { string: "a text", number: "a number", boolean: "true or false" } as const;
  const form = typeof option.default;
  return form === "string" || form === "number" || form === "boolean" ? forms[form] : "another one";
}
