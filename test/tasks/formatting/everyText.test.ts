/** Laying out says the same, and says it once: over every spec and project of the repository, over more where they lie, and over mutants. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { formatText } from "../../../server/src/tasks/formatting/formatText.ts";
import { fullProject, fullSpec } from "../../support/fullFiles.ts";
import { projectOf } from "../../support/memoryProject.ts";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const folders = ["examples", "test", "../shared/cases", "../shared/data"].map((path) =>
  join(repository, path),
);

interface Text {
  readonly path: string;
  readonly text: string;
}

function textsBelow(folder: string): Text[] {
  const all = () => {
    try {
      return readdirSync(folder, { recursive: true, encoding: "utf8" });
    } catch {
      return [];
    }
  };
  const isOurs = (path: string) => /\.events\.ya?ml$|^eventspec\.yml$/.test(basename(path));
  return all()
    .filter(isOurs)
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
}

const texts: readonly Text[] = [
  { path: "full.events.yml", text: fullSpec },
  { path: "eventspec.yml", text: fullProject },
  ...folders.flatMap(textsBelow),
];

/** Whatever a file is, laying it out is never refused for what it would do, and done twice is done once. */
async function holds({ path, text }: Text): Promise<void> {
  const file = basename(path);
  const at = async (text: string) => formatText(await projectOf({ [file]: text }), file, "duckdb");
  const once = await at(text);
  const isMarked = text.includes("\ufeff", 1);
  assert.ok(once.kind !== "refused" || isMarked, `${path}: ${JSON.stringify(once)}\n${text}`);
  if (once.kind !== "formatted") return;
  assert.deepEqual(await at(once.text), once, path);
}

describe("laying out every text", function () {
  this.timeout(120_000);

  it("of this repository, and of what lies beside it, says the same and is done once", async () => {
    assert.ok(texts.length > 40, `${texts.length} texts`);
    for (const text of texts) await holds(text);
  });

  it("leaves the example as it is", async () => {
    for (const { path, text } of textsBelow(join(repository, "examples"))) {
      const file = basename(path);
      const outcome = await formatText(await projectOf({ [file]: text }), file, "duckdb");
      assert.deepEqual(outcome, { kind: "formatted", text }, path);
    }
  });

  it("of mutants says the same and is done once", async () => {
    const short = texts.filter(({ text }) => text.length < 6000);
    const pieces = fc.constantFrom(
      " ",
      "\n",
      "\n\n",
      "# so\n",
      " # so\n",
      "\r\n",
      "\t",
      "'",
      '"',
      "{a: 1, b: [x, y]}",
      "- ",
      ": ",
      "&x ",
      "*x",
      "|\n",
      "🎉",
      "\ufeff",
      "---\n",
      ",",
    );
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), put: pieces, cut: fc.nat(3) });
    const mutant = fc
      .record({ of: fc.constantFrom(...short), edits: fc.array(edit, { minLength: 1, maxLength: 3 }) })
      .map(({ of, edits }) => ({
        path: of.path,
        text: edits.reduce((text, { at, put, cut }) => {
          const start = Math.floor(at * text.length);
          return text.slice(0, start) + put + text.slice(start + cut);
        }, of.text),
      }));
    await fc.assert(fc.asyncProperty(mutant, holds), { numRuns: 150 });
  });
});
