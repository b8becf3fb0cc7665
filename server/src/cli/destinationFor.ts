import { eventsFor } from "../project/sentTo.ts";
import type { Project } from "../project/types.ts";
import type { DestinationSettings } from "../spec/projectTypes.ts";
import { usageError } from "./commandError.ts";

/** The destination of a tool that `--destination` names, or the only one; a wrong use where there is none, or no event for it. */
export function destinationFor(
  tool: string,
  project: Project,
  named: string | undefined,
): DestinationSettings {
  const all = project.file.destinations.filter(({ type }) => type?.value === tool);
  const found = named === undefined ? all[0] : all.find(({ name }) => name.value === named);
  if (named === undefined && all.length > 1)
    throw usageError(
      `Several destinations are of type ${tool}.`,
      `Name one with --destination: ${all.map(({ name }) => name.value).join(", ")}.`,
    );
  if (!found)
    throw usageError(
      named === undefined
        ? `The project has no destination of type ${tool}.`
        : `No destination "${named}" is of type ${tool}.`,
      `Declare it in eventspec.yml: \`destinations: {${tool}: {type: ${tool}}}\`, and say which events are meant for it with \`send_to\`.`,
    );
  if (eventsFor(project, found).length === 0)
    throw usageError(
      `No event is meant for "${found.name.value}".`,
      `Say \`send_to: [${found.name.value}]\` at an event or a document.`,
    );
  return found;
}
