import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CodeLens, commands, type Diagnostic, type TextEditor, Uri, workspace } from "vscode";
import { onceMore } from "../../support/onceMore.ts";
import { codeOf, findings, open } from "./support.ts";

const events = "events/orders.events.yml";
const data = "data/shop/orders.csv";

const has = (rule: string) => (found: readonly Diagnostic[]) => found.some((one) => codeOf(one) === rule);
const none = (found: readonly Diagnostic[]) => found.length === 0;
const some = (found: readonly Diagnostic[]) => found.length > 0;
const hasNot = (rule: string) => (found: readonly Diagnostic[]) => !has(rule)(found);

/** Milliseconds after which what is shown must be true. */
const inTime = 2000;

describe("What changes on disk", function () {
  onceMore(this);
  let root: string;
  let editor: TextEditor;
  let project: Uri;
  const path = (file: string) => join(root, file);
  const read = (file: string) => readFileSync(path(file), "utf8");
  const write = (file: string, text: string) => writeFileSync(path(file), text);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], { cwd: root });
  const shown = (are: (found: readonly Diagnostic[]) => boolean) =>
    findings(editor.document.uri, are, inTime);
  const lenses = async () =>
    (await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", editor.document.uri)).map(
      ({ command }) => command?.title,
    );

  before(async () => {
    root = workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    editor = await open(events);
    // Another suite may have left it changed: then VS Code keeps it as it is, whatever happens on disk.
    await editor.document.save();
    project = Uri.file(path("eventspec.yml"));
    git("init", "-qb", "main");
    git("add", "-A");
    git("commit", "-qm", "one");
  });
  beforeEach(async () => {
    git("checkout", "-qf", "main");
    git("reset", "-q", "--hard");
    rmSync(path(`${data}.away`), { force: true });
    await findings(editor.document.uri, none);
  });
  after(() => git("reset", "-q", "--hard"));

  it("is followed: data that goes and comes back with other columns", async () => {
    const text = read(data);
    renameSync(path(data), path(`${data}.away`));
    await shown(some);
    write(data, text.replace("paid_at", "payed_at"));
    await shown(has("unknown-column"));
    rmSync(path(`${data}.away`));
    write(data, text);
    await shown(none);
  });

  it("is followed: the project file changed, deleted and created", async () => {
    const text = read("eventspec.yml");
    write("eventspec.yml", text.replaceAll("growth:", "grow:"));
    await shown(has("unknown-owner"));
    rmSync(project.fsPath);
    await shown(hasNot("unknown-column"));
    assert.ok((await lenses()).includes("Preview"));
    write("eventspec.yml", text);
    await shown(none);
  });

  it("is followed: a switch of branches", async () => {
    git("checkout", "-qB", "other");
    write(events, read(events).replace("owner: growth\n", "owner: grwth\n"));
    await shown(has("unknown-owner"));
    git("commit", "-qam", "two");
    git("checkout", "-q", "main");
    await shown(none);
    git("checkout", "-q", "other");
    await shown(has("unknown-owner"));
    git("checkout", "-q", "main");
    await shown(none);
  });
});
