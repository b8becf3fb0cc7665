import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { licencesText } from "../../scripts/licences.ts";

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const file = "THIRD_PARTY_LICENCES.md";

describe("licences of others", () => {
  it(`stand in ${file}, which UPDATE_DOCS=1 writes`, () => {
    const text = licencesText();
    if (process.env.UPDATE_DOCS) writeFileSync(path(file), text);
    assert.equal(readFileSync(path(file), "utf8"), text);
  });

  it("are all there, and known", () => {
    const packages = licencesText().split(/^## /m).slice(1);
    assert.ok(packages.length > 20);
    assert.deepEqual(
      packages.filter((part) => part.includes("see its package")).map((part) => part.split("\n")[0]),
      [],
    );
  });

  it("ship with the extension", () => {
    assert.ok(readFileSync(path(".vscodeignore"), "utf8").split("\n").includes(`!${file}`));
  });
});
