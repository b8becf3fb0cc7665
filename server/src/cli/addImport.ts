import { type Command, Option } from "commander";
import { type ImportTool, importTools } from "../tasks/importPlan.ts";
import { format } from "./options.ts";
import { toolNames } from "./toolNames.ts";
import type { Wiring } from "./wiring.ts";

/** The command `import` and one below it for each tool. */
export function addImport(program: Command, wiring: Wiring): void {
  const importing = program.command("import").summary("write specs from files of other tools");
  importing.description("Writes specs from files of other tools.");
  for (const tool of importTools) addPlan(importing, tool, wiring);
}

const files: Readonly<Record<ImportTool, string>> = {
  segment: "the tracking plan as JSON",
  rudderstack: "the YAML files of events, properties and plan",
  snowplow: "schemas of events, as JSON of a registry or as data structures",
  ga4: "rows of its export as JSON, with event_name and event_params; or event_name, key and type",
};

function addPlan(importing: Command, tool: ImportTool, { terminal, exitWith }: Wiring): void {
  importing
    .command(tool)
    .argument("<file...>", files[tool])
    .description(
      tool === "ga4"
        ? `Writes a spec file with the events that ${toolNames[tool]} exports to BigQuery, and says what is not kept.`
        : `Writes a spec file with the events of a tracking plan of ${toolNames[tool]}, each from the table that it is loaded into, and ` +
            "says what of the plan is not kept.",
    )
    .addOption(
      new Option("--schema <name>", "the schema that the events are loaded into").makeOptionMandatory(),
    )
    .addOption(
      new Option("--out <file>", "the file to write; default: one in events/, called as the plan is"),
    )
    .addOption(new Option("--force", "overwrite the file"))
    .addOption(format("text", "json"))
    .action(async (files: readonly string[], _, command: Command) => {
      const { importTrackingPlan } = await import("./importPlan.ts");
      exitWith(await importTrackingPlan(tool, files, command.optsWithGlobals(), terminal));
    });
}
