import { resolve } from "node:path";
import { jsonText } from "../document/harmless.ts";
import { lostVersions } from "../exporters/trackingPlan/lostVersions.ts";
import { planOfProject, titled } from "../exporters/trackingPlan/planOfProject.ts";
import { rudderstackPlan } from "../exporters/trackingPlan/rudderstack.ts";
import { segmentPlan } from "../exporters/trackingPlan/segment.ts";
import { eventsFor } from "../project/sentTo.ts";
import { many } from "../proof/words.ts";
import type { Loss, TrackingPlan } from "../spec/trackingPlan.ts";
import { connectionDialect } from "../tasks/connectionTypes.ts";
import type { PlanTool } from "../tasks/importPlan.ts";
import { exitCode } from "./commandError.ts";
import { chosenConnection } from "./connections.ts";
import { destinationFor } from "./destinationFor.ts";
import { eventColumnTypes } from "./eventColumnTypes.ts";
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
  rudderstack: { write: rudderstackPlan, lossesOf: lostVersions },
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
  const { project, types } = await knownTypes({ project: opened, settings, terminal }, dialect, options);
  const columns = eventColumnTypes(project, { events, dialect, ...types });
  const { plan, losses: ofProject } = planOfProject(project, destination, {
    typeOf: (event, { name }) => columns.get(event.name)?.get(name.value),
    called: titled,
  });
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
