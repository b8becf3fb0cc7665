import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, realpath, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { readCheck } from "../support/contracts.ts";

/** Paths in reports, by format, for a project at `data/events` of a repository and a finding in its `sub/a.events.yml`. */
describe("paths in reports", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let top: string;

  beforeEach(async () => {
    folder = await temporaryFolder();
    top = await realpath(folder.path);
  });
  afterEach(() => folder.remove());

  async function makeProject(root: string): Promise<string> {
    await mkdir(join(root, "sub"), { recursive: true });
    await writeFile(join(root, "eventspec.yml"), "eventspec: 1\nname: shop\n");
    await writeFile(join(root, "sub", "a.events.yml"), "from: shop.orders\nnonsense: 1\n");
    return root;
  }

  const git = (cwd: string, ...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], { cwd });

  interface From {
    readonly cwd: string;
    readonly project?: string;
    readonly env?: Readonly<Record<string, string>>;
  }

  /** The finding's path as each of the formats for a whole repository has it. */
  async function pathsFrom({ cwd, project, env = {} }: From): Promise<string[]> {
    const named = project === undefined ? [] : ["--project", project];
    const check = async (format: string) =>
      (await runHere(["check", "--format", format, ...named], { cwd, env })).stdout;
    const sarif = JSON.parse(await check("sarif"));
    const [issue] = JSON.parse(await check("gitlab"));
    return [
      /file=([^,]*),/.exec(await check("github"))?.[1] ?? "",
      issue.location.path,
      sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri,
      /classname="([^"]*a\.events\.yml)"/.exec(await check("junit"))?.[1] ?? "",
      /\| ([^|]*a\.events\.yml):/.exec(await check("markdown"))?.[1] ?? "",
    ];
  }

  const all = (path: string): string[] => Array(5).fill(path);

  it("begin at the repository's root, from any working folder", async () => {
    git(top, "init", "-q");
    const project = await makeProject(join(top, "data", "events"));
    for (const cwd of [top, join(top, "data"), project, join(project, "sub")])
      assert.deepEqual(await pathsFrom({ cwd, project }), all("data/events/sub/a.events.yml"), cwd);
  });

  it("begin at the root of a worktree, whose .git is a file", async () => {
    git(top, "init", "-q", "main");
    git(join(top, "main"), "commit", "-q", "--allow-empty", "-m", "first");
    git(join(top, "main"), "worktree", "add", "-q", "../other");
    const project = await makeProject(join(top, "other", "data"));
    assert.deepEqual(await pathsFrom({ cwd: project }), all("data/sub/a.events.yml"));
  });

  it("begin at the workspace of a build server, with or without .git, and behind a link", async () => {
    const project = await makeProject(join(top, "work", "shop"));
    await symlink(join(top, "work"), join(top, "link"));
    for (const name of ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
      for (const workspace of ["work", "link"]) {
        const env = { [name]: join(top, workspace) };
        assert.deepEqual(await pathsFrom({ cwd: project, env }), all("shop/sub/a.events.yml"));
      }
  });

  it("of a submodule begin at the workspace, those of a checkout below it at the checkout", async () => {
    const project = await makeProject(join(top, "checkout", "vendored", "shop"));
    git(join(top, "checkout", "vendored"), "init", "-q");
    const env = { GITHUB_WORKSPACE: top };
    assert.deepEqual(await pathsFrom({ cwd: top, project, env }), all("shop/sub/a.events.yml"));
    git(join(top, "checkout"), "init", "-q");
    assert.deepEqual(await pathsFrom({ cwd: top, project, env }), all("vendored/shop/sub/a.events.yml"));
  });

  it("take no notice of a workspace that the project is not in", async () => {
    git(top, "init", "-q");
    const project = await makeProject(join(top, "shop"));
    await mkdir(join(top, "elsewhere"));
    for (const GITHUB_WORKSPACE of [join(top, "elsewhere"), join(top, "gone"), ""])
      assert.deepEqual(
        await pathsFrom({ cwd: project, env: { GITHUB_WORKSPACE } }),
        all("shop/sub/a.events.yml"),
      );
  });

  it("begin at the working folder outside of a repository, at the project where that is elsewhere", async () => {
    const project = await makeProject(join(top, "shop"));
    await mkdir(join(top, "other"));
    assert.deepEqual(await pathsFrom({ cwd: top, project }), all("shop/sub/a.events.yml"));
    assert.deepEqual(await pathsFrom({ cwd: join(top, "other"), project }), all("sub/a.events.yml"));
    assert.deepEqual(await pathsFrom({ cwd: join(project, "sub") }), all("sub/a.events.yml"));
  });

  it("begin at the project in json, which says where that is, and at the working folder in text", async () => {
    git(top, "init", "-q");
    const project = await makeProject(join(top, "shop"));
    const cwd = join(project, "sub");
    const json = readCheck((await runHere(["check", "--format", "json"], { cwd })).stdout);
    assert.deepEqual([json.root, json.findings[0]?.file], [project, "sub/a.events.yml"]);
    assert.match((await runHere(["check"], { cwd })).stdout, /^\.\.\/sub\/a\.events\.yml\n/);
  });
});
