import assert from "node:assert/strict";
import { commands, extensions, window, workspace } from "vscode";

const extension = () => {
  const found = extensions.getExtension("eventspec.eventspec");
  assert.ok(found, "the extension is installed");
  return found;
};

describe("The extension", () => {
  it("sleeps until a spec is opened", async () => {
    await window.showTextDocument(await workspace.openTextDocument({ language: "yaml", content: "a: 1\n" }));
    assert.equal(extension().isActive, false);
  });

  it("wakes up with a spec", async () => {
    const [file] = await workspace.findFiles("events/orders.events.yml");
    assert.ok(file);
    const document = await workspace.openTextDocument(file);
    assert.equal(document.languageId, "event-spec");
    await window.showTextDocument(document);
    await extension().activate();
    assert.equal(extension().isActive, true);
  });

  it("knows its project file by name", async () => {
    const [file] = await workspace.findFiles("eventspec.yml");
    assert.ok(file);
    assert.equal((await workspace.openTextDocument(file)).languageId, "event-spec-project");
  });

  it("has registered every command that it names", async () => {
    const registered = new Set(await commands.getCommands(true));
    const named: { command: string }[] = extension().packageJSON.contributes.commands;
    assert.deepEqual(
      named.map(({ command }) => command).filter((command) => !registered.has(command)),
      [],
    );
  });
});
