import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const project =
  "eventspec: 1\nname: p\nteams:\n  growth: {email: growth@shop.example}\n  finance: {email: money@shop.example}\n  nobody: {slack: '#x'}\n";
const spec = (owner: string, more = "") =>
  `from: orders\nkey: id\nowner: ${owner}\nevents:\n  order_placed: {at: t}\n${more}`;

describe("eventspec codeowners", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const file = () => join(folder.path, "CODEOWNERS");
  const run = (...args: string[]) =>
    runHere(["codeowners", "--project", join(folder.path, "data shop"), ...args], { cwd: folder.path });

  beforeEach(async () => {
    folder = await temporaryFolder({
      "data shop/eventspec.yml": project,
      "data shop/a.events.yml": spec("growth", "  order_paid: {at: u, owner: finance}\n"),
      "data shop/b [x].events.yml": spec("growth"),
      "data shop/c.events.yml": spec("nobody"),
      CODEOWNERS: "* @everybody\r\n/docs/ @writers\r\n",
    });
    execFileSync("git", ["-C", folder.path, "init", "-q"]);
  });
  afterEach(() => folder.remove());

  it("writes a line a file between two marks, and leaves the rest alone", async () => {
    const { code, stderr } = await run();
    assert.equal(code, 0);
    assert.match(stderr, /^nobody is left out: its team has no `email`/);
    assert.equal(
      await readFile(file(), "utf8"),
      [
        "* @everybody",
        "/docs/ @writers",
        "",
        "# eventspec data shop: begin, written by eventspec codeowners",
        "/data\\ shop/a.events.yml growth@shop.example money@shop.example",
        "/data\\ shop/b\\ \\[x\\].events.yml growth@shop.example",
        "# eventspec data shop: end",
        "",
      ].join("\r\n"),
    );
  });

  it("finds drift, and nothing once it is written", async () => {
    assert.equal((await run("--check")).code, 1);
    assert.equal(await readFile(file(), "utf8"), "* @everybody\r\n/docs/ @writers\r\n");
    await run();
    assert.equal((await run("--check")).code, 0);
    await writeFile(join(folder.path, "data shop/b [x].events.yml"), spec("finance"));
    const { code, stdout } = await run("--check");
    assert.equal(code, 1);
    assert.match(stdout, /CODEOWNERS is not what the owners in the specs say/);
    await run();
    const text = await readFile(file(), "utf8");
    assert.match(text, /b\\ \\\[x\\\]\.events\.yml money@shop\.example/);
    assert.equal(text.split("# eventspec data shop: begin").length, 2);
  });

  it("says that outside of a repository there is nothing to write", async () => {
    const outside = await temporaryFolder({ "eventspec.yml": project });
    try {
      const { code, stderr } = await runHere(["codeowners"], { cwd: outside.path });
      assert.equal(code, 2);
      assert.match(stderr, /in no repository/);
    } finally {
      await outside.remove();
    }
  });
});
