import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { filePath } from "../../server/src/warehouse/settingFiles.ts";

describe("a file that a setting names", () => {
  const folder = resolve("shop");

  it("is relative to the folder of the setting", () => {
    assert.equal(filePath(folder, "keys/reader.p8"), join(folder, "keys", "reader.p8"));
  });

  it("may lie in the home folder", () => {
    assert.equal(filePath(folder, "~/.ssh/reader.p8"), join(homedir(), ".ssh", "reader.p8"));
  });

  it("keeps a tilde that is part of a name", () => {
    assert.equal(filePath(folder, "~reader.p8"), join(folder, "~reader.p8"));
  });

  it("may be absolute", () => {
    const path = resolve("/keys/reader.p8");
    assert.equal(filePath(folder, path), path);
  });
});
