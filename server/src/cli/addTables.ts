import { type Command, Option } from "commander";
import { format } from "./options.ts";
import type { Wiring } from "./wiring.ts";

/** Commands about the warehouse's tables. */
export function addTables(program: Command, { terminal, exitWith }: Wiring): void {
  program
    .command("columns")
    .summary("list a table's columns")
    .description(
      "Lists a table's columns with their types, whether they may be null, descriptions, and what dbt says of them. An embedded " +
        "warehouse is asked, any other where neither the catalog nor dbt knows the table, or where --connection names it.",
    )
    .argument(
      "<table>",
      "a table as specs name it: shop.orders, \"ref('orders')\", \"source('shop', 'orders')\"",
    )
    .addOption(format("text", "json"))
    .action(async (name: string, _, command: Command) => {
      const { columns } = await import("./columns.ts");
      exitWith(await columns(name, command.optsWithGlobals(), terminal));
    });
  program
    .command("suggest")
    .summary("write the events that a table suggests")
    .description(
      "Writes a spec of the events that a table's columns suggest: one for each time at which something happened, changes of a status or a " +
        "field, and what is missing for the others. It says why each column was taken or not. Overwrites nothing.",
    )
    .argument("<table>", "a table as specs name it")
    .addOption(
      new Option("--out <file>", "write this file, and declare the entities that it needs in eventspec.yml"),
    )
    .addOption(format("text", "json"))
    .action(async (name: string, _, command: Command) => {
      const { suggest } = await import("./suggest.ts");
      exitWith(await suggest(name, command.optsWithGlobals(), terminal));
    });
}
