/** The Governance view: how complete the events of each project are, and all that was found, by owner, rule or event. */
import {
  commands,
  Disposable,
  EventEmitter,
  env,
  type TreeDataProvider,
  type TreeView,
  Uri,
  window,
  workspace,
} from "vscode";
import { type LanguageClient, RequestType, State } from "vscode-languageclient/node";
import type {
  GovernanceParams,
  GovernanceResult,
} from "../../../server/src/editor/lsp/governance/protocol.ts";
import { notifications, requests } from "../../../server/src/editor/lsp/protocol.ts";
import { findProjectFiles, projectFile } from "../projectFiles.ts";
import { fixAll } from "./fixAll.ts";
import { treeItem } from "./items.ts";
import { countOf, type Grouping, governanceNodes, groupings, type Node, type Shown } from "./nodes.ts";

const governance = new RequestType<GovernanceParams, GovernanceResult, void>(requests.governance);

/** The view's id in package.json. */
const viewId = "eventspec.governance";

export interface Governance extends Disposable {
  /** Asks for words to filter by; `""` shows everything again. */
  filter(words?: string): Promise<void>;
  /** Asks what to group by. */
  group(): Promise<void>;
  /** Fixes all findings of a node's kind in its project. In: what a menu hands over. */
  fixAll(from: unknown): Promise<void>;
  /** Opens the page of a node's rule. In: what a menu hands over. */
  showRule(from: unknown): Promise<void>;
}

export function createGovernance(client: LanguageClient): Governance {
  const changed = new EventEmitter<undefined>();
  const roots = loader(client, () => changed.fire(undefined));
  let shown: Shown = { grouping: "owner", filter: "" };
  const provider: TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (node) => [...(node?.children ?? governanceNodes(await roots.get(), shown))],
    getTreeItem: treeItem,
  };
  const view = window.createTreeView(viewId, { treeDataProvider: provider, showCollapseAll: true });
  roots.onLoaded = (result) => tellErrors(view, countOf(result, "error"));
  const show = (next: Partial<Shown>) => {
    shown = { ...shown, ...next };
    view.message = shown.filter ? `Filtered by "${shown.filter}"` : "";
    view.description = `by ${shown.grouping}`;
    void commands.executeCommand("setContext", "eventspec.governanceFiltered", shown.filter !== "");
    changed.fire(undefined);
  };
  show({});
  return {
    filter: async (words) => {
      const filter = words ?? (await askFilter(shown.filter));
      if (filter !== undefined) show({ filter: filter.trim() });
    },
    group: async () => {
      const grouping = await askGrouping(shown.grouping);
      if (grouping) show({ grouping });
    },
    fixAll: async (from) => {
      const rule = ruleOf(from);
      if (rule) await fixAll(client, { root: rule.root, rule: rule.name });
    },
    showRule: async (from) => {
      const rule = ruleOf(from);
      if (rule) await env.openExternal(Uri.parse(rule.page));
    },
    dispose: () => Disposable.from(changed, roots, view).dispose(),
  };
}

/** Asks the server when somebody looks and something may have changed, one question at a time. */
function loader(client: LanguageClient, changed: () => void) {
  let known: Promise<GovernanceResult> | undefined;
  const ask = async (): Promise<GovernanceResult> => {
    if (!client.isRunning()) return { projects: [] };
    const projects = (await findProjectFiles()).map((uri) => uri.toString());
    const result = await client.sendRequest(governance, { projects });
    loaded.onLoaded(result);
    return result;
  };
  const forget = () => {
    known = undefined;
    changed();
  };
  const files = workspace.createFileSystemWatcher(`**/${projectFile}`, false, true, false);
  const subscriptions = Disposable.from(
    files,
    files.onDidCreate(forget),
    files.onDidDelete(forget),
    workspace.onDidChangeWorkspaceFolders(forget),
    client.onNotification(notifications.governanceChanged, forget),
    client.onDidChangeState(({ newState }) => newState === State.Running && forget()),
  );
  const loaded = {
    /** What the server says now; an answer that fails is asked for again the next time. */
    get: (): Promise<GovernanceResult> => {
      known ??= ask().catch((error: unknown) => {
        known = undefined;
        throw error;
      });
      return known;
    },
    onLoaded: (_: GovernanceResult): void => undefined,
    dispose: () => subscriptions.dispose(),
  };
  return loaded;
}

function tellErrors(view: TreeView<Node>, errors: number): void {
  view.badge =
    errors > 0 ? { value: errors, tooltip: `${errors} error${errors === 1 ? "" : "s"}` } : undefined;
}

function askFilter(value: string): Thenable<string | undefined> {
  return window.showInputBox({
    title: "EventSpec: Filter Governance",
    prompt: "Words that must all be in what is shown: of an event, owner, rule, file, message, or a severity",
    value,
  });
}

async function askGrouping(current: Grouping): Promise<Grouping | undefined> {
  const items = groupings.map((grouping) => ({
    label: `By ${grouping}`,
    grouping,
    ...(grouping === current && { description: "now" }),
  }));
  return (await window.showQuickPick(items, { title: "EventSpec: Group Governance" }))?.grouping;
}

function ruleOf(from: unknown): Node["rule"] {
  const isNode = (value: unknown): value is Node =>
    typeof value === "object" && value !== null && "kind" in value && "children" in value;
  return isNode(from) ? from.rule : undefined;
}
