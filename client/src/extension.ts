/** The extension's door: starts the language server and registers what VS Code shows of it. */
import { commands, type ExtensionContext, window } from "vscode";
import { allCommands } from "./commands/index.ts";
import { showExample } from "./commands/openExample.ts";
import { passCursorOn } from "./cursor.ts";
import { createGovernance } from "./governance/index.ts";
import { createLanguageClient, passTrustOn } from "./languageClient.ts";
import { createResultsPanel } from "./panels/resultsPanel.ts";
import { createSqlDocuments } from "./panels/sqlDocuments.ts";
import { createPreviews } from "./previews.ts";
import { createReview } from "./review/index.ts";
import type { Session } from "./session.ts";
import { createStatusBar } from "./statusBar.ts";
import { createTests } from "./tests/index.ts";

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel("EventSpec", { log: true });
  const client = createLanguageClient(context, log);
  const results = createResultsPanel(context);
  const previews = createPreviews(client, results);
  const tests = createTests(client, results, previews);
  const sqlDocuments = createSqlDocuments(client);
  const governance = createGovernance(client);
  const review = createReview(client);
  const statusBar = createStatusBar(client);
  const views = { results, previews, tests, sqlDocuments, governance, review, statusBar };
  const session: Session = { context, client, log, ...views };

  context.subscriptions.push(log, ...Object.values(views));
  for (const command of allCommands) {
    context.subscriptions.push(
      commands.registerCommand(command.id, (...args: unknown[]) => command.run(session, ...args)),
    );
  }
  void showExample();
  await commands.executeCommand("setContext", "eventspec.active", true);
  context.subscriptions.push(client, passTrustOn(client), passCursorOn(client));
  // Without its server the extension still restarts it, shows the log and copies the report.
  await client.start().catch((error: unknown) => log.error(`The server did not start: ${String(error)}`));
}
