import type { Located } from "../../document/types.ts";
import { defineRule } from "../engine/defineRule.ts";
import { nameRemedy } from "../engine/fixes.ts";
import type { Report, RuleContext } from "../types.ts";

export const unknownOwner = defineRule<{ owner: string }>({
  name: "unknown-owner",
  topic: "Ownership",
  severity: "error",
  presets: ["recommended", "strict"],
  summary: "An owner must be a team that the project file declares, or a group of dbt.",
  message: ({ owner }) => `No team is called "${owner}".`,
  document: ({ document }, report, context) => visit(document.defaults.owner, report, context),
  event: (event, report, context) => visit(event.definition.owner, report, context),
  projectFile(file, report, context) {
    for (const { owner } of file.goals) visit(owner, report, context);
    for (const owner of file.streams.flatMap(({ events }) => events.owner ?? []))
      visit(owner, report, context);
  },
});

function visit(
  owner: Located<string> | undefined,
  report: Report<{ owner: string }>,
  { index, suggest, project }: RuleContext,
): void {
  const { teams: known } = index.declared;
  // It may be a group of a manifest that could not be read.
  const isOpen = project.file.dbt && !project.dbt?.manifest;
  if (!owner || known.has(owner.value) || isOpen) return;
  const choice = { known, what: "teams", whereDeclared: "Declare it below `teams` in eventspec.yml." };
  report(owner, { owner: owner.value }, nameRemedy(owner, choice, suggest));
}
