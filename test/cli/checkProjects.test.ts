import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parse } from "yaml";
import { temporaryFolder } from "../support/connections.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const project =
  "eventspec: 1\nname: p\nrules: {extends: minimal}\nconnections: {dev: {type: duckdb, files: {orders: orders.csv}}}\n";
const data = "id,at\n1,2026-01-05 10:00:00\n1,2026-01-06 10:00:00\n";
const events = (column: string) =>
  `from: orders\nas: o\nkey: o.id\nevents: {order_placed: {at: o.${column}}}\n`;

describe("what a build server runs", () => {
  // The script is for shells of build servers on Linux and macOS.
  if (process.platform === "win32") return;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    folder = await temporaryFolder({
      "a b/eventspec.yml": project,
      "a b/orders.csv": data,
      "a b/o.events.yml": events("at"),
      "c/eventspec.yml": project,
      "c/orders.csv": data,
      "c/o.events.yml": events("ta"),
      "node_modules/x/eventspec.yml": "nonsense",
      "none/readme.txt": "",
    });
  });
  after(() => folder?.remove());

  function run(env: Readonly<Record<string, string>>, cwd = folder.path, ...args: string[]) {
    const { PATH = "", HOME = "" } = process.env;
    return spawnSync("bash", [join(root, "scripts", "ci", "checkProjects.sh"), ...args], {
      cwd,
      env: { PATH, HOME, ...env },
      encoding: "utf8",
    });
  }

  it("checks every project of the repository in one report", () => {
    const { status, stdout } = run({}, folder.path, "github");
    assert.equal(status, 1);
    assert.match(stdout, /^::error file=c\/o\.events\.yml,line=4.*There is no column "ta"/m);
    assert.doesNotMatch(stdout, /node_modules/);
  });

  it("checks those that are named, and ends with the worst of what ran", () => {
    assert.equal(run({ PROJECTS: "c", FAIL_ON: "never" }).status, 0);
    const { status, stdout } = run({ PROJECTS: "c", FAIL_ON: "never", RUN_TESTS: "true" });
    assert.equal(status, 3, stdout);
  });

  it("keeps the token of the comment from what specs may read", () => {
    const { stdout } = run({
      PROJECTS: "c",
      GITHUB_TOKEN: "secret",
      EVENTSPEC: "node -p process.env.GITHUB_TOKEN",
    });
    assert.match(stdout, /^undefined$/m);
    assert.doesNotMatch(stdout, /secret/);
  });

  it("says what changed in meaning since a commit, and fetches that where the clone lacks it", async () => {
    const origin = await temporaryFolder({
      "p/eventspec.yml": project,
      "p/orders.csv": data,
      "p/o.events.yml": events("at"),
    });
    const clone = join(origin.path, "clone");
    const git = (folder: string, ...more: string[]) =>
      spawnSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@b.c", ...more], {
        encoding: "utf8",
      });
    try {
      for (const more of [
        ["init", "-q"],
        ["add", "p"],
        ["commit", "-qm", "First"],
      ])
        git(origin.path, ...more);
      const base = git(origin.path, "rev-parse", "HEAD").stdout.trim();
      git(origin.path, "config", "uploadpack.allowAnySHA1InWant", "true");
      await writeFile(join(origin.path, "p/o.events.yml"), events("at").replace("o.id", "o.at"));
      git(origin.path, "commit", "-qam", "Second");
      git(origin.path, "clone", "-q", "--depth", "1", pathToFileURL(origin.path).href, clone);
      const { status, stdout } = run({ BASE: base, FAIL_ON: "never" }, clone, "github");
      assert.equal(status, 1, stdout);
      assert.match(stdout, /^::error file=p\/o\.events\.yml,.*title=meaning-changed::.*The key changed/m);
      assert.equal(run({ BASE: base, FAIL_ON: "never", DIFF_FAIL_ON: "never" }, clone, "github").status, 0);
    } finally {
      await origin.remove();
    }
  });

  it("says that there is no project", () => {
    const { status, stderr } = run({}, join(folder.path, "none"));
    assert.equal(status, 2);
    assert.match(stderr, /There is no eventspec\.yml below .*none\./);
  });

  it("is what the action and the hook name", () => {
    const action = parse(readFileSync(join(root, "action.yml"), "utf8"));
    assert.match(action.runs.steps.at(-1).run, /scripts\/ci\/checkProjects\.sh" github$/);
    const [hook] = parse(readFileSync(join(root, ".pre-commit-hooks.yaml"), "utf8"));
    const files = new RegExp(hook.files);
    for (const name of ["a/orders.events.yml", "orders.events.yaml", "eventspec.yml", "a/eventspec.yml"])
      assert.match(name, files);
    for (const name of ["events.yml", "a/myeventspec.yml", "eventspec.yml.txt"])
      assert.doesNotMatch(name, files);
  });
});
