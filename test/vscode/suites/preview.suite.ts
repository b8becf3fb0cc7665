import assert from "node:assert/strict";
import { commands, env, type InlayHint, Range, type TextEditor, type Uri, window, workspace } from "vscode";
import type { ResultsState } from "../../../client/src/panels/messages.ts";
import { mask } from "../../../client/src/panels/rows.ts";
import { afterText, open, putCursor, replace, restore, until } from "./support.ts";

const preview = (...args: string[]) =>
  commands.executeCommand<ResultsState>("eventspec.previewEvent", ...args);

describe("A preview", () => {
  let editor: TextEditor;
  let uri: Uri;
  let text: string;

  before(async () => {
    editor = await open("events/orders.events.yml");
    uri = editor.document.uri;
    text = editor.document.getText();
  });
  afterEach(() => restore(editor, text));

  it("reads rows of the event at the cursor", async () => {
    putCursor(editor, afterText(editor.document, "at: o.paid_at"));
    const state = await preview();
    assert.equal(state.kind, "rows", JSON.stringify(state));
    assert.equal(state.kind === "rows" && state.result.event, "order_paid");
  });

  it("reads as many rows as the setting says, and says that there are more", async () => {
    await workspace.getConfiguration("eventspec").update("previewLimit", 7, true);
    try {
      // The server hears of the setting in its own time.
      let state = await preview(uri.toString(), "order_placed");
      for (let again = 0; again < 20 && state.kind === "rows" && state.result.rows.length !== 7; again++) {
        state = await preview(uri.toString(), "order_placed");
      }
      assert.ok(state.kind === "rows", JSON.stringify(state));
      assert.equal(state.result.rows.length, 7);
      assert.equal(state.result.truncated, true);
      assert.deepEqual(
        state.result.columns.slice(0, 1).map(({ name }) => name),
        ["occurred_at"],
      );
    } finally {
      await workspace.getConfiguration("eventspec").update("previewLimit", undefined, true);
    }
  });

  it("can be copied as a spreadsheet reads it, or a row as JSON", async () => {
    const state = await preview(uri.toString(), "order_placed");
    assert.ok(state.kind === "rows", JSON.stringify(state));
    await commands.executeCommand("eventspec.copyRows");
    const lines = (await env.clipboard.readText()).split("\n");
    assert.equal(lines.length, state.result.rows.length + 1);
    assert.match(lines[0] ?? "", /^occurred_at\t/);
    await commands.executeCommand("eventspec.copyRow", { row: 1, column: 0 });
    assert.equal(JSON.parse(await env.clipboard.readText()).occurred_at, state.result.rows[1]?.[0]);
  });

  it("leaves sample values beside the properties", async () => {
    await preview(uri.toString(), "order_placed");
    const all = new Range(editor.document.positionAt(0), editor.document.positionAt(text.length));
    const hints = await commands.executeCommand<InlayHint[]>("vscode.executeInlayHintProvider", uri, all);
    const labels = hints.map(({ label }) =>
      typeof label === "string" ? label : label.map(({ value }) => value).join(""),
    );
    assert.ok(
      labels.some((label) => /rows$/.test(label)),
      labels.join(" | "),
    );
    assert.ok(
      labels.some((label) => /bancontact|ideal|paypal/.test(label)),
      labels.join(" | "),
    );
  });

  it("that fails says why, in the panel and not in a pop-up", async () => {
    await replace(editor, "at: o.paid_at", "at: o.payed_at");
    const state = await preview(uri.toString(), "order_paid");
    assert.ok(state.kind === "failed", JSON.stringify(state));
    assert.match(state.message, /payed_at/);
  });

  it("of an event that is not there says so", async () => {
    const state = await preview(uri.toString(), "no_such_event");
    assert.ok(state.kind === "failed", JSON.stringify(state));
    assert.match(state.message, /no_such_event/);
  });

  it("whose spec was edited meanwhile is dropped: its rows would answer an older question", async () => {
    // Slow enough that the edit comes first.
    const slow = "where: (select sum(a.range) from range(30000) a, range(20000) b) > 0";
    await replace(editor, "where: not o.is_test", slow);
    const running = preview(uri.toString(), "order_placed");
    await replace(editor, "at: o.ordered_at", "at: o.ordered_at + interval '1 day'");
    assert.equal((await running).kind, "dropped");
  });

  it("can be cancelled, and the warehouse is free for the next one", async () => {
    await replace(
      editor,
      "where: not o.is_test",
      "where: (select count(*) from range(200000) a, range(2000000) b) > 0",
    );
    const running = preview(uri.toString(), "order_placed");
    // Comes after the preview in the same queue of commands.
    await commands.executeCommand("eventspec.copySystemReport");
    await commands.executeCommand("eventspec.cancelPreview");
    assert.equal((await running).kind, "cancelled");
    await restore(editor, text);
    assert.equal((await preview(uri.toString(), "order_placed")).kind, "rows");
  });

  it("masks personal values until they are asked for", async () => {
    const customers = await open("events/customers.events.yml");
    const state = await preview(customers.document.uri.toString(), "customer_signed_up");
    assert.ok(state.kind === "rows", JSON.stringify(state));
    const column = state.result.columns.findIndex(({ personal }) => personal);
    assert.notEqual(column, -1);
    const copied = async () => {
      await commands.executeCommand("eventspec.copyCell", { row: 0, column });
      return env.clipboard.readText();
    };
    assert.equal(await copied(), mask);
    await commands.executeCommand("eventspec.togglePersonalValues");
    const shown = await copied();
    assert.notEqual(shown, mask);
    assert.ok(shown.length > 0);
    editor = await open("events/orders.events.yml");
  });

  it("gives way to the next one", async () => {
    const [first, second] = await Promise.all([
      preview(uri.toString(), "order_placed"),
      preview(uri.toString(), "order_paid"),
    ]);
    assert.equal(second.kind, "rows");
    assert.ok(first.kind === "cancelled" || first.kind === "rows", first.kind);
  });
});

