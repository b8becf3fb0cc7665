import assert from "node:assert/strict";
import { cp, rm } from "node:fs/promises";
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
      assert.match(stdout, /\n3 passed, 0 failed in /);
      assert.equal((await runHere(["test", "--only", "tests"], { cwd: folder.path })).code, 3);
    } finally {
      await folder.remove();
    }
  });

  it("passes the shop's", async () => {
    const { code, stdout } = await runHere(["test", "--only", "examples"], { cwd: shop });
    assert.equal(code, 0, stdout);
    assert.match(stdout, /\n3 passed, 0 failed in /);
  });
});
