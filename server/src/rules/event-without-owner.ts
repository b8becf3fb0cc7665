import type { Fix } from "../document/types.ts";
import { setKey } from "../document/write/setKey.ts";
import { writeScalar } from "../document/write/writeScalar.ts";
import { defineRule } from "./engine/defineRule.ts";

/** More would be a list to search, which completion is for. */
const mostTeams = 5;

export const eventWithoutOwner = defineRule<{ event: string }>({
  name: "event-without-owner",
  topic: "Ownership",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "Every event must name the team that owns it.",
  message: ({ event }) => `Event "${event}" has no owner.`,
  event(event, report, { project, document }) {
    if (event.owner) return;
    const file = document(event.file);
    const teams = project.file.teams.map(({ name }) => name.value);
    const fixes = teams.slice(0, mostTeams).flatMap((team): Fix[] => {
      const entry = { key: "owner", inline: writeScalar(team, { flow: true }) };
      const edits = file && setKey(file, event.definition.name.span, entry);
      // Which of several it is, only the author knows.
      return edits ? [{ title: `Add owner: ${team}`, edits, preferred: teams.length === 1 }] : [];
    });
    const [team] = teams;
    report(
      event.definition.name,
      { event: event.name },
      {
        hint: team
          ? `Name a team of the project, such as "owner: ${team}", here or for the whole document.`
          : "Declare a team in eventspec.yml and name it here, or for the whole document.",
        ...(fixes.length > 0 && { fixes }),
      },
    );
  },
});
