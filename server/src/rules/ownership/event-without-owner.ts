import type { Fix } from "../../document/types.ts";
import { setKey } from "../../document/write/setKey.ts";
import { writeScalar } from "../../document/write/writeScalar.ts";
import { tableOf } from "../../project/aliases.ts";
import { knownTeams, teamOfTable } from "../../project/teams.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import { hasOwner } from "../completeness.ts";
import { defineRule } from "../engine/defineRule.ts";

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
    if (hasOwner(event)) return;
    const file = document(event.file);
    const owners = possibleOwners(event, project);
    const [team] = owners.names;
    const fixes = owners.names.slice(0, mostTeams).flatMap((name): Fix[] => {
      const entry = { key: "owner", inline: writeScalar(name, { flow: true }) };
      const edits = file && setKey(file, event.definition.name.span, entry);
      const because = name === team && owners.because ? ` (${owners.because})` : "";
      // Which of several it is, only the author knows.
      const preferred = name === team && (owners.names.length === 1 || because !== "");
      return edits ? [{ title: `Add owner: ${name}${because}`, edits, preferred }] : [];
    });
    report(
      event.definition.name,
      { event: event.name },
      {
        hint: team
          ? `${owners.because ? `"${team}" ${owners.because}. ` : ""}Name a team of the project, such as "owner: ${team}", here or for the whole document.`
          : "Declare a team in eventspec.yml and name it here, or for the whole document.",
        ...(fixes.length > 0 && { fixes }),
      },
    );
  },
});

interface PossibleOwners {
  readonly names: readonly string[];
  /** Why the first is offered before all others. */
  readonly because?: string;
}

/** All teams, the one that owns the event's table in dbt first: it is offered, never taken for granted. */
function possibleOwners({ document }: ProjectEvent, project: Project): PossibleOwners {
  const names = knownTeams(project).map(({ name }) => name);
  const source = document.source?.kind === "table" ? document.source.table : undefined;
  const owner = source && teamOfTable(tableOf(source, project), project);
  if (!owner) return { names };
  return {
    names: [owner.name, ...names.filter((name) => name !== owner.name)],
    because: `owns ${source.sql.text.trim()} in dbt`,
  };
}
