import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const folder = join(root, "client", "src", "commands");
const helpers = ["command.ts", "eventPlace.ts", "index.ts"];
const files = readdirSync(folder).filter((file) => !helpers.includes(file));
const { contributes } = manifest;
const named: string[] = contributes.commands.map(({ command }: { command: string }) => command);

describe("The manifest", () => {
  it("names exactly the commands that have a file, each called like its file", () => {
    const ids = files.map(
      (file) => /id: "(eventspec\.\w+)"/.exec(readFileSync(join(folder, file), "utf8"))?.[1],
    );
    assert.deepEqual(
      ids,
      files.map((file) => `eventspec.${file.replace(".ts", "")}`),
    );
    assert.deepEqual([...named].sort(), ids.sort());
  });

  it("registers every command", () => {
    const index = readFileSync(join(folder, "index.ts"), "utf8");
    for (const file of files) assert.match(index, new RegExp(`^ {2}${file.replace(".ts", "")},$`, "m"));
  });

  it("calls commands `EventSpec: Verb Object`", () => {
    for (const { category, title } of contributes.commands) {
      assert.equal(category, "EventSpec");
      assert.match(title, /^[A-Z][a-z]+ ([A-Z]\w*|as|All)/, title);
    }
  });

  it("uses only commands that exist in menus, keys and the walkthrough", () => {
    const used = JSON.stringify([contributes.menus, contributes.keybindings, contributes.walkthroughs]).match(
      /eventspec\.\w+(?=")/g,
    );
    const contexts = [
      "eventspec.active",
      "eventspec.results",
      "eventspec.previewRunning",
      "eventspec.hasRows",
      "eventspec.hasEvents",
      "eventspec.hasPersonalValues",
      "eventspec.governance",
      "eventspec.governanceFiltered",
      "eventspec.changes",
      "eventspec.reviewed",
    ];
    const unknown = (used ?? []).filter((name) => !named.includes(name) && !contexts.includes(name));
    assert.deepEqual(unknown, []);
  });

  it("wakes up for our two languages alone, and in the example that it has opened itself", () => {
    const languages = contributes.languages.map(({ id }: { id: string }) => `onLanguage:${id}`);
    assert.deepEqual(manifest.activationEvents, [
      ...languages,
      "workspaceContains:.vscode/eventspec-example",
    ]);
  });

  it("points at files that exist", () => {
    const text = JSON.stringify([
      contributes.languages,
      contributes.grammars,
      contributes.walkthroughs,
      manifest.icon,
    ]);
    const paths = text.match(/(?:\.\/)?(?:media|syntaxes)\/[\w./-]+|\.\/language-configuration\.json/g) ?? [];
    assert.ok(paths.length > 8);
    for (const path of paths) assert.ok(existsSync(join(root, path)), path);
  });

  it("describes every setting", () => {
    for (const [name, setting] of Object.entries<Record<string, unknown>>(
      contributes.configuration.properties,
    )) {
      assert.match(name, /^eventspec\./);
      assert.ok(setting.description ?? setting.markdownDescription, name);
      assert.notEqual(setting.default, undefined, name);
    }
  });
});
