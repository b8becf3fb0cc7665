/** docs/hostile.md: what `npm run test:hostile` tried, and how it ended. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SuiteResult } from "../test/hostile/runSuite.ts";

const introduction = `<!-- From the results of the suites by scripts/hostilePage.ts: \`npm run test:hostile\` writes it anew. -->

# What was tried against it

Specs come in pull requests, so everything in them is taken for hostile. \`npm run test:hostile\` makes hostile input of many kinds,
tries it, and looks at what it did. Each line below is a kind of input, with how many attempts ended in which way. Every attempt is listed in
\`.cache/hostile/\` after a run. A small part runs with every \`npm test\`.
`;

/** A suite, be it run or not. */
export interface NamedSuite {
  readonly name: string;
  readonly title: string;
}

const page = join(import.meta.dirname, "..", "docs", "hostile.md");

/** In: what has been run as a whole, and all suites. Writes the page, where what was not run again stays as it was told. */
export function writeHostilePage(results: readonly SuiteResult[], suites: readonly NamedSuite[]): void {
  const before = sectionsOf(existsSync(page) ? readFileSync(page, "utf8") : "");
  const missing: string[] = [];
  const sections = suites.flatMap(({ name, title }) => {
    const result = results.find((one) => one.name === name);
    const section = result ? sectionOf(result) : before.get(title);
    if (section === undefined) missing.push(`\`npm run test:hostile -- ${name}\``);
    return section ?? [];
  });
  const not =
    missing.length > 0 ? [`Not run as a whole where this was written: ${missing.join(", ")}.\n`] : [];
  writeFileSync(page, [introduction, ...sections, ...not].join("\n"));
}

function sectionOf({ title, tried, gotThrough, groups }: SuiteResult): string {
  return [
    `## ${title}\n`,
    `${tried.toLocaleString("en")} tried, ${gotThrough.length.toLocaleString("en")} got through.\n`,
    "| what | how it ended |\n| --- | --- |",
    ...Object.entries(groups).map(([group, counts]) => `| ${group} | ${ends(counts)} |`),
    "",
  ].join("\n");
}

/** By title. */
function sectionsOf(text: string): ReadonlyMap<string, string> {
  const [, ...sections] = text.replace(/^Not run as a whole.*\n?/m, "").split(/^(?=## )/m);
  return new Map(sections.map((section) => [/^## (.*)/.exec(section)?.[1] ?? "", `${section.trimEnd()}\n`]));
}

function ends(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([ended, count]) => `${count.toLocaleString("en")} ${ended}`)
    .join(", ");
}
