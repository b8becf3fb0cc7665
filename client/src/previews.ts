/** Runs previews, one at a time: a new one cancels the one before, and an answer to an older text is not shown. */
import { commands, type Disposable, Range, Uri, window, workspace } from "vscode";
import { CancellationTokenSource, type LanguageClient, RequestType } from "vscode-languageclient/node";
import { type PreviewParams, type PreviewResult, requests } from "../../server/src/editor/lsp/protocol.ts";
import type { ResultsState } from "./panels/messages.ts";
import type { ResultsPanel } from "./panels/resultsPanel.ts";
import { maskPersonal } from "./panels/rows.ts";

const previewRequest = new RequestType<PreviewParams, PreviewResult, void>(requests.preview);

/** The event of a spec. */
export interface EventPlace {
  readonly uri: string;
  readonly event: string;
}

export interface Previews extends Disposable {
  /** Resolves with what came of it, shown or not. */
  run(place: EventPlace, confirmed?: boolean): Promise<ResultsState>;
  cancel(): void;
  /** Shows or masks the personal values of the rows on show. */
  togglePersonal(): void;
}

interface Run extends EventPlace {
  readonly cancellation: CancellationTokenSource;
  /** Of the document when the preview was asked for. */
  readonly version: number | undefined;
  result?: PreviewResult;
  /** The spec was edited while the query ran. */
  dropped?: boolean;
}

export function createPreviews(client: LanguageClient, panel: ResultsPanel): Previews {
  let current: Run | undefined;
  let personalShown = false;

  const show = (run: Run) => panel.show(stateOf(run, personalShown));

  const previews: Previews = {
    run: async ({ uri, event }, confirmed = false) => {
      current?.cancellation.cancel();
      personalShown = false;
      const run: Run = { uri, event, cancellation: new CancellationTokenSource(), version: versionOf(uri) };
      current = run;
      await panel.reveal();
      panel.show({ kind: "running", event, startedAt: Date.now() });
      run.result = await request(client, run, confirmed);
      run.dropped = editedSince(run);
      if (current === run) show(run);
      return stateOf(run, personalShown);
    },
    cancel: () => current?.cancellation.cancel(),
    togglePersonal: () => {
      if (current?.result?.status !== "rows") return;
      personalShown = !personalShown;
      show(current);
    },
    dispose: () => {
      current?.cancellation.cancel();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };

  const subscriptions = [
    panel.onMessage((message) => {
      if (message.type === "cancel") previews.cancel();
      if (message.type === "togglePersonal") previews.togglePersonal();
      if (message.type === "runAgain" && current) void previews.run(current);
      if (message.type === "runAnyway" && current) void previews.run(current, true);
      if (message.type === "openSql" && current) {
        void commands.executeCommand("eventspec.showSql", current.uri, current.event);
      }
      if (message.type === "goToPlace" && current) void goToPlace(current);
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const edited = contentChanges.length > 0 && document.uri.toString() === current?.uri;
      if (edited && current?.result?.status === "rows") show(current);
    }),
  ];
  return previews;
}

/** How many rows and how far back: the server knows the settings. */
async function request(
  client: LanguageClient,
  { uri, event, cancellation }: Run,
  confirmed: boolean,
): Promise<PreviewResult> {
  try {
    return await client.sendRequest(previewRequest, { uri, event, confirmed }, cancellation.token);
  } catch (error) {
    if (cancellation.token.isCancellationRequested) return { status: "cancelled", event };
    const message = error instanceof Error ? error.message : String(error);
    return {
      status: "failed",
      event,
      message,
      hint: "Run the preview again; the log says more (EventSpec: Show Log).",
    };
  }
}

function stateOf(run: Run, personalShown: boolean): ResultsState {
  const { event, result } = run;
  if (result?.status === "rows") {
    if (run.dropped) return { kind: "dropped", event };
    const outdated = editedSince(run);
    return { kind: "rows", result: personalShown ? result : maskPersonal(result), personalShown, outdated };
  }
  if (result?.status === "failed") {
    const { message, hint, sql, range, confirmable = false } = result;
    return {
      kind: "failed",
      event,
      message,
      ...(hint ? { hint } : {}),
      ...(sql ? { sql } : {}),
      hasPlace: range !== undefined,
      confirmable,
    };
  }
  return { kind: "cancelled", event };
}

async function goToPlace({ uri, result }: Run): Promise<void> {
  if (result?.status !== "failed" || !result.range) return;
  const { start, end } = result.range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  await window.showTextDocument(Uri.parse(uri), { selection });
}

function editedSince({ uri, version }: Run): boolean {
  const now = versionOf(uri);
  return now !== undefined && version !== undefined && now !== version;
}

function versionOf(uri: string): number | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri)?.version;
}
