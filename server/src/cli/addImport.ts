import { type Command, Option } from "commander";
import { type PlanTool, planTools } from "../tasks/importPlan.ts";
import { format } from "./options.ts";
import { toolNames } from "./toolNames.ts";
import type { Wiring } from "./wiring.ts";

/** The command `import` and one below it for each tool. */
export function addImport(program: Command, wiring: Wiring): void {
  const importing = program.command("import").summary("write specs from files of other tools");
  importing.description("Writes specs from files of other tools.");
  for (const tool of planTools) addPlan(importing, tool, wiring);
}

function addPlan(importing: Command, tool: PlanTool, { terminal, exitWith }: Wiring): void {
  importing
    .command(tool)
    .argument(
      "<file...>",
      tool === "segment" ? "the tracking plan as JSON" : "the YAML files of events, properties and plan",
    )
    .description(
      `Writes a spec file with the events of a tracking plan of ${toolNames[tool]}, each from the table that it is loaded into, and says ` +
        "what of the plan is not kept.",
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
