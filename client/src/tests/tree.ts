/** Keeps the Test Explorer's items true: found when they are looked for, changed when the server says so. */
import { Disposable, type TestController, type TestItem, type TextDocument, Uri, workspace } from "vscode";
import { type LanguageClient, RequestType, State } from "vscode-languageclient/node";
import { notifications, requests } from "../../../server/src/editor/lsp/protocol.ts";
import type {
  ChecksParams,
  TestCheck,
  TestFile,
  TestsChanged,
  TestsParams,
  TestsResult,
} from "../../../server/src/editor/lsp/tests/protocol.ts";
import { findProjectFiles, projectFile } from "../projectFiles.ts";
import { itemAt, itemsOf, placeOf, putChecks, putFiles, putProject } from "./items.ts";

const testsRequest = new RequestType<TestsParams, TestsResult | null, void>(requests.tests);
const checksRequest = new RequestType<ChecksParams, readonly TestCheck[], void>(requests.checks);

export interface TestTree extends Disposable {
  /** Lists the project of a file, if it is not listed yet. Out: its root; `undefined` where it belongs to none. */
  project(uri: string): Promise<string | undefined>;
  /** Tells when results of an event may not hold any more. */
  onStale: (item: TestItem) => void;
}

interface Tree {
  readonly client: LanguageClient;
  readonly controller: TestController;
  /** Roots of projects whose files are known. */
  readonly listed: Set<string>;
}

export function createTestTree(client: LanguageClient, controller: TestController): TestTree {
  const tree: Tree = { client, controller, listed: new Set() };
  const result: TestTree = {
    project: (uri) => listed(tree, uri),
    onStale: () => undefined,
    dispose: () => subscriptions.dispose(),
  };
  const opened = ({ languageId, uri }: TextDocument) => {
    if (languageId === "event-spec" && client.isRunning()) void listed(tree, uri.toString());
  };
  controller.resolveHandler = (item) => (item ? resolve(tree, item) : discover(tree));
  controller.refreshHandler = async () => {
    await discover(tree);
    await listAnew(tree);
  };
  const files = workspace.createFileSystemWatcher(`**/${projectFile}`);
  const subscriptions = Disposable.from(
    files,
    files.onDidCreate((uri) => putProject(controller, rootOf(uri))),
    // What is deleted and soon created again counts as changed.
    files.onDidChange((uri) => putProject(controller, rootOf(uri))),
    files.onDidDelete((uri) => {
      // Of those that are listed the server tells.
      if (!tree.listed.has(rootOf(uri))) controller.items.delete(rootOf(uri));
    }),
    workspace.onDidChangeWorkspaceFolders(() => discover(tree)),
    workspace.onDidOpenTextDocument(opened),
    client.onNotification(notifications.testsChanged, (changed: TestsChanged) =>
      follow(tree, changed, (item) => result.onStale(item)),
    ),
    client.onDidChangeState(({ newState }) => {
      if (newState !== State.Running) return;
      void listAnew(tree);
      for (const document of workspace.textDocuments) opened(document);
    }),
  );
  return result;
}

/** Every project in the open folders; what is in them is asked for when it is looked at. */
async function discover({ controller, listed }: Tree): Promise<void> {
  const roots = new Set((await findProjectFiles()).map(rootOf));
  for (const root of roots) putProject(controller, root);
  for (const { id } of itemsOf(controller.items))
    if (!roots.has(id) && !listed.has(id)) controller.items.delete(id);
}

function rootOf(uri: Uri): string {
  return uri.toString().slice(0, -projectFile.length - 1);
}

async function resolve(tree: Tree, item: TestItem): Promise<void> {
  const { root, file, event } = placeOf(item);
  if (file === undefined) await listed(tree, `${root}/${projectFile}`);
  else if (event !== undefined && item.uri) await checksOf(tree, [item], item.uri);
}

/** Asks for what a project has, unless that is known. */
async function listed(tree: Tree, uri: string): Promise<string | undefined> {
  const known = innermost(tree.controller, uri);
  if (known !== undefined && tree.listed.has(known)) return known;
  const found = await tree.client.sendRequest(testsRequest, { uri }).catch(() => null);
  if (!found) return undefined;
  const root = asEditor(found.root);
  tree.listed.add(root);
  const project = putProject(tree.controller, root, found.name);
  const present = new Set(found.files.map(({ file }) => file));
  const gone = itemsOf(project.children).flatMap(({ id }): TestFile[] =>
    present.has(id) ? [] : [{ uri: "", file: id, events: [] }],
  );
  putFiles(tree.controller, project, [...found.files, ...gone]);
  return root;
}

/** Asks again for what was known: a server that has started anew tells nothing of it by itself. */
async function listAnew(tree: Tree): Promise<void> {
  const known = [...tree.listed];
  tree.listed.clear();
  await Promise.all(known.map((root) => listed(tree, `${root}/${projectFile}`)));
}

/** The root of the project that a file lies in, as far as projects are known. */
function innermost(controller: TestController, uri: string): string | undefined {
  const around = itemsOf(controller.items).filter(({ id }) => uri.startsWith(`${id}/`));
  return around.sort((a, b) => b.id.length - a.id.length)[0]?.id;
}

/** An address as the editor spells it, which on Windows the server does not. */
function asEditor(uri: string): string {
  return Uri.parse(uri).toString();
}

/** Asks for the checks of events of one file. */
async function checksOf({ client, controller }: Tree, events: readonly TestItem[], uri: Uri): Promise<void> {
  const names = events.map(({ id }) => id);
  const found = await client
    .sendRequest(checksRequest, { uri: uri.toString(), events: names })
    .catch(() => []);
  for (const event of events)
    putChecks(
      controller,
      event,
      found.filter((check) => check.event === event.id),
      true,
    );
}

/** Takes in what the server says has changed; results of events that are edited are marked once. */
function follow(tree: Tree, changed: TestsChanged, stale: (item: TestItem) => void): void {
  const { controller } = tree;
  const { name, gone, files } = changed;
  const root = asEditor(changed.root);
  if (gone) {
    tree.listed.delete(root);
    controller.items.delete(root);
    // It may be back already.
    void discover(tree);
    return;
  }
  tree.listed.add(root);
  putFiles(controller, putProject(controller, root, name), files);
  for (const { file, events } of files) {
    const items = events.flatMap(({ name: event, stale: isStale }) => {
      const item = itemAt(controller, { root, file, event });
      if (item && isStale) stale(item);
      return item && item.children.size > 0 ? [item] : [];
    });
    const uri = items[0]?.uri;
    if (uri) void checksOf(tree, items, uri);
  }
}
