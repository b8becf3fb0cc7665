/** What the extension's parts share while it is active. */
import type { ExtensionContext, LogOutputChannel } from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { Governance } from "./governance/index.ts";
import type { ResultsPanel } from "./panels/resultsPanel.ts";
import type { SqlDocuments } from "./panels/sqlDocuments.ts";
import type { Previews } from "./previews.ts";
import type { Review } from "./review/index.ts";
import type { StatusBar } from "./statusBar.ts";
import type { Tests } from "./tests/index.ts";

export interface Session {
  readonly context: ExtensionContext;
  readonly client: LanguageClient;
  readonly log: LogOutputChannel;
  readonly results: ResultsPanel;
  readonly previews: Previews;
  readonly sqlDocuments: SqlDocuments;
  readonly tests: Tests;
  readonly governance: Governance;
  readonly review: Review;
  readonly statusBar: StatusBar;
}
