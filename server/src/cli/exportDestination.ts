import { exportDestination } from "../exporters/destinations/exportDestination.ts";
import { eventsFor, usersOf } from "../project/sentTo.ts";
import type { DestinationTool } from "../spec/destinationTools.ts";
import type { DialectName } from "../sql/types.ts";
import { connectionDialect } from "../tasks/connectionTypes.ts";
import { exitCode, usageError } from "./commandError.ts";
import { tellFindings } from "./compile.ts";
import { chosenConnection } from "./connections.ts";
import { destinationFor } from "./destinationFor.ts";
import { eventColumnTypes } from "./eventColumnTypes.ts";
import { fileName } from "./fileName.ts";
import { knownTypes } from "./knownTypes.ts";
import { openProject } from "./openProject.ts";
import { type ExportOptions, tellExport } from "./tellExport.ts";
import type { Terminal } from "./terminal.ts";

export interface DestinationOptions extends ExportOptions {
  /** Where several destinations are of this tool. */
  readonly destination?: string;
  readonly dialect?: DialectName;
}

/** `eventspec export mixpanel|amplitude|braze|census`: the rows that a tool imports, and its own description of them. */
export async function exportToDestination(
  tool: DestinationTool,
  options: DestinationOptions,
  terminal: Terminal,
): Promise<number> {
  const opened = await openProject(options, terminal);
  const destination = destinationFor(tool, opened, options.destination);
  const name = destination.name.value;
  const users = usersOf(opened, destination);
  if ("choose" in users)
    throw usageError(
      `"${name}" does not say which entity its users are.`,
      `Write \`entity:\` below \`destinations.${name}\`, with one of ${users.choose.join(", ")}.`,
    );
  const settings = chosenConnection(opened, options.connection);
  const dialect = options.dialect ?? connectionDialect(settings);
  const { project, types } = await knownTypes({ project: opened, settings, terminal }, dialect, options);
  const events = eventsFor(project, destination).map((event) => event.name);
  const columns = eventColumnTypes(project, { events, dialect, ...types });
  const made = exportDestination(project, {
    tool,
    destination,
    users,
    dialect,
    ...types,
    typeOf: (event, property) => columns.get(event.name)?.get(property.name.value),
  });
  if (made.findings.length > 0) tellFindings(project, made, terminal);
  if (made.sql === undefined && !made.findings.some(({ severity }) => severity === "error"))
    throw usageError(
      `No event can be sent to "${name}".`,
      [...new Set(made.losses.map(({ event, message }) => `${event}: ${message}`))].join("\n"),
    );
  const file = fileName(name);
  const files = new Map([
    ...(made.sql === undefined ? [] : [[`${file}.sql`, made.sql] as const]),
    ...(made.plan ? [[`${file}.${made.plan.ending}`, made.plan.text] as const] : []),
  ]);
  await tellExport({ files, events: made.events.length, losses: made.losses }, options, terminal);
  return made.findings.some(({ severity }) => severity === "error") ? exitCode.findings : exitCode.ok;
}
