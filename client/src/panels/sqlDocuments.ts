/** Generated SQL as a read-only document beside the spec; it follows edits and the cursor. */
import {
  type Disposable,
  EventEmitter,
  languages,
  type TextEditor,
  Uri,
  ViewColumn,
  window,
  workspace,
} from "vscode";
import { type LanguageClient, RequestType } from "vscode-languageclient/node";
import { type CompileParams, type CompileResult, requests } from "../../../server/src/editor/lsp/protocol.ts";
import { eventAtCursor } from "../eventAtCursor.ts";
import type { EventPlace } from "../previews.ts";
import { sqlText } from "./sqlText.ts";

const compileRequest = new RequestType<CompileParams, CompileResult, void>(requests.compile);

const sqlScheme = "eventspec-sql";

/** Typing pauses this long before the SQL is asked for anew, in milliseconds. */
const pause = 120;

export interface SqlDocuments extends Disposable {
  /** Opens the SQL of an event beside its spec, or turns the document that is already open to it. */
  open(place: EventPlace): Promise<void>;
}

interface Shown {
  event: string;
  text: string;
  timer?: NodeJS.Timeout;
}

export function createSqlDocuments(client: LanguageClient): SqlDocuments {
  const changed = new EventEmitter<Uri>();
  /** One document for each spec, by the spec's address. */
  const shown = new Map<string, Shown>();

  const { refreshSoon, follow } = createFollower(client, shown, changed);

  const subscriptions = [
    changed,
    workspace.registerTextDocumentContentProvider(sqlScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => shown.get(uri.query)?.text ?? "",
    }),
    workspace.onDidChangeTextDocument(({ document }) => {
      for (const uri of shown.keys()) {
        if (isOfSameProject(document.languageId)) refreshSoon(uri);
      }
    }),
    window.onDidChangeTextEditorSelection(({ textEditor }) => void follow(textEditor)),
    workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === sqlScheme) shown.delete(uri.query);
    }),
  ];

  return {
    open: async ({ uri, event }) => {
      const text = sqlText(event, await compile(client, { uri, event }));
      const entry = shown.get(uri);
      shown.set(uri, { ...entry, event, text });
      changed.fire(sqlUri(uri));
      await showBeside(sqlUri(uri));
    },
    dispose: () => {
      for (const { timer } of shown.values()) clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** Keeps what is shown true: to the text of its spec, and to the event that the cursor is in. */
function createFollower(client: LanguageClient, shown: Map<string, Shown>, changed: EventEmitter<Uri>) {
  const refresh = async (uri: string): Promise<void> => {
    const entry = shown.get(uri);
    if (!entry) return;
    const { event } = entry;
    const version = versionOf(uri);
    const text = sqlText(event, await compile(client, { uri, event }));
    const isOld = version !== versionOf(uri) || entry.event !== event;
    if (isOld || text === entry.text) return;
    entry.text = text;
    changed.fire(sqlUri(uri));
  };
  const refreshSoon = (uri: string) => {
    const entry = shown.get(uri);
    if (!entry) return;
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => void refresh(uri), pause);
  };
  const follow = async (editor: TextEditor): Promise<void> => {
    const uri = editor.document.uri.toString();
    const entry = shown.get(uri);
    if (!entry) return;
    const event = await eventAtCursor(editor);
    if (event && event !== entry.event) {
      entry.event = event;
      refreshSoon(uri);
    }
  };
  return { refreshSoon, follow };
}

/** The tab's title comes from the path; the spec itself travels in the query. */
function sqlUri(spec: string): Uri {
  const name = Uri.parse(spec)
    .path.replace(/^.*\//, "")
    .replace(/\.ya?ml$/, "");
  return Uri.from({ scheme: sqlScheme, path: `/${name}.sql`, query: spec });
}

async function showBeside(uri: Uri): Promise<void> {
  const visible = window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  const document = await workspace.openTextDocument(uri);
  await languages.setTextDocumentLanguage(document, "sql");
  await window.showTextDocument(document, {
    viewColumn: visible?.viewColumn ?? ViewColumn.Beside,
    preserveFocus: true,
    preview: true,
  });
}

async function compile(client: LanguageClient, params: CompileParams): Promise<CompileResult> {
  try {
    return await client.sendRequest(compileRequest, params);
  } catch (error) {
    return { sql: "", dialect: "", problems: [error instanceof Error ? error.message : String(error)] };
  }
}

/** An edit of the project file or of another spec can change this SQL as well: a lookup, a time zone. */
function isOfSameProject(language: string): boolean {
  return language === "event-spec" || language === "event-spec-project";
}

function versionOf(uri: string): number | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri)?.version;
}
