import assert from "node:assert/strict";
import { type CodeLens, commands, type TextEditor, type Uri } from "vscode";
import type { RunSummary } from "../../../client/src/tests/runs.ts";
import { onceMore } from "../../support/onceMore.ts";
import { findings, open, replace, restore } from "./support.ts";

const run = (uri: Uri, event: string) =>
  commands.executeCommand<RunSummary | undefined>("eventspec.testEvent", uri.toString(), event);

describe("Tests of an event", function () {
  onceMore(this);
  let editor: TextEditor;
  let uri: Uri;
  let text: string;

  before(async () => {
    editor = await open("events/orders.events.yml");
    uri = editor.document.uri;
    text = editor.document.getText();
    await findings(uri, (found) => found.length === 0);
  });
  afterEach(() => restore(editor, text));

  const lenses = async () => {
    const all = await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", uri);
    return all
      .filter(({ command }) => command?.arguments?.[1] === "order_shipped")
      .map(({ command }) => command?.title);
  };

  it("pass, fail once the spec says what is not so, and pass again", async () => {
    const passed = await run(uri, "order_shipped");
    assert.ok(passed && passed.passed > 0, JSON.stringify(passed));
    assert.deepEqual(
      { ...passed, passed: 0 },
      { status: "ended", passed: 0, failed: 0, errors: 0, skipped: 0 },
    );
    assert.ok((await lenses()).includes(`✓ ${passed.passed}`), (await lenses()).join(" | "));
    await replace(editor, "at: o.shipped_at", "at: o.shipped_at + interval '100 years'");
    assert.ok((await lenses()).includes("Test"), (await lenses()).join(" | "));
    const failed = await run(uri, "order_shipped");
    assert.ok(failed && failed.failed > 0, JSON.stringify(failed));
    assert.ok((await lenses()).includes(`✗ ${failed.failed}`), (await lenses()).join(" | "));
    await restore(editor, text);
    assert.deepEqual(await run(uri, "order_shipped"), passed);
  });

  it("are errors where the SQL is refused, not failures", async () => {
    await replace(editor, "at: o.shipped_at", "at: o.no_such_column");
    const summary = await run(uri, "order_shipped");
    assert.ok(summary && summary.errors > 0, JSON.stringify(summary));
    // What its joins find does not depend on the time.
    assert.deepEqual([summary.passed, summary.failed], [1, 0]);
  });

  it("end within 200 ms when they are stopped, and the next run has the warehouse", async () => {
    await replace(
      editor,
      "where: not o.is_test",
      "where: (select count(*) from range(200000) a, range(2000000) b) > 0",
    );
    const running = run(uri, "order_shipped");
    // Comes after the run in the same queue of commands.
    await commands.executeCommand("eventspec.copySystemReport");
    const began = performance.now();
    const [summary] = await Promise.all([running, commands.executeCommand("testing.cancelRun")]);
    const ms = performance.now() - began;
    assert.equal(summary?.status, "cancelled");
    assert.ok(ms < 200, `${ms} ms`);
    await restore(editor, text);
    assert.equal((await run(uri, "order_shipped"))?.status, "ended");
  });

  it("that is not there says so and runs nothing", async () => {
    assert.equal(await run(uri, "no_such_event"), undefined);
  });
});
