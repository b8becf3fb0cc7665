/** Follows CONTRIBUTING's recipe for a feature of the language server as far as a test can. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { features } from "../../../server/src/editor/lsp/features/index.ts";

const editor = fileURLToPath(new URL("../../../server/src/editor", import.meta.url));

/** Names of the files right in a folder. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(join(editor, folder), { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() ? [basename(entry.name, ".ts")] : [])).sort();
}

describe("features of the language server", () => {
  const listed = Object.keys(features).sort();

  it("are the files of features/, each with its capability and handler in lsp/features/, and listed", async () => {
    assert.deepEqual(await filesIn("features"), listed);
    assert.deepEqual(
      (await filesIn("lsp/features")).filter((name) => name !== "index"),
      listed,
    );
  });

  it("say a capability each, which no other says", () => {
    const said = Object.values(features).map(({ capability }) => Object.keys(capability));
    assert.ok(said.every((keys) => keys.length > 0));
    assert.equal(new Set(said.flat()).size, said.flat().length);
  });
});
