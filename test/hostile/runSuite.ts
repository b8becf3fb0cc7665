/** Runs one suite and keeps what it tried: `.cache/hostile/NAME.txt` has a line for each attempt. */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Attempt, HostileRun, HostileSuite } from "../support/hostile.ts";

export interface SuiteResult {
  readonly name: string;
  readonly title: string;
  /** Why it could not be tried here. */
  readonly missing?: string;
  /** How many attempts ended how, by group. */
  readonly groups: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly tried: number;
  readonly gotThrough: readonly Attempt[];
  readonly seconds: number;
  /** It tried all that it has. */
  readonly whole: boolean;
}

const ending = ".hostile.ts";
export const resultsFolder = join(import.meta.dirname, "..", "..", ".cache", "hostile");

/** Names of the suites, in the order of the alphabet. */
export async function suiteNames(): Promise<string[]> {
  const files = await readdir(import.meta.dirname);
  return files
    .filter((file) => file.endsWith(ending))
    .map((file) => basename(file, ending))
    .sort();
}

export async function suiteNamed(name: string): Promise<HostileSuite> {
  const module: unknown = await import(pathToFileURL(join(import.meta.dirname, `${name}${ending}`)).href);
  return (module as { suite: HostileSuite }).suite;
}

/** Runs a suite. Rejects where the suite itself fails, which is another thing than an attempt that gets through. */
export async function runSuite(name: string, run: HostileRun): Promise<SuiteResult> {
  const suite = await suiteNamed(name);
  const started = performance.now();
  const missing = run.size === "full" ? await suite.missing?.() : undefined;
  const seen = missing === undefined ? await attemptsOf(suite, name, run) : nothingTried;
  return {
    ...{ name, title: suite.title, ...seen },
    ...(missing !== undefined && { missing }),
    seconds: Math.round((performance.now() - started) / 100) / 10,
    whole: isWhole(suite, run) && missing === undefined,
  };
}

function isWhole(
  { wholeFrom = Number.POSITIVE_INFINITY }: HostileSuite,
  { size, count }: HostileRun,
): boolean {
  return size === "full" && (count === undefined || count >= wholeFrom);
}

export function resultFile(name: string): string {
  return join(resultsFolder, `${name}.json`);
}

const nothingTried = { groups: {}, tried: 0, gotThrough: [] };

async function attemptsOf(
  suite: HostileSuite,
  name: string,
  run: HostileRun,
): Promise<Pick<SuiteResult, "groups" | "tried" | "gotThrough">> {
  await mkdir(resultsFolder, { recursive: true });
  const list = createWriteStream(join(resultsFolder, `${name}.txt`));
  const groups: Record<string, Record<string, number>> = {};
  const gotThrough: Attempt[] = [];
  let tried = 0;
  for await (const attempt of suite.attempts(run)) {
    tried++;
    groups[attempt.group] ??= {};
    const counts = groups[attempt.group] ?? {};
    const ended = attempt.gotThrough === undefined ? attempt.ended : "got through";
    counts[ended] = (counts[ended] ?? 0) + 1;
    if (attempt.gotThrough !== undefined) gotThrough.push(attempt);
    if (!list.write(`${attempt.group}\t${ended}\t${JSON.stringify(attempt.tried)}\n`))
      await once(list, "drain");
  }
  list.end();
  await once(list, "close");
  return { groups, tried, gotThrough };
}

/** Started by run.ts, in a process of its own, so that whatever kills it is that suite's failure only. */
if (process.argv[1] === import.meta.filename) {
  const [name = "", run = "{}"] = process.argv.slice(2);
  await writeFile(resultFile(name), JSON.stringify(await runSuite(name, JSON.parse(run) as HostileRun)));
}
