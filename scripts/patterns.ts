/** The patterns of examples/patterns, as the editor inserts them: a folder each, with one file of events that says in its first lines what it is. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Pattern } from "../server/src/spec/patternTypes.ts";

const folder = fileURLToPath(new URL("../examples/patterns/", import.meta.url));
const head = /^# (?<title>[^:\n]+): (?<summary>.+)\n# Also found as: (?<words>.+)\.\n/;

/** Paths below the repository of the files that patterns are read from. */
export function patternFiles(): string[] {
  return names().map((name) => `examples/patterns/${name}/${specOf(name)}`);
}

/** All patterns, by the names of their folders. */
export function readPatterns(): Pattern[] {
  return names().map(readPattern);
}

/** The project file of a pattern, which says what its events rest on. */
export function projectOf(name: string): string {
  return readFileSync(join(folder, name, "eventspec.yml"), "utf8").replaceAll("\r\n", "\n");
}

/** The module that the editor's completion loads. */
export function patternsModule(): string {
  const patterns = JSON.stringify(readPatterns(), undefined, 2);
  return `/* From examples/patterns by scripts/generate.ts. */
import type { Pattern } from "../patternTypes.ts";

export const patterns: readonly Pattern[] = ${patterns};
`;
}

function names(): string[] {
  return readdirSync(folder).sort();
}

function readPattern(name: string): Pattern {
  const text = readFileSync(join(folder, name, specOf(name)), "utf8").replaceAll("\r\n", "\n");
  const found = head.exec(text);
  if (!found?.groups)
    throw new Error(`${name}: the first lines say "# Title: summary" and "# Also found as: words."`);
  const { title = "", summary = "", words = "" } = found.groups;
  return { name, title, summary: capitalised(summary), words, spec: text.slice(found[0].length) };
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function specOf(name: string): string {
  const [file, ...others] = readdirSync(join(folder, name)).filter((each) => each.endsWith(".events.yml"));
  if (!file || others.length > 0) throw new Error(`${name}: a pattern has one file of events.`);
  return file;
}
