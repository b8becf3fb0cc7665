/** Runs previews, one at a time: a new one cancels the one before, and an answer to an older text is not shown. */
import { commands, type Disposable, Range, Uri, window, workspace } from "vscode";
import { CancellationTokenSource, type LanguageClient, RequestType } from "vscode-languageclient/node";
import {
  type Counted,
  type FunnelLine,
  notifications,
  type PreviewParams,
  type PreviewResult,
  requests,
  type WhereRowsWentParams,
  type WhereRowsWentResult,
} from "../../server/src/editor/lsp/protocol.ts";
import type { ResultsState } from "./panels/messages.ts";
import type { ResultsPanel } from "./panels/resultsPanel.ts";
import { rowsShown } from "./panels/rows.ts";

const previewRequest = new RequestType<PreviewParams, PreviewResult, void>(requests.preview);

const whyRequest = new RequestType<WhereRowsWentParams, WhereRowsWentResult, void>(requests.whereRowsWent);

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
  confirmed: boolean;
  why: "none" | "counting" | WhereRowsWentResult;
}

/** How the user wants to see rows. */
interface Seeing {
  readonly personalShown: boolean;
  readonly zoneShown: boolean;
  readonly technicalShown: boolean;
}

export function createPreviews(client: LanguageClient, panel: ResultsPanel): Previews {
  let current: Run | undefined;
  let seeing: Seeing = { personalShown: false, zoneShown: false, technicalShown: false };

  const show = (run: Run) => panel.show(stateOf(run, seeing));
  const see = (change: Partial<Seeing>) => {
    if (current?.result?.status !== "rows") return;
    seeing = { ...seeing, ...change };
    show(current);
  };
  const count = async (run: Run, asked: boolean) => {
    run.why = "counting";
    show(run);
    run.why = await whereRowsWent(client, run, asked);
    if (current === run) show(run);
  };

  const previews: Previews = {
    run: async ({ uri, event }, confirmed = false) => {
      current?.cancellation.cancel();
      seeing = { ...seeing, personalShown: false };
      const cancellation = new CancellationTokenSource();
      const run: Run = { uri, event, cancellation, version: versionOf(uri), confirmed, why: "none" };
      current = run;
      await panel.reveal();
      panel.show({ kind: "running", event, startedAt: Date.now() });
      run.result = await request(client, run, confirmed);
      run.dropped = editedSince(run);
      if (current === run) show(run);
      const countable = run.result.status === "rows" && run.result.countsUnasked && !run.dropped;
      if (current === run && countable) void count(run, false);
      return stateOf(run, seeing);
    },
    cancel: () => current?.cancellation.cancel(),
    togglePersonal: () => see({ personalShown: !seeing.personalShown }),
    dispose: () => {
      current?.cancellation.cancel();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };

  const subscriptions = [
    panel.onMessage((message) => {
      if (message.type === "cancel") previews.cancel();
      if (message.type === "togglePersonal") previews.togglePersonal();
      if (message.type === "toggleZone") see({ zoneShown: !seeing.zoneShown });
      if (message.type === "toggleTechnical") see({ technicalShown: !seeing.technicalShown });
      if (message.type === "countRows" && current) void count(current, true);
      if (message.type === "goToLine" && current) void goToLine(current, message);
      if (message.type === "runAgain" && current) void previews.run(current);
      if (message.type === "runAnyway" && current) void previews.run(current, true);
      if (message.type === "openSql" && current) {
        void commands.executeCommand("eventspec.showSql", current.uri, current.event);
      }
      if (message.type === "goToPlace" && current) void goToPlace(current);
    }),
    client.onNotification(notifications.counted, ({ uri, event, total }: Counted) => {
      const isShown = current?.event === event && sameUri(current.uri, uri);
      if (!current || !isShown || current.result?.status !== "rows") return;
      current.result = { ...current.result, total };
      show(current);
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

/** Never rejects: what keeps rows from being counted is shown. */
async function whereRowsWent(
  client: LanguageClient,
  { uri, event, confirmed, cancellation }: Run,
  asked: boolean,
): Promise<WhereRowsWentResult> {
  try {
    return await client.sendRequest(whyRequest, { uri, event, confirmed, asked }, cancellation.token);
  } catch (error) {
    const uncounted = error instanceof Error ? error.message : String(error);
    return { steps: [], notes: [], uncounted };
  }
}

function stateOf(run: Run, seeing: Seeing): ResultsState {
  const { event, result } = run;
  if (result?.status === "rows") {
    if (run.dropped) return { kind: "dropped", event };
    const { personalShown, zoneShown, technicalShown } = seeing;
    const { zoned } = result;
    const zone = zoned && { name: zoned.zone, shown: zoneShown, moments: zoned.moments };
    const outdated = editedSince(run);
    return {
      kind: "rows",
      result: rowsShown(result, seeing),
      personalShown,
      technicalShown,
      outdated,
      ...(zone && { zone }),
      why: run.why,
    };
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

async function goToLine(
  { why }: Run,
  { list, index }: { readonly list: "steps" | "notes"; readonly index: number },
): Promise<void> {
  const line: FunnelLine | undefined = typeof why === "string" ? undefined : why[list][index];
  if (!line) return;
  const { start, end } = line.range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  await window.showTextDocument(Uri.parse(line.uri), { selection });
}

/** The server may spell an address otherwise than the editor. */
function sameUri(one: string, other: string): boolean {
  return Uri.parse(one).toString() === Uri.parse(other).toString();
}

function editedSince({ uri, version }: Run): boolean {
  const now = versionOf(uri);
  return now !== undefined && version !== undefined && now !== version;
}

function versionOf(uri: string): number | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri)?.version;
}
