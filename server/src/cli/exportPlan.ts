import { resolve } from "node:path";
import { jsonText } from "../document/harmless.ts";
import { eventsFor, planOfProject } from "../exporters/trackingPlan/planOfProject.ts";
import { rudderstackLosses, rudderstackPlan } from "../exporters/trackingPlan/rudderstack.ts";
import { segmentPlan } from "../exporters/trackingPlan/segment.ts";
import type { Project } from "../project/types.ts";
import { many } from "../proof/words.ts";
import type { DestinationSettings } from "../spec/projectTypes.ts";
import type { Loss, TrackingPlan } from "../spec/trackingPlan.ts";
import { compile } from "../sql/compile.ts";
import type { CompileOptions } from "../sql/types.ts";
import { connectionDialect } from "../tasks/connectionTypes.ts";
import type { PlanTool } from "../tasks/importPlan.ts";
import { exitCode, usageError } from "./commandError.ts";
import { chosenConnection } from "./connections.ts";
import { knownTypes } from "./knownTypes.ts";
import { tellLosses } from "./losses.ts";
import { displayPath, openProject } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import type { Terminal } from "./terminal.ts";
import { writeWhole } from "./writeWhole.ts";

export interface ExportPlanOptions extends CommonOptions {
  /** Where several destinations are of this tool. */
  readonly destination?: string;
  readonly out?: string;
  readonly format: "text" | "json";
}

interface Writer {
  readonly write: (plan: TrackingPlan) => string;
  readonly lossesOf: (plan: TrackingPlan) => readonly Loss[];
}

const writers: Readonly<Record<PlanTool, Writer>> = {
  segment: { write: segmentPlan, lossesOf: () => [] },
  rudderstack: { write: rudderstackPlan, lossesOf: rudderstackLosses },
};

/** `eventspec export segment|rudderstack`: the events that are meant for a destination, as its tracking plan. */
export async function exportTrackingPlan(
  tool: PlanTool,
  options: ExportPlanOptions,
  terminal: Terminal,
): Promise<number> {
  const opened = await openProject(options, terminal);
  const destination = destinationFor(tool, opened, options.destination);
  const settings = chosenConnection(opened, options.connection);
  const dialect = connectionDialect(settings);
  const events = eventsFor(opened, destination).map(({ name }) => name);
  if (events.length === 0)
    throw usageError(
      `No event is meant for "${destination.name.value}".`,
      `Say \`send_to: [${destination.name.value}]\` at an event or a document.`,
    );
  const { project, types } = await knownTypes({ project: opened, settings, terminal }, dialect, options);
  const columns = columnTypes(project, { events, dialect, ...types });
  const { plan, losses: ofProject } = planOfProject(project, destination, (event, { name }) =>
    columns.get(event.name)?.get(name.value),
  );
  const { write, lossesOf } = writers[tool];
  const text = write(plan);
  const losses = [...ofProject, ...lossesOf(plan)];
  const path = options.out === undefined ? undefined : resolve(terminal.cwd, options.out);
  if (path !== undefined) await writeWhole(path, text);
  if (options.format === "json") {
    const file = path && displayPath(path, terminal.cwd);
    terminal.out.write(
      jsonText({ version: 1, ...(file ? { file } : { plan: text }), events: plan.events.length, losses }),
    );
    return exitCode.ok;
  }
  if (path === undefined) terminal.out.write(text);
  else if (!options.quiet)
    terminal.out.write(`Wrote ${displayPath(path, terminal.cwd)}: ${many(plan.events.length, "event")}.\n`);
  if (!options.quiet) tellLosses(losses, terminal);
  return exitCode.ok;
}

function destinationFor(tool: PlanTool, { file }: Project, named: string | undefined): DestinationSettings {
  const all = file.destinations.filter(({ type }) => type?.value === tool);
  const found = named === undefined ? all[0] : all.find(({ name }) => name.value === named);
  if (found && (named !== undefined || all.length === 1)) return found;
  if (named === undefined && all.length > 1)
    throw usageError(
      `Several destinations are of type ${tool}.`,
      `Name one with --destination: ${all.map(({ name }) => name.value).join(", ")}.`,
    );
  throw usageError(
    named === undefined
      ? `The project has no destination of type ${tool}.`
      : `No destination "${named}" is of type ${tool}.`,
    `Declare it in eventspec.yml: \`destinations: {${tool}: {type: ${tool}}}\`, and say which events are meant for it with \`send_to\`.`,
  );
}

/** By event, as the columns of its own relation have them. */
function columnTypes(project: Project, options: Omit<CompileOptions, "layout">) {
  const { relations } = compile(project, { ...options, layout: "per_event" });
  return new Map(
    relations.flatMap(({ events, columns }) => {
      const typed = new Map(columns.map(({ name, type }) => [name, type]));
      return events.map((event) => [event, typed] as const);
    }),
  );
}
