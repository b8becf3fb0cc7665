/** Review Changes: what the edits of a project mean for its data, compared with a commit. */
import {
  commands,
  Disposable,
  EventEmitter,
  ProgressLocation,
  type TreeDataProvider,
  window,
  workspace,
} from "vscode";
import { type LanguageClient, RequestType } from "vscode-languageclient/node";
import { requests } from "../../../server/src/editor/lsp/protocol.ts";
import type {
  Refusal,
  ReviewedRowsParams,
  ReviewedRowsResult,
  ReviewParams,
  ReviewResult,
} from "../../../server/src/editor/lsp/review/protocol.ts";
import { doorCommands } from "../doors.ts";
import { isOurs } from "../languageClient.ts";
import { projectInFront } from "../projectFiles.ts";
import { changeItem } from "./items.ts";
import { createMarks } from "./marks.ts";
import { type ChangeNode, changeNodes, type Reviewed, type RowLines } from "./nodes.ts";
import { createSides } from "./sides.ts";

const rowsRequest = new RequestType<ReviewedRowsParams, ReviewedRowsResult, void>(requests.reviewedRows);
const reviewRequest = new RequestType<ReviewParams, ReviewResult, void>(requests.review);

/** The view's id in package.json. */
const viewId = "eventspec.changes";

export interface Review extends Disposable {
  /** Compares the project in front with where its branch began; `base`: with another commit. */
  run(base?: string): Promise<ReviewResult | undefined>;
  /** Asks for the commit to compare with. */
  choose(): Promise<void>;
  /** Shows the SQL of a node's event on both sides. In: what a menu hands over. */
  compareSql(from: unknown): Promise<void>;
  /** Runs both versions of a node's event, or of all that have changed. In: what a menu hands over. */
  countRows(from: unknown): Promise<void>;
  /** Takes marks and changes away. */
  clear(): void;
}

export function createReview(client: LanguageClient): Review {
  const view = createChangesView();
  const sides = createSides(client);
  const ask = async (params: ReviewParams): Promise<ReviewResult> => {
    const result = await window.withProgress({ location: { viewId } }, () =>
      client.sendRequest(reviewRequest, params),
    );
    if (result.status === "reviewed") view.show({ result, params, rows: new Map() });
    else if (result.status === "refused") void tellRefusal(result);
    return result;
  };
  const saved = workspace.onDidSaveTextDocument(({ languageId }) => {
    const shown = view.shown();
    if (shown && isOurs(languageId)) void ask(shown.params);
  });
  return {
    run: async (base) => {
      const uri = await projectInFront();
      if (uri === undefined) return undefined;
      await commands.executeCommand(`${viewId}.focus`);
      return ask({ uri, ...(base !== undefined && { base }) });
    },
    choose: async () => {
      const params = view.shown()?.params;
      const base = await askBase(params?.base);
      const uri = base === undefined ? undefined : (params?.uri ?? (await projectInFront()));
      if (uri !== undefined) await ask({ uri, ...(base && { base }) });
    },
    compareSql: async (from) => {
      const event = eventOf(from);
      const result = view.shown()?.result;
      if (result && event !== undefined) await sides.open({ root: result.root, event }, result.base);
    },
    countRows: (from) => countRows(client, view, eventOf(from)),
    clear: () => view.show(undefined),
    dispose: () => Disposable.from(view, sides, saved).dispose(),
  };
}

/** What is shown, and what was asked for. */
interface Shown {
  readonly result: Reviewed;
  readonly params: ReviewParams;
  readonly rows: RowLines;
}

interface ChangesView extends Disposable {
  shown(): Shown | undefined;
  /** Shows a review, its marks included; none takes them away. */
  show(next: Shown | undefined): void;
}

function createChangesView(): ChangesView {
  const changed = new EventEmitter<undefined>();
  const marks = createMarks();
  let shown: Shown | undefined;
  const provider: TreeDataProvider<ChangeNode> = {
    onDidChangeTreeData: changed.event,
    getChildren: (node) => [...(node?.children ?? (shown ? changeNodes(shown.result, shown.rows) : []))],
    getTreeItem: changeItem,
  };
  const view = window.createTreeView(viewId, { treeDataProvider: provider, showCollapseAll: true });
  const edited = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (shown && contentChanges.length > 0 && isOurs(document.languageId))
      view.description = "edited since; save to compare again";
  });
  return {
    shown: () => shown,
    show: (next) => {
      shown = next;
      view.message = next ? `${next.result.base} → now: ${next.result.summary}.` : "";
      view.description = "";
      void commands.executeCommand("setContext", "eventspec.reviewed", next !== undefined);
      marks.show(next?.result.changes ?? []);
      changed.fire(undefined);
    },
    dispose: () => Disposable.from(changed, marks, view, edited).dispose(),
  };
}

/** `event`: absent for all that have changed. */
async function countRows(client: LanguageClient, view: ChangesView, event: string | undefined) {
  const asked = view.shown();
  if (!asked) return;
  const { root } = asked.result;
  const result = await cancellably(client, { root, ...(event !== undefined && { event }) });
  if (result.status === "refused") void tellRefusal(result);
  const now = view.shown();
  // Those of another review say nothing of this one.
  if (result.status !== "counted" || now?.result !== asked.result) return;
  const told = result.rows.map(({ event, lines }) => [event, lines] as const);
  view.show({ ...now, rows: new Map([...now.rows, ...told]) });
}

async function askBase(value = ""): Promise<string | undefined> {
  const base = await window.showInputBox({
    title: "EventSpec: Choose Base",
    prompt: "The commit to compare with: a branch, a tag or a hash. Empty: where this branch began.",
    value,
  });
  return base?.trim();
}

function cancellably(client: LanguageClient, params: ReviewedRowsParams): Thenable<ReviewedRowsResult> {
  const options = {
    location: ProgressLocation.Notification,
    title: "EventSpec: running both versions",
    cancellable: true,
  };
  return window.withProgress(options, (_, token) => client.sendRequest(rowsRequest, params, token));
}

async function tellRefusal({ message, hint, doors = [] }: Refusal): Promise<void> {
  const titles = { manageTrust: "Manage Trust", showLog: "Show Log" } as const;
  const [door] = doors;
  const title = door === "manageTrust" || door === "showLog" ? titles[door] : undefined;
  const text = hint ? `${message} ${hint}` : message;
  const answer = await window.showWarningMessage(`EventSpec: ${text}`, ...(title ? [title] : []));
  if (answer && door) await commands.executeCommand(doorCommands[door]);
}

function eventOf(from: unknown): string | undefined {
  const isNode = (value: unknown): value is ChangeNode =>
    typeof value === "object" && value !== null && "kind" in value && "children" in value;
  return isNode(from) ? from.event : undefined;
}
