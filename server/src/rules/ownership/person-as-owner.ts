import type { Located } from "../../document/types.ts";
import { givenNameIn } from "../../spec/givenNames.ts";
import { defineRule } from "../engine/defineRule.ts";
import type { Report, RuleContext } from "../types.ts";

export const personAsOwner = defineRule<{ owner: string }>({
  name: "person-as-owner",
  topic: "Ownership",
  severity: "info",
  presets: ["recommended", "strict"],
  summary: "An owner must be a team, not a person.",
  message: ({ owner }) => `"${owner}" seems to be a person.`,
  document: ({ document }, report, context) => visit(document.defaults.owner, report, context),
  event: (event, report, context) => visit(event.definition.owner, report, context),
  projectFile(file, report) {
    for (const { name, email, slack } of file.teams) {
      // Channels begin with #, people with @.
      const person = [name, email].find((said) => said && givenNameIn(said.value));
      const found = person ?? (slack?.value.startsWith("@") && givenNameIn(slack.value) ? slack : undefined);
      if (found) tell(found, report);
    }
  },
});

/** A team is told of where it is declared. */
function visit(
  owner: Located<string> | undefined,
  report: Report<{ owner: string }>,
  { index }: RuleContext,
): void {
  if (owner && givenNameIn(owner.value) && !index.declared.teams.has(owner.value)) tell(owner, report);
}

function tell(owner: Located<string>, report: Report<{ owner: string }>): void {
  const hint = "People go on holiday and change places: name a team, with an address that stays.";
  report(owner, { owner: owner.value }, { hint });
}
