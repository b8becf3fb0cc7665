import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { commands, type TextEditor } from "vscode";
import type { ResultsState } from "../../../client/src/panels/messages.ts";
import { codeOf, findings, open, replace, restore } from "./support.ts";

/** Process ids of the language servers that this extension host has started. */
function servers(): number[] {
  const processes = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  return processes
    .split("\n")
    .filter((line) => line.includes("languageServer.js"))
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid = 0, parent]) => (parent === process.pid ? [pid] : []));
}

describe("A server that dies", () => {
  let editor: TextEditor;
  let text: string;

  before(async () => {
    editor = await open("events/tickets.events.yml");
    text = editor.document.getText();
  });
  after(() => restore(editor, text));

  it("comes back by itself and knows the text as it is now", async () => {
    const [first] = servers();
    assert.ok(first, "a server is running");
    process.kill(first, "SIGKILL");
    await replace(editor, "from: support.tickets", "from: support.tickest");
    await findings(editor.document.uri, (found) => found.some((one) => codeOf(one) === "unknown-table"));
    const [second] = servers();
    assert.ok(second && second !== first, "another server is running");
  });

  it("can be restarted by hand", async () => {
    await restore(editor, text);
    await findings(editor.document.uri, (found) => found.length === 0);
    const [first] = servers();
    await commands.executeCommand("eventspec.restartServer");
    const state = await commands.executeCommand<ResultsState>(
      "eventspec.previewEvent",
      editor.document.uri.toString(),
      "ticket_opened",
    );
    assert.equal(state.kind, "rows", JSON.stringify(state));
    assert.notEqual(servers()[0], first);
  });
});
