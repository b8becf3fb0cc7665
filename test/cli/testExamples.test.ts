import assert from "node:assert/strict";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere, shop } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

describe("eventspec test --only examples", function () {
  this.timeout(30_000);

  it("needs no data where the project itself knows the columns", async () => {
    const folder = await temporaryFolder();
    try {
      await cp(shop, folder.path, { recursive: true });
      await runHere(["catalog", "refresh"], { cwd: folder.path });
      await rm(join(folder.path, "data"), { recursive: true });
      const { code, stdout } = await runHere(["test", "--only", "examples"], { cwd: folder.path });
      assert.equal(code, 0, stdout);
      assert.match(stdout, /\n19 passed, 0 failed in /);
      assert.equal((await runHere(["test", "--only", "tests"], { cwd: folder.path })).code, 3);
    } finally {
      await folder.remove();
    }
  });

  it("writes what comes out with --update, and says where", async () => {
    const folder = await temporaryFolder();
    try {
      await cp(shop, folder.path, { recursive: true });
      await runHere(["catalog", "refresh"], { cwd: folder.path });
      const file = join(folder.path, "events", "orders.events.yml");
      const text = await readFile(file, "utf8");
      await writeFile(file, text.replace("total: 12.50", "total: 99"));
      const only = ["test", "--only", "examples"];
      const failed = await runHere(only, { cwd: folder.path });
      assert.equal(failed.code, 1);
      assert.match(failed.stdout, /row 1: total is 12\.50, not 99\n/);
      const updated = await runHere([...only, "--update"], { cwd: folder.path });
      assert.equal(updated.code, 0, updated.stdout);
      assert.equal(updated.stderr, "1 example updated in events/orders.events.yml.\n");
      assert.equal(await readFile(file, "utf8"), text);
      const again = await runHere([...only, "--update"], { cwd: folder.path });
      assert.equal(again.stderr, "No example was updated.\n");
    } finally {
      await folder.remove();
    }
  });

  it("passes the shop's", async () => {
    const { code, stdout } = await runHere(["test", "--only", "examples"], { cwd: shop });
    assert.equal(code, 0, stdout);
    assert.match(stdout, /\n19 passed, 0 failed in /);
  });
});
