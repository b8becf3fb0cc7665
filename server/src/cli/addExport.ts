import { type Command, Option } from "commander";
import { type DestinationTool, destinationTools, toolLimits } from "../spec/destinationTools.ts";
import { dialectNames } from "../sql/types.ts";
import { type PlanTool, planTools } from "../tasks/importPlan.ts";
import { format } from "./options.ts";
import { type TableFormatName, tableFormats } from "./tableFormats.ts";
import { toolNames } from "./toolNames.ts";
import type { Wiring } from "./wiring.ts";

/** The command `export` and one below it for each tool. */
export function addExport(program: Command, wiring: Wiring): void {
  const { terminal, exitWith } = wiring;
  const exporting = program.command("export").summary("write events as files of other tools");
  exporting.description("Writes events as files of other tools.");
  exporting
    .command("dbt")
    .description(
      "Writes a dbt model for each event and each stream into the folder that `dbt: {models: …}` names. Files of other " +
        "people stay, and so does one that was edited.",
    )
    .addOption(
      new Option("--check", "write nothing; exit code 1 when files are not as they would be written"),
    )
    .addOption(new Option("--force", "also overwrite files that were edited").conflicts("check"))
    .addOption(format("text", "json"))
    .action(async (_, command: Command) => {
      const { exportToDbt } = await import("./export.ts");
      exitWith(await exportToDbt(command.optsWithGlobals(), terminal));
    });
  for (const tool of planTools) addPlan(exporting, tool, wiring);
  for (const tool of destinationTools) addDestination(exporting, tool, wiring);
  for (const name of Object.keys(tableFormats) as TableFormatName[]) addTables(exporting, name, wiring);
}

function addTables(exporting: Command, name: TableFormatName, { terminal, exitWith }: Wiring): void {
  const { about, options } = tableFormats[name];
  const command = exporting
    .command(name)
    .argument("[event...]", "which events; default: all")
    .description(`${about} Says what it has no place for.`)
    .addOption(new Option("--out <folder>", "where to write files; one alone goes to the standard output"))
    .addOption(
      new Option("--dialect <dialect>", "whose types to write (default: the connection's)").choices(
        dialectNames,
      ),
    )
    .addOption(format("text", "json"));
  for (const option of options()) command.addOption(option);
  command.action(async (events: readonly string[], _, own: Command) => {
    const { exportTables } = await import("./exportTables.ts");
    exitWith(await exportTables(name, events, own.optsWithGlobals(), terminal));
  });
}

function addDestination(exporting: Command, tool: DestinationTool, { terminal, exitWith }: Wiring): void {
  const { title } = toolLimits[tool];
  exporting
    .command(tool)
    .description(
      `Writes the SQL of the rows that ${title} imports: events that are meant for a destination of type ${tool}, without what it may not ` +
        "receive. Says what is left out.",
    )
    .addOption(new Option("--destination <name>", "which one, where several are of this type"))
    .addOption(
      new Option("--out <folder>", "where to write files; default: the SQL goes to the standard output"),
    )
    .addOption(
      new Option("--dialect <dialect>", "the SQL to write (default: the connection's)").choices(dialectNames),
    )
    .addOption(format("text", "json"))
    .action(async (_, command: Command) => {
      const { exportToDestination } = await import("./exportDestination.ts");
      exitWith(await exportToDestination(tool, command.optsWithGlobals(), terminal));
    });
}

function addPlan(exporting: Command, tool: PlanTool, { terminal, exitWith }: Wiring): void {
  exporting
    .command(tool)
    .description(
      `Writes the events that are meant for a destination of type ${tool} as a tracking plan of ${toolNames[tool]}, without properties that it ` +
        "may not receive, and says what is not kept.",
    )
    .addOption(new Option("--destination <name>", "which one, where several are of this type"))
    .addOption(new Option("--out <file>", "the file to write; default: the standard output"))
    .addOption(format("text", "json"))
    .action(async (_, command: Command) => {
      const { exportTrackingPlan } = await import("./exportPlan.ts");
      exitWith(await exportTrackingPlan(tool, command.optsWithGlobals(), terminal));
    });
}
