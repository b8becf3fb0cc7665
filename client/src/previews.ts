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
import { doorCommands } from "./doors.ts";
import type { FromWebview, ResultsState } from "./panels/messages.ts";
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
  /** Ends the preview on show: the panel is another's. */
  leave(): void;
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

/** The run on show, and how the user wants to see it. */
interface Stage {
  run?: Run;
  seeing: Seeing;
}

export function createPreviews(client: LanguageClient, panel: ResultsPanel): Previews {
  const stage: Stage = { seeing: { personalShown: false, zoneShown: false, technicalShown: false } };

  const show = (run: Run) => {
    if (stage.run === run) panel.show(stateOf(run, stage.seeing));
  };
  const see = (change: Partial<Seeing>) => {
    if (stage.run?.result?.status !== "rows") return;
    stage.seeing = { ...stage.seeing, ...change };
    show(stage.run);
  };
  const count = (asked: boolean) => stage.run && countRows(client, stage.run, { asked, show });

  const previews: Previews = {
    run: async (place, confirmed = false) => {
      previews.cancel();
      const run = newRun(place, confirmed);
      stage.run = run;
      stage.seeing = { ...stage.seeing, personalShown: false };
      await panel.reveal();
      panel.show({ kind: "running", event: run.event, startedAt: Date.now() });
      run.result = await request(client, run, confirmed);
      run.dropped = editedSince(run);
      show(run);
      const countable = run.result.status === "rows" && run.result.countsUnasked && !run.dropped;
      if (stage.run === run && countable) void count(false);
      return stateOf(run, stage.seeing);
    },
    cancel: () => stage.run?.cancellation.cancel(),
    leave: () => {
      previews.cancel();
      delete stage.run;
    },
    togglePersonal: () => see({ personalShown: !stage.seeing.personalShown }),
    dispose: () => {
      previews.cancel();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };

  const subscriptions = [
    panel.onMessage((message) => {
      const { run, seeing } = stage;
      if (message.type === "goThrough") void commands.executeCommand(doorCommands[message.door]);
      if (message.type === "toggleZone") see({ zoneShown: !seeing.zoneShown });
      if (message.type === "toggleTechnical") see({ technicalShown: !seeing.technicalShown });
      if (message.type === "countRows" && run) void count(true);
      if (run) obey(message, run, previews);
    }),
    ...whatChangesRows(client, stage, show),
  ];
  return previews;
}

function newRun({ uri, event }: EventPlace, confirmed: boolean): Run {
  const cancellation = new CancellationTokenSource();
  return { uri, event, cancellation, version: versionOf(uri), confirmed, why: "none" };
}

async function countRows(
  client: LanguageClient,
  run: Run,
  { asked, show }: { readonly asked: boolean; show(run: Run): void },
): Promise<void> {
  run.why = "counting";
  show(run);
  run.why = await whereRowsWent(client, run, asked);
  show(run);
}

/** The number of all rows, which comes later than the rows, and edits, which make them old. */
function whatChangesRows(client: LanguageClient, stage: Stage, show: (run: Run) => void): Disposable[] {
  return [
    client.onNotification(notifications.counted, ({ uri, event, total }: Counted) => {
      const { run } = stage;
      if (run?.event !== event || !sameUri(run.uri, uri) || run.result?.status !== "rows") return;
      run.result = { ...run.result, total };
      show(run);
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const { run } = stage;
      const edited = contentChanges.length > 0 && document.uri.toString() === run?.uri;
      if (edited && run.result?.status === "rows") show(run);
    }),
  ];
}

/** Does what a button of the panel asks for, as far as it needs nothing but the run on show. */
function obey(message: FromWebview, run: Run, previews: Previews): void {
  if (message.type === "cancel") previews.cancel();
  if (message.type === "togglePersonal") previews.togglePersonal();
  if (message.type === "goToLine") void goToLine(run, message);
  if (message.type === "goToPlace") void goToPlace(run);
  if (message.type === "runAgain") void previews.run(run);
  if (message.type === "runAnyway") void previews.run(run, true);
  if (message.type === "openSql") void commands.executeCommand("eventspec.showSql", run.uri, run.event);
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
      uri: run.uri,
      result: rowsShown(result, seeing),
      personalShown,
      technicalShown,
      outdated,
      ...(zone && { zone }),
      why: run.why,
    };
  }
  if (result?.status === "failed") {
    const { message, hint, sql, range, doors = [], confirmable = false } = result;
    return {
      kind: "failed",
      event,
      message,
      doors,
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
