import assert from "node:assert/strict";
import {
  type CodeAction,
  type CodeLens,
  type CompletionList,
  commands,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentHighlight,
  type DocumentSymbol,
  type Hover,
  type Location,
  type MarkdownString,
  Position,
  type SemanticTokens,
  type SymbolInformation,
  type TextEditor,
  type WorkspaceEdit,
  workspace,
} from "vscode";
import { afterText, codeOf, findings, open, rangeOf, replace, restore } from "./support.ts";

const file = "events/orders.events.yml";

/** Whether the finding still stands on its event, wherever that is now. */
function isStill(all: readonly Diagnostic[], { code, message }: Diagnostic): boolean {
  return all.some((one) => JSON.stringify(one.code) === JSON.stringify(code) && one.message === message);
}

describe("While writing a spec", () => {
  let editor: TextEditor;
  let text: string;

  before(async () => {
    editor = await open(file);
    text = editor.document.getText();
  });
  afterEach(() => restore(editor, text));

  const complete = (at: Position) =>
    commands.executeCommand<CompletionList>("vscode.executeCompletionItemProvider", editor.document.uri, at);

  it("a column that is not there is marked on its exact characters", async () => {
    await replace(editor, "at: o.paid_at", "at: o.payed_at");
    const [finding] = await findings(editor.document.uri, (found) =>
      found.some((one) => codeOf(one) === "unknown-column"),
    );
    assert.ok(finding);
    assert.equal(editor.document.getText(finding.range), "o.payed_at");
    assert.match(finding.message, /payed_at/);
  });

  it("the finding goes away with the mistake", async () => {
    await findings(editor.document.uri, (found) => found.length === 0);
  });

  it("columns complete inside SQL, with their types", async () => {
    await replace(editor, "at: o.paid_at", "at: o.");
    const { items } = await complete(afterText(editor.document, /order_paid:\n(?: {4}.*\n)*? {4}at: o\./));
    const paid = items.find(({ label }) => (typeof label === "string" ? label : label.label) === "paid_at");
    assert.ok(paid, JSON.stringify(items.map(({ label }) => label)));
    assert.match(JSON.stringify([paid.detail, paid.label]), /timestamp/i);
  });

  it("keys complete where a key may stand", async () => {
    const last = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    await editor.edit((edit) => edit.insert(last, "\n  another_event:\n    "));
    const { items } = await complete(editor.document.lineAt(editor.document.lineCount - 1).range.end);
    const labels = items.map(({ label }) => (typeof label === "string" ? label : label.label));
    for (const key of ["description", "at", "properties", "tests"])
      assert.ok(labels.includes(key), `${key} in ${labels}`);
  });

  it("a key explains itself, and so does a column", async () => {
    const hover = async (at: Position) => {
      const found = await commands.executeCommand<Hover[]>(
        "vscode.executeHoverProvider",
        editor.document.uri,
        at,
      );
      return found.flatMap(({ contents }) => contents.map((one) => (one as MarkdownString).value)).join("\n");
    };
    assert.match(await hover(new Position(1, 1)), /table/i);
    assert.match(await hover(afterText(editor.document, "at: o.ordered")), /timestamp/i);
  });

  it("each event has its lenses and its symbol, also while one is half typed", async () => {
    await replace(editor, "at: o.paid_at", "at: {sql: 'o.pai");
    const lenses = await commands.executeCommand<CodeLens[]>(
      "vscode.executeCodeLensProvider",
      editor.document.uri,
    );
    const previews = lenses.filter(({ command }) => command?.command === "eventspec.previewEvent");
    const events = previews.map(({ command }) => command?.arguments?.[1]);
    assert.deepEqual(events.slice(0, 3), ["order_placed", "order_paid", "order_shipped"]);
    const symbols = await commands.executeCommand<DocumentSymbol[]>(
      "vscode.executeDocumentSymbolProvider",
      editor.document.uri,
    );
    assert.ok(symbols.some(({ name }) => name === "order_shipped"));
  });

  it("a missing owner, test and description are found, and the quick fixes put valid text in their place", async () => {
    const removed = [
      /^owner: growth\n/m,
      /^ {4}description: The customer confirmed.*\n/m,
      /(?<=at: o\.shipped_at\n)(?: {4}(?:tests|examples):\n(?: {6}.*\n)+)+/,
    ];
    for (const lines of removed) await replace(editor, lines, "");
    const fixes: Readonly<Record<string, RegExp>> = {
      "event-without-description": /^Add .*description/,
      "event-without-owner": /^Add .*owner/,
      "event-without-tests": /^Add .*test/,
    };
    const wanted = Object.keys(fixes);
    let found = await findings(editor.document.uri, (all) =>
      wanted.every((rule) => all.some((one) => codeOf(one) === rule)),
    );
    for (const rule of wanted) {
      const finding = found.find((one) => codeOf(one) === rule);
      assert.ok(finding);
      const actions = await commands.executeCommand<CodeAction[]>(
        "vscode.executeCodeActionProvider",
        editor.document.uri,
        finding.range,
        "quickfix",
      );
      const fix = actions.find(({ edit, title }) => edit && fixes[rule]?.test(title));
      assert.ok(fix?.edit, `a fix for ${rule} among ${actions.map(({ title }) => title)}`);
      assert.ok(await workspace.applyEdit(fix.edit));
      found = await findings(editor.document.uri, (all) => !isStill(all, finding));
      assert.deepEqual(found.filter(({ severity }) => severity === DiagnosticSeverity.Error).map(codeOf), []);
    }
  });

  it("a definition of an entity is found in the project file", async () => {
    const at = rangeOf(editor.document, "customer: o.customer_id").start;
    const places = await commands.executeCommand<{ uri?: unknown; targetUri?: unknown }[]>(
      "vscode.executeDefinitionProvider",
      editor.document.uri,
      at,
    );
    assert.match(String(places[0]?.uri ?? places[0]?.targetUri), /eventspec\.yml$/);
  });

  it("an alias is the same thing wherever SQL uses it: marked, found and renamed", async () => {
    const { document } = editor;
    const at = rangeOf(document, "as: o").end;
    const marks = await commands.executeCommand<DocumentHighlight[]>(
      "vscode.executeDocumentHighlights",
      document.uri,
      at,
    );
    assert.ok(marks.length > 5, String(marks.length));
    const places = await commands.executeCommand<Location[]>(
      "vscode.executeReferenceProvider",
      document.uri,
      at,
    );
    assert.equal(places.length, marks.length);
    const edit = await commands.executeCommand<WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      at,
      "ord",
    );
    assert.ok(await workspace.applyEdit(edit));
    assert.match(document.getText(), /at: ord\.paid_at/);
  });

  it("an event is found among the symbols of the workspace", async () => {
    const found = await commands.executeCommand<SymbolInformation[]>(
      "vscode.executeWorkspaceSymbolProvider",
      "ordplc",
    );
    assert.ok(found.some(({ name }) => name === "order_placed"));
  });

  it("names have the colours of what they are", async () => {
    const { uri } = editor.document;
    const tokens = await commands.executeCommand<SemanticTokens>("vscode.provideDocumentSemanticTokens", uri);
    assert.ok(tokens.data.length > 100);
  });
});
