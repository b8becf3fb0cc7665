import type { Command } from "commander";
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
}
