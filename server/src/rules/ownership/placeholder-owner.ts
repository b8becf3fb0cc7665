import type { Fix, Located } from "../../document/types.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import { isPlaceholder } from "../../spec/placeholders.ts";
import { defineRule } from "../engine/defineRule.ts";
import type { Report, RuleContext } from "../types.ts";

export const placeholderOwner = defineRule<{ owner: string }>({
  name: "placeholder-owner",
  topic: "Ownership",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "An owner must be somebody who can be asked, not a word that stands for one.",
  message: ({ owner }) => `"${owner}" is nobody who could be asked.`,
  document: ({ document }, report, context) => visit(document.defaults.owner, report, context),
  event: (event, report, context) => visit(event.definition.owner, report, context),
  projectFile(file, report, context) {
    for (const { owner } of file.goals) visit(owner, report, context);
  },
});

/** More would be a list to search. */
const mostTeams = 5;

function visit(
  owner: Located<string> | undefined,
  report: Report<{ owner: string }>,
  { index }: RuleContext,
): void {
  if (!owner || !isPlaceholder(owner.value)) return;
  const teams = [...index.declared.teams].filter((team) => !isPlaceholder(team)).slice(0, mostTeams);
  const fixes = teams.map(
    (team): Fix => ({
      title: `Change to ${team}`,
      edits: [{ span: owner.span, text: writeScalar(team, { flow: true }) }],
      // Which of several it is, only the author knows.
      preferred: teams.length === 1,
    }),
  );
  report(
    owner,
    { owner: owner.value },
    {
      hint: "Name the team that answers when the numbers look odd. While nobody does, leave `owner` out: then that is found.",
      ...(fixes.length > 0 && { fixes }),
    },
  );
}
