/** What the suites do over and over: open a file, type, wait for what the editor says. */
import assert from "node:assert/strict";
import {
  type Diagnostic,
  type Event,
  extensions,
  languages,
  Position,
  Range,
  Selection,
  type TextDocument,
  type TextEditor,
  type Uri,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";

const patience = 30_000;

/** Waits until `look` finds something: looks now and after each event. Fails with `describe()` when it takes too long. */
export function until<T>(
  events: Event<never> | Event<unknown>,
  look: () => T | undefined | false,
  describe: () => string,
  within = patience,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const subscription = events(() => check());
    const timer = setTimeout(() => {
      subscription.dispose();
      reject(new Error(`Waited in vain. ${describe()}`));
    }, within);
    const check = () => {
      const found = look();
      if (!found) return;
      clearTimeout(timer);
      subscription.dispose();
      resolve(found);
    };
    check();
  });
}

/** A file of the workspace in an editor, with the extension awake. */
export async function open(path: string): Promise<TextEditor> {
  const [file] = await workspace.findFiles(path);
  assert.ok(file, `${path} is in the workspace`);
  const editor = await window.showTextDocument(await workspace.openTextDocument(file), { preview: false });
  await extensions.getExtension("eventspec.eventspec")?.activate();
  return editor;
}

/** Our findings in a file, once there are such. `within`: how long that may take, in milliseconds. */
export function findings(
  uri: Uri,
  are: (found: readonly Diagnostic[]) => boolean,
  within = patience,
): Promise<Diagnostic[]> {
  const ours = () => languages.getDiagnostics(uri).filter(({ source }) => source === "eventspec");
  return until(
    languages.onDidChangeDiagnostics,
    () => are(ours()) && ours(),
    () => `The findings are: ${JSON.stringify(ours().map(codeAndText(uri)))}`,
    within,
  );
}

function codeAndText(uri: Uri) {
  const document = workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  return (finding: Diagnostic) => [codeOf(finding), document?.getText(finding.range)];
}

/** The rule's name. */
export function codeOf({ code }: Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** Replaces the first occurrence of a text. */
export async function replace(editor: TextEditor, text: string | RegExp, by: string): Promise<void> {
  const range = rangeOf(editor.document, text);
  assert.ok(await editor.edit((edit) => edit.replace(range, by)));
}

export function rangeOf(document: TextDocument, text: string | RegExp): Range {
  const all = document.getText();
  const found = typeof text === "string" ? text : (text.exec(all)?.[0] ?? "");
  const start = found ? all.indexOf(found) : -1;
  assert.notEqual(start, -1, `${text} is in the file`);
  return new Range(document.positionAt(start), document.positionAt(start + found.length));
}

/** Position after a text. */
export function afterText(document: TextDocument, text: string | RegExp): Position {
  return rangeOf(document, text).end;
}

export function putCursor(editor: TextEditor, at: Position): void {
  editor.selection = new Selection(at, at);
}

/** Puts the file back as it is on disk, whether its editor is still in front or not. */
export async function restore({ document }: TextEditor, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(
    document.uri,
    new Range(new Position(0, 0), document.positionAt(document.getText().length)),
    text,
  );
  assert.ok(await workspace.applyEdit(edit));
}
