/** docs/hostile.md: what `npm run test:hostile` tried, and how it ended. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SuiteResult } from "../test/hostile/runSuite.ts";

const introduction = `<!-- From the results of the suites by scripts/hostilePage.ts: \`npm run test:hostile\` writes it anew. -->

# What was tried against it

Specs come in pull requests, so everything in them is taken for hostile. \`npm run test:hostile\` makes hostile input of many kinds,
tries it, and looks at what it did. Each line below is a kind, and how many attempts ended how. Every attempt is listed in
\`.cache/hostile/\` after a run. A small part runs with every \`npm test\`.
`;

/** In: the last whole run of each suite, and the names of all. Writes the page. */
export function writeHostilePage(results: readonly SuiteResult[], names: readonly string[]): void {
  const missing = names.filter((name) => results.every((result) => result.name !== name));
  const parts = results.map(({ title, tried, gotThrough, groups }) => [
    `## ${title}\n`,
    `${tried.toLocaleString("en")} tried, ${gotThrough.length} got through.\n`,
    "| what | how it ended |\n| --- | --- |",
    ...Object.entries(groups).map(([group, counts]) => `| ${group} | ${ends(counts)} |`),
    "",
  ]);
  const rest = missing.map((name) => `\`npm run test:hostile -- ${name}\``).join(", ");
  const not = missing.length > 0 ? [`Not run as a whole where this was written: ${rest}.\n`] : [];
  const page = [introduction, ...parts.flat(), ...not].join("\n");
  writeFileSync(join(import.meta.dirname, "..", "docs", "hostile.md"), page);
}

function ends(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([ended, count]) => `${count.toLocaleString("en")} ${ended}`)
    .join(", ");
}
