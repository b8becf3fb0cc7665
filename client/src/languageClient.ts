/** Starts the language server as a process of its own and keeps it running. */
import { type Disposable, type ExtensionContext, type LogOutputChannel, workspace } from "vscode";
import { LanguageClient, RevealOutputChannelOn, TransportKind } from "vscode-languageclient/node";
import { type InitializationOptions, notifications } from "../../server/src/editor/lsp/protocol.ts";

/** Language ids that belong to us. */
export const languages = ["event-spec", "event-spec-project"] as const;

/** Whether a document of that language is a spec or a project file. */
export function isOurs(language: string | undefined): boolean {
  return languages.some((known) => known === language);
}

/** Crashes within three minutes after which the server stays down, so that a broken install does not loop. */
const crashesAtMost = 5;

/**
 * The client of our server. It restarts the server when that crashes, and asks for trust anew on each start,
 * so that a restarted server knows what the user has granted meanwhile.
 */
export function createLanguageClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const module = context.asAbsolutePath("dist/languageServer.js");
  return new LanguageClient(
    "eventspec",
    "EventSpec",
    {
      run: { module, transport: TransportKind.stdio },
      debug: { module, transport: TransportKind.stdio, options: { execArgv: ["--nolazy", "--inspect=0"] } },
    },
    {
      documentSelector: [
        ...languages.map((language) => ({ scheme: "file", language })),
        ...languages.map((language) => ({ scheme: "untitled", language })),
      ],
      initializationOptions: () => ({ trusted: workspace.isTrusted }) satisfies InitializationOptions,
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      connectionOptions: { maxRestartCount: crashesAtMost },
    },
  );
}

/** Tells a running server when the user trusts the workspace: from then on it may run queries. */
export function passTrustOn(client: LanguageClient): Disposable {
  return workspace.onDidGrantWorkspaceTrust(() => {
    if (client.isRunning()) void client.sendNotification(notifications.trusted);
  });
}
