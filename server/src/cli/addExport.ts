import { type Command, Option } from "commander";
import { type PlanTool, planTools } from "../tasks/importPlan.ts";
import { format } from "./options.ts";
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
