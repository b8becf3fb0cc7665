import assert from "node:assert/strict";
import { type CompletionList, commands, workspace } from "vscode";
import type { ResultsState } from "../../../client/src/panels/messages.ts";
import type { RunSummary } from "../../../client/src/tests/runs.ts";
import { afterText, codeOf, findings, open, replace } from "./support.ts";

describe("In a workspace that is not trusted", () => {
  it("the language features work", async () => {
    assert.equal(workspace.isTrusted, false);
    const editor = await open("events/orders.events.yml");
    const { uri } = editor.document;
    await replace(editor, "at: o.paid_at", "att: o.paid_at");
    await findings(uri, (found) => found.some((one) => codeOf(one) === "unknown-key"));
    const at = afterText(editor.document, "order_shipped:\n    ");
    const { items } = await commands.executeCommand<CompletionList>(
      "vscode.executeCompletionItemProvider",
      uri,
      at,
    );
    assert.ok(items.length > 0);
  });

  it("no query runs", async () => {
    const editor = await open("events/orders.events.yml");
    const state = await commands.executeCommand<ResultsState>(
      "eventspec.previewEvent",
      editor.document.uri.toString(),
      "order_placed",
    );
    assert.ok(state.kind === "failed", JSON.stringify(state));
    assert.match(`${state.message} ${state.hint}`, /trust/i);
    assert.deepEqual(state.doors, ["manageTrust"]);
    const tests = await commands.executeCommand<RunSummary>(
      "eventspec.testEvent",
      editor.document.uri.toString(),
      "order_placed",
    );
    assert.deepEqual(tests, { status: "failed", passed: 0, failed: 0, errors: 0, skipped: 0 });
  });
});
