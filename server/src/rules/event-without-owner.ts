import { setKey } from "../document/write/setKey.ts";
import { writeScalar } from "../document/write/writeScalar.ts";
import { defineRule } from "./engine/defineRule.ts";
import { oneFix } from "./engine/fixes.ts";

export const eventWithoutOwner = defineRule<{ event: string }>({
  name: "event-without-owner",
  topic: "Ownership",
  severity: "warning",
  presets: ["recommended", "strict"],
  summary: "Every event names the team that answers for it.",
  message: ({ event }) => `Event "${event}" has no owner.`,
  event(event, report, { project, document }) {
    if (event.owner) return;
    const file = document(event.file);
    const team = project.file.teams[0]?.name.value;
    const edits =
      file &&
      team &&
      setKey(file, event.definition.name.span, { key: "owner", inline: writeScalar(team, { flow: true }) });
    report(
      event.definition.name,
      { event: event.name },
      {
        hint: team
          ? `Name a team of the project, such as "owner: ${team}", here or for the whole document.`
          : "Declare a team in eventspec.yml and name it here, or for the whole document.",
        ...oneFix(`Add owner: ${team}`, edits),
      },
    );
  },
});
