import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const text = readFileSync(fileURLToPath(new URL("../../package-lock.json", import.meta.url)), "utf8");
const lock: { packages: Record<string, { integrity?: string; link?: boolean }> } = JSON.parse(text);

describe("the lock file", () => {
  it("says of every package what its bytes are", () => {
    const others = Object.entries(lock.packages).filter(([path, { link }]) => path !== "" && !link);
    assert.ok(others.length > 100);
    assert.deepEqual(
      others.filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? "")).map(([path]) => path),
      [],
    );
  });

  it("names no registry, so that whoever installs takes his own", () => {
    assert.doesNotMatch(text, /"resolved"/);
  });
});
