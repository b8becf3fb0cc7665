import type { Command } from "commander";
import type { Wiring } from "./wiring.ts";

/** The command `lsp`, which runs until the editor leaves. */
export function addLsp(program: Command, { startLanguageServer, exitWith }: Wiring): void {
  program
    .command("lsp")
    .summary("run the language server, for any editor")
    .description(
      "Runs the language server over the standard streams, for any editor that speaks the protocol.",
    )
    .requiredOption("--stdio", "speak over the standard input and output")
    // Editors add options of their own, such as the process to watch.
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => {
      await startLanguageServer();
      exitWith(0);
    });
}
