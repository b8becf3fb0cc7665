import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

function filesBelow(folder: string, ends: RegExp): string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => ends.test(name) && !/generated|node_modules/.test(name))
    .map((name) => join(folder, name));
}

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "package.json",
  ...filesBelow("docs", /\.md$/),
  ...filesBelow("media", /\.md$/),
];
const schemas = filesBelow("schemas", /\.json$/);
const sources = ["server/src", "client/src"].flatMap((folder) => filesBelow(folder, /\.ts$/));

/** What people read of a file: all of a page, of a program its texts. */
function shownOf(file: string): string {
  const text = readFileSync(join(root, file), "utf8");
  if (!file.endsWith(".ts")) return text;
  const code = text.replaceAll(/^\s*(?:\/\*\*|\*|\/\/).*$/gm, "");
  return [...code.matchAll(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g)].map(([literal]) => literal).join("\n");
}

/** Words that had to be read twice, and what stands in their place. */
const unplain: readonly (readonly [RegExp, string])[] = [
  [/\b(?:un)?mend(?:s|ed|ing)?\b/i, "fix"],
  [/\boffend(?:s|ed|ing)?\b/i, "bad"],
  [/can't do without/i, "required"],
  [/\bnobody's\b/i, "without an owner"],
];

describe("what people read", () => {
  for (const file of [...pages, ...schemas, ...sources])
    it(`${file} uses plain words`, () => {
      const shown = shownOf(file);
      for (const [word, better] of unplain) assert.doesNotMatch(shown, word, `better: ${better}`);
    });
});
