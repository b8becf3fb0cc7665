import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sqlPage } from "../../scripts/sqlPage.ts";

describe("docs/sql.md", () => {
  it("shows what is so (UPDATE_DOCS=1 makes its parts anew)", async function () {
    this.timeout(30_000);
    const path = join(import.meta.dirname, "../../docs/sql.md");
    const page = readFileSync(path, "utf8");
    const anew = await sqlPage(page);
    for (const part of ["clocks", "examples", "linted"]) assert.ok(anew.includes(`<!-- made: ${part} -->`));
    if (process.env.UPDATE_DOCS) writeFileSync(path, anew);
    assert.equal(readFileSync(path, "utf8"), anew);
  });
});
