import { type Command, Option } from "commander";
import { format } from "./options.ts";
import type { Wiring } from "./wiring.ts";

/** The command `export` and one below it for each tool. */
export function addExport(program: Command, { terminal, exitWith }: Wiring): void {
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
}
