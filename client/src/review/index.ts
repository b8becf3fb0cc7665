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
import { languages } from "../languageClient.ts";
import { findProjectFiles } from "../projectFiles.ts";
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
  const changed = new EventEmitter<undefined>();
  const marks = createMarks();
  const sides = createSides(client);
  /** What is shown, and what was asked for. */
  let shown:
    | { readonly result: Reviewed; readonly params: ReviewParams; readonly rows: RowLines }
    | undefined;
  const provider: TreeDataProvider<ChangeNode> = {
    onDidChangeTreeData: changed.event,
    getChildren: (node) => [...(node?.children ?? (shown ? changeNodes(shown.result, shown.rows) : []))],
    getTreeItem: changeItem,
  };
  const view = window.createTreeView(viewId, { treeDataProvider: provider, showCollapseAll: true });
  const put = (next: typeof shown) => {
    shown = next;
    view.message = next ? `${next.result.base} → now: ${next.result.summary}.` : "";
    view.description = "";
    void commands.executeCommand("setContext", "eventspec.reviewed", next !== undefined);
    marks.show(next?.result.changes ?? []);
    changed.fire(undefined);
  };
  const ask = async (params: ReviewParams): Promise<ReviewResult> => {
    const result = await window.withProgress({ location: { viewId } }, () =>
      client.sendRequest(reviewRequest, params),
    );
    if (result.status === "reviewed") put({ result, params, rows: new Map() });
    else if (result.status === "refused") void tellRefusal(result);
    return result;
  };
  const saved = workspace.onDidSaveTextDocument(({ languageId }) => {
    if (shown && isOurs(languageId)) void ask(shown.params);
  });
  const edited = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (shown && contentChanges.length > 0 && isOurs(document.languageId))
      view.description = "edited since; save to compare again";
  });
  return {
    run: async (base) => {
      const uri = await projectInFront();
      if (uri === undefined) return undefined;
      await commands.executeCommand(`${viewId}.focus`);
      return ask({ uri, ...(base !== undefined && { base }) });
    },
    choose: async () => {
      const base = await window.showInputBox({
        title: "EventSpec: Choose Base",
        prompt: "The commit to compare with: a branch, a tag or a hash. Empty: where this branch began.",
        value: shown?.params.base ?? "",
      });
      const uri = base === undefined ? undefined : (shown?.params.uri ?? (await projectInFront()));
      if (uri !== undefined) await ask({ uri, ...(base?.trim() && { base: base.trim() }) });
    },
    compareSql: async (from) => {
      const event = eventOf(from);
      if (shown && event !== undefined)
        await sides.open({ root: shown.result.root, event }, shown.result.base);
    },
    countRows: async (from) => {
      const asked = shown;
      if (!asked) return;
      const event = eventOf(from);
      const result = await cancellably(client, {
        root: asked.result.root,
        ...(event !== undefined && { event }),
      });
      if (result.status === "refused") void tellRefusal(result);
      // Those of another review say nothing of this one.
      if (result.status !== "counted" || shown?.result !== asked.result) return;
      const told = result.rows.map(({ event, lines }) => [event, lines] as const);
      shown = { ...asked, rows: new Map([...asked.rows, ...told]) };
      changed.fire(undefined);
    },
    clear: () => put(undefined),
    dispose: () => Disposable.from(changed, marks, sides, view, saved, edited).dispose(),
  };
}

function cancellably(client: LanguageClient, params: ReviewedRowsParams): Thenable<ReviewedRowsResult> {
  const options = {
    location: ProgressLocation.Notification,
    title: "EventSpec: running both versions",
    cancellable: true,
  };
  return window.withProgress(options, (_, token) => client.sendRequest(rowsRequest, params, token));
}

function isOurs(language: string): boolean {
  return languages.some((known) => known === language);
}

/** A file of the project in front, else of the only one. */
async function projectInFront(): Promise<string | undefined> {
  const document = window.activeTextEditor?.document;
  if (document && isOurs(document.languageId)) return document.uri.toString();
  const [only, ...others] = await findProjectFiles();
  if (only && others.length === 0) return only.toString();
  window.setStatusBarMessage("$(info) EventSpec: open a file of the project to review first.", 5000);
  return undefined;
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
