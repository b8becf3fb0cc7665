/** Generated SQL as a read-only document beside the spec; it follows edits and the cursor. */
import {
  type Disposable,
  EventEmitter,
  languages,
  Range,
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
import { nextSql, type ShownSql } from "./sqlText.ts";

const compileRequest = new RequestType<CompileParams, CompileResult, void>(requests.compile);

const sqlScheme = "eventspec-sql";

/** Typing pauses this long before the SQL is asked for anew, in milliseconds. */
const pause = 120;

export interface SqlDocuments extends Disposable {
  /** Opens the SQL of an event beside its spec, or turns the document that is already open to it. */
  open(place: EventPlace): Promise<void>;
}

interface Shown {
  sql: ShownSql;
  timer?: NodeJS.Timeout;
}

/** Of SQL that is not that of the text as it stands. */
const dimmed = window.createTextEditorDecorationType({ opacity: "0.5" });

export function createSqlDocuments(client: LanguageClient): SqlDocuments {
  const changed = new EventEmitter<Uri>();
  /** One document for each spec, by the spec's address. */
  const shown = new Map<string, Shown>();

  const { refreshSoon, follow } = createFollower(client, shown, changed);

  const subscriptions = [
    changed,
    workspace.registerTextDocumentContentProvider(sqlScheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => shown.get(uri.query)?.sql.text ?? "",
    }),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === sqlScheme) dim(shown);
      for (const uri of shown.keys()) {
        if (isOfSameProject(document.languageId)) refreshSoon(uri);
      }
    }),
    window.onDidChangeVisibleTextEditors(() => dim(shown)),
    window.onDidChangeTextEditorSelection(({ textEditor }) => void follow(textEditor)),
    workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === sqlScheme) shown.delete(uri.query);
    }),
  ];

  return {
    open: async ({ uri, event }) => {
      const result = await compile(client, { uri, event });
      const entry = shown.get(uri);
      shown.set(uri, { ...entry, sql: nextSql(entry?.sql, event, result) });
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
    const { event } = entry.sql;
    const version = versionOf(uri);
    const result = await compile(client, { uri, event });
    const isOld = version !== versionOf(uri) || entry.sql.event !== event;
    const sql = nextSql(entry.sql, event, result);
    if (isOld || sql.text === entry.sql.text) return;
    entry.sql = sql;
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
    if (event && event !== entry.sql.event) {
      entry.sql = { event, text: entry.sql.text, dimmed: entry.sql.dimmed };
      refreshSoon(uri);
    }
  };
  return { refreshSoon, follow };
}

function dim(shown: ReadonlyMap<string, Shown>): void {
  for (const editor of window.visibleTextEditors) {
    const { uri, lineCount } = editor.document;
    if (uri.scheme !== sqlScheme) continue;
    const isDimmed = shown.get(uri.query)?.sql.dimmed === true;
    editor.setDecorations(dimmed, isDimmed ? [new Range(0, 0, lineCount, 0)] : []);
  }
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
