#!/usr/bin/env node
/** Entry point of the command line: wires the process to the commands, and the language server to `lsp`. */

import { packageVersion } from "./cli/packageFile.ts";
import { processTerminal } from "./cli/processTerminal.ts";
import { run } from "./cli/run.ts";

const { terminal, finish } = processTerminal(process);
const code = await run({
  args: process.argv.slice(2),
  version: await packageVersion(),
  terminal,
  startLanguageServer: async () => {
    const { startLanguageServer } = await import("./languageServer.ts");
    await startLanguageServer();
  },
});
await finish(code);
