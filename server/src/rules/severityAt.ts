/** As what a finding counts that another room makes: what the project's settings say of its rule at its place. */
import type { Severity } from "../document/types.ts";
import type { Project } from "../project/types.ts";
import { allRules } from "./allRules.ts";
import { ruleBook } from "./engine/ruleBook.ts";
import { type RulePlace, settingsResolver } from "./engine/settings.ts";

/** Out: by rule and place the severity; `undefined` where the rule is off. */
export function severities({
  file,
}: Pick<Project, "file">): (rule: string, place: RulePlace) => Severity | undefined {
  const book = ruleBook(allRules);
  const choices = settingsResolver(book, file);
  return (rule, place) => {
    const choice = choices(place).get(rule);
    return choice && (choice.severity ?? book.byName.get(rule)?.severity);
  };
}
