import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { knowledgeStates, oneOf28Unreadable } from "../support/knowledgeStates.ts";

/** What a format says in the words of people; where it says so in one of its own ways, only there. */
const formats: readonly (readonly [format: string, words: (text: string) => string])[] = [
  ["text", (text) => text],
  ["json", (text) => JSON.parse(text).checked.reason],
  ["sarif", (text) => JSON.parse(text).runs[0].invocations[0].toolExecutionNotifications[0].message.text],
  ["junit", (text) => /<skipped message="([^"]*)"/.exec(text)?.[1]?.replaceAll("&quot;", '"') ?? ""],
  ["markdown", (text) => text.replaceAll("\\", "")],
  ["github", (text) => text],
];

describe("a check that could not look at everything", () => {
  for (const { name, files, says } of knowledgeStates) {
    for (const [format, words] of formats) {
      it(`says so in ${format}: ${name}`, async () => {
        const folder = await temporaryFolder(files);
        try {
          const { code, stdout, stderr } = await runHere(["check", "--format", format], { cwd: folder.path });
          assert.equal(code, 0, stdout + stderr);
          const said = words(stdout);
          const reason = format === "json" ? new RegExp(says.source.split("\\. ").at(-1) ?? "") : says;
          assert.match(said, reason);
        } finally {
          await folder.remove();
        }
      });
    }

    it(`fails where the warehouse is required: ${name}`, async () => {
      const folder = await temporaryFolder(files);
      try {
        const { code, stderr } = await runHere(["check", "--require-warehouse"], { cwd: folder.path });
        assert.equal(code, 3);
        assert.match(stderr, says);
      } finally {
        await folder.remove();
      }
    });
  }

  it("says so on the standard error where the format has no room for it", async () => {
    const [state] = knowledgeStates;
    assert.ok(state);
    const folder = await temporaryFolder(state.files);
    try {
      const { stdout, stderr } = await runHere(["check", "--format", "gitlab"], { cwd: folder.path });
      assert.deepEqual(JSON.parse(stdout), []);
      assert.match(stderr, state.says);
    } finally {
      await folder.remove();
    }
  });
});

describe("a project of 28 tables of which one can't be read", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    folder = await temporaryFolder(oneOf28Unreadable());
  });
  after(() => folder.remove());

  it("is checked but for that one, which is named where the project names it", async () => {
    const { code, stdout } = await runHere(["check"], { cwd: folder.path });
    assert.equal(code, 1);
    assert.match(stdout, /unreadable-table/);
    assert.match(stdout, /shop\.t7 can't be read: /);
    assert.match(stdout, /Columns of 27 of 28 tables were checked \(1 unreadable\)\./);
    assert.match(stdout, /1 error in 1 of 29 files/);
  });

  it("previews every other one", async () => {
    const { code, stdout, stderr } = await runHere(["preview", "shop_t3_seen"], { cwd: folder.path });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /1 row/);
  });

  it("says why that one has no preview", async () => {
    const { code, stderr } = await runHere(["preview", "shop_t7_seen"], { cwd: folder.path });
    assert.equal(code, 1);
    assert.match(stderr, /shop\.t7 can't be read/);
  });
});