describe("Generated SQL", () => {
  let editor: TextEditor;
  let text: string;

  before(async () => {
    editor = await open("events/orders.events.yml");
    text = editor.document.getText();
  });
  after(() => restore(editor, text));

  const shown = () => workspace.textDocuments.find((document) => document.uri.scheme === "eventspec-sql");
  const untilShown = (matches: RegExp) =>
    until(
      workspace.onDidChangeTextDocument,
      () => matches.test(shown()?.getText() ?? ""),
      () => `The SQL is: ${shown()?.getText()}`,
    );

  it("opens beside the spec, as a document nobody can edit by mistake", async () => {
    await commands.executeCommand("eventspec.showSql", editor.document.uri.toString(), "order_placed");
    assert.match(shown()?.getText() ?? "", /ordered_at/);
    assert.equal(shown()?.languageId, "sql");
    assert.equal(window.activeTextEditor?.document.uri.toString(), editor.document.uri.toString());
    assert.equal(window.visibleTextEditors.length, 2);
  });

  it("follows an edit", async () => {
    await replace(editor, "at: o.ordered_at", "at: o.ordered_at + interval '1 hour'");
    await untilShown(/interval '1 hour'/i);
  });

  it("follows the cursor", async () => {
    putCursor(editor, afterText(editor.document, "at: o.shipped_at"));
    await untilShown(/'order_shipped'/);
  });

  it("says why there is none while the event is half typed", async () => {
    await replace(editor, "at: o.shipped_at", "at:");
    await untilShown(/^-- /);
  });
});

describe("The connection", () => {
  it("can be switched for the session", async () => {
    await open("events/orders.events.yml");
    await commands.executeCommand("eventspec.switchConnection", "files");
    const report = await commands.executeCommand<string>("eventspec.copySystemReport");
    assert.match(report, /dialect duckdb/);
  });
});
