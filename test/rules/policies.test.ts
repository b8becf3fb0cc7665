import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { loadProject } from "../../server/src/project/loadProject.ts";
import { nodeFileSystem } from "../../server/src/project/nodeFileSystem.ts";
import type { Project } from "../../server/src/project/types.ts";
import { updateFile } from "../../server/src/project/updateFile.ts";
import { temporaryFolder } from "../support/connections.ts";
import { projectOf } from "../support/memoryProject.ts";
import { check } from "./findingsOf.ts";

const spec = "from: shop.orders\nkey: order_id\nevents:\n  order_placed:\n    at: ordered_at\n";
const settings = (rules: string) => `eventspec: 1\nname: p\ntimezone: UTC\nrules: ${rules}\n`;

/** `file rule severity`, of rules that the tests speak of. */
async function found(project: Project): Promise<string[]> {
  const asked = /owner|requirement|pattern|unknown-rule|invalid|yaml/;
  return (await check(project))
    .filter(({ rule }) => asked.test(rule))
    .map(({ file, rule, severity }) => `${file} ${rule} ${severity}`)
    .sort();
}

const withPolicy = (rules: string, files: Record<string, string>) =>
  projectOf({ "eventspec.yml": settings(rules), "a.events.yml": spec, ...files });

describe("policies", () => {
  it("count where a preset would stand, and the project's own settings win", async () => {
    const policy = "extends: minimal\nevent-without-owner: error\n";
    const files = { "policy.yml": policy };
    assert.deepEqual(await found(await withPolicy("{extends: ./policy.yml}", files)), [
      "a.events.yml event-without-owner error",
    ]);
    assert.deepEqual(
      await found(await withPolicy("{extends: ./policy.yml, event-without-owner: info}", files)),
      ["a.events.yml event-without-owner info"],
    );
  });

  it("extend each other, overrides and demands included", async () => {
    const files = {
      "policies/shop.yml": "extends: ../base.yml\nrequire: {severity: warning, events: [description]}\n",
      "base.yml":
        "extends: minimal\nevent-without-owner: error\npatterns: {events: ['shop_*']}\noverrides: [{files: 'a.*', event-without-owner: info}]\n",
    };
    assert.deepEqual(await found(await withPolicy("{extends: ./policies/shop.yml}", files)), [
      "a.events.yml event-without-owner info",
      "a.events.yml name-against-pattern error",
      "a.events.yml unmet-requirement warning",
    ]);
  });

  it("tell their own mistakes at their places", async () => {
    const files = {
      "policy.yml": "extends: minimal\nevent-without-ownr: error\nevent-without-owner: loud\n",
    };
    assert.deepEqual((await found(await withPolicy("{extends: ./policy.yml}", files))).sort(), [
      "policy.yml invalid-value error",
      "policy.yml unknown-rule warning",
    ]);
  });

  const broken: [
    what: string,
    named: string,
    files: Record<string, string>,
    place: string,
    message: RegExp,
  ][] = [
    ["is not there", "./nowhere.yml", {}, "eventspec.yml", /"\.\/nowhere\.yml" is not there/],
    ["is misspelt", "recomended", {}, "eventspec.yml", /"recomended" is no preset/],
    ["lies elsewhere", "../policy.yml", {}, "eventspec.yml", /lies outside of its folder/],
    ["is no package", "'@acme/events'", {}, "eventspec.yml", /in no node_modules/],
    ["is nothing at all", "'not a name'", {}, "eventspec.yml", /neither a preset nor a file nor a package/],
    [
      "leads back",
      "./a.yml",
      { "a.yml": "extends: ./b.yml\n", "b.yml": "extends: ./a.yml\n" },
      "b.yml",
      /leads back to itself/,
    ],
  ];
  for (const [what, named, files, place, message] of broken)
    it(`are an error where one is named that ${what}`, async () => {
      const project = await withPolicy(`{extends: ${named}}`, files);
      const [finding, ...others] = (await check(project)).filter(({ rule }) => rule === "invalid-reference");
      assert.equal(others.length, 0);
      assert.equal(finding?.file, place);
      assert.match(finding?.message ?? "", message);
      const text = project.documents.get(place)?.text ?? "";
      assert.match(text.slice(finding?.span.start, finding?.span.end), /yml|acme|name|recom/);
    });

  it("follow what is typed in them, and in the project file beside them", async () => {
    const project = await withPolicy("{extends: ./policy.yml}", { "policy.yml": "extends: minimal\n" });
    assert.deepEqual(await found(project), []);
    const edited = updateFile(project, "policy.yml", "extends: minimal\nevent-without-owner: error\n");
    assert.deepEqual(await found(edited), ["a.events.yml event-without-owner error"]);
    const other = updateFile(edited, "eventspec.yml", settings("{extends: ./policy.yml, overrides: []}"));
    assert.deepEqual(await found(other), ["a.events.yml event-without-owner error"]);
  });
});

describe("policies on disk", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  async function projectIn(root: string, rules: string, files: Record<string, string>): Promise<Project> {
    const all = { [`${root}eventspec.yml`]: settings(rules), [`${root}a.events.yml`]: spec, ...files };
    for (const [name, text] of Object.entries(all)) {
      await mkdir(dirname(join(folder.path, name)), { recursive: true });
      await writeFile(join(folder.path, name), text);
    }
    return loadProject(nodeFileSystem(), join(folder.path, root), { env: {} });
  }

  it("come out of packages of the project and of the repository around it, and stay in them", async () => {
    const files = {
      ".git/HEAD": "",
      "node_modules/@acme/events/policy.yml": "extends: ./core.yml\n",
      "node_modules/@acme/events/core.yml": "extends: minimal\nevent-without-owner: error\n",
    };
    for (const named of ["'@acme/events'", "'@acme/events/core.yml'"]) {
      const project = await projectIn("apps/shop/", `{extends: ${named}}`, files);
      assert.deepEqual(await found(project), ["a.events.yml event-without-owner error"]);
      assert.deepEqual([...project.documents.keys()], ["eventspec.yml", "a.events.yml"]);
    }
    const out = await projectIn("apps/shop/", "{extends: '@acme/events/../../../secret.yml'}", files);
    assert.deepEqual(await found(out), [
      "a.events.yml event-without-owner warning",
      "eventspec.yml invalid-reference error",
    ]);
  });

  it("tell what is wrong in a package where it is named, once", async () => {
    const files = { "node_modules/acme/policy.yml": "extends: minimal\nevent-without-owner: loud\n" };
    const project = await projectIn("", "{extends: acme}", files);
    const [finding, ...others] = (await check(project)).filter(({ rule }) => rule === "invalid-reference");
    assert.equal(others.length, 0);
    assert.match(finding?.message ?? "", /^In line 2 of the policy "acme": /);
  });

  it("are not read through a link that leads out of the project", async () => {
    const outside = await temporaryFolder();
    await writeFile(join(outside.path, "policy.yml"), "event-without-owner: error\n");
    await symlink(join(outside.path, "policy.yml"), join(folder.path, "policy.yml"));
    const project = await projectIn("", "{extends: ./policy.yml}", {});
    assert.deepEqual(await found(project), [
      "a.events.yml event-without-owner warning",
      "eventspec.yml invalid-reference error",
    ]);
    await outside.remove();
  });
});
