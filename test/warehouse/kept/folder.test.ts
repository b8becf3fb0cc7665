import assert from "node:assert/strict";
import { mkdir, symlink } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { cacheFolder, isOfProject } from "../../../server/src/warehouse/kept/folder.ts";
import { temporaryFolder } from "../../support/connections.ts";

describe("the folder of kept answers", () => {
  const below = (...parts: string[]) => join(...parts, "eventspec", "answers");

  it("is the user's own, as each system has it", () => {
    assert.equal(cacheFolder({ HOME: "/home/ann" }, "linux"), below("/home/ann", ".cache"));
    assert.equal(cacheFolder({ HOME: "/Users/ann" }, "darwin"), below("/Users/ann", "Library", "Caches"));
    assert.equal(cacheFolder({ LOCALAPPDATA: "/c/ann/Local" }, "win32"), below("/c/ann/Local"));
    assert.equal(cacheFolder({ XDG_CACHE_HOME: "/var/ann", HOME: "/home/ann" }, "linux"), below("/var/ann"));
  });

  it("is no relative one, which would lie wherever a command runs", () => {
    assert.equal(cacheFolder({ XDG_CACHE_HOME: "cache" }, "linux"), below(homedir(), ".cache"));
    assert.equal(cacheFolder({ LOCALAPPDATA: "cache" }, "win32"), undefined);
    assert.equal(cacheFolder({}, "win32"), undefined);
  });

  it("is not used where it lies in the repository of a project, also by a link", async () => {
    const { path, remove } = await temporaryFolder({ "repo/.git/HEAD": "", "repo/shop/eventspec.yml": "" });
    const project = join(path, "repo", "shop");
    await mkdir(join(path, "repo", "cache"));
    await symlink(join(path, "repo", "cache"), join(path, "linked"), "dir");
    assert.equal(await isOfProject(join(path, "repo", "cache", "eventspec", "answers"), project), true);
    assert.equal(await isOfProject(join(path, "linked", "eventspec", "answers"), project), true);
    assert.equal(await isOfProject(join(path, "elsewhere", "eventspec", "answers"), project), false);
    await remove();
  });
});
