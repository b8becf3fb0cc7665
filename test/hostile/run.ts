/**
 * Runs the hostile suites, `*.hostile.ts` in this folder, and prints what they tried and what got through.
 * `npm run test:hostile -- [PATTERN…] [--small] [--count N] [--seed N]`: patterns choose suites by name; `--small` does what
 * every test run does; `--count` is how many attempts of each kind are made. What was tried is listed in .cache/hostile/,
 * and the last whole run of each suite is summed up in docs/hostile.md.
 */
import { spawn } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeHostilePage } from "../../scripts/hostilePage.ts";
import type { HostileRun } from "../support/hostile.ts";
import { resultFile, resultsFolder, type SuiteResult, suiteNamed, suiteNames } from "./runSuite.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { small: { type: "boolean" }, count: { type: "string" }, seed: { type: "string" } },
});
const run: HostileRun = {
  size: values.small ? "small" : "full",
  seed: Number(values.seed ?? 1),
  ...(values.count !== undefined && { count: Number(values.count) }),
};

await mkdir(resultsFolder, { recursive: true });
const all = await suiteNames();
const names: string[] = [];
for (const name of all) {
  const isWanted = positionals.length === 0 || positionals.some((pattern) => name.includes(pattern));
  if (isWanted && (run.size === "full" || !(await suiteNamed(name)).onlyFull)) names.push(name);
}
const results: SuiteResult[] = [];
for (const name of names) results.push(await inOwnProcess(name));
await writePage();
process.exitCode = summarise() ? 0 : 1;

/** Of the last whole run of each suite, be it one after the other; after a part nothing is written. */
async function writePage(): Promise<void> {
  if (!results.some(({ whole }) => whole)) return;
  const last = (await Promise.all(all.map(lastResult))).flatMap((result) => (result?.whole ? result : []));
  const suites = await Promise.all(
    all.map(async (name) => ({ name, title: (await suiteNamed(name)).title })),
  );
  writeHostilePage(last, suites);
  console.log("\ndocs/hostile.md tells what was tried.");
}

async function lastResult(name: string): Promise<SuiteResult | undefined> {
  const text = await readFile(resultFile(name), "utf8").catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

async function inOwnProcess(name: string): Promise<SuiteResult> {
  await rm(resultFile(name), { force: true });
  const program = join(import.meta.dirname, "runSuite.ts");
  const flags = ["--import", "tsx", program, name, JSON.stringify(run)];
  const child = spawn(process.execPath, flags, { stdio: ["ignore", "inherit", "inherit"] });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  const result = (await lastResult(name)) ?? broken(name, code);
  tell(result);
  return result;
}

function broken(name: string, code: number | null): SuiteResult {
  const failure = { group: "the suite", tried: name, ended: "", gotThrough: `It ended with code ${code}.` };
  return { name, title: name, groups: {}, tried: 0, gotThrough: [failure], seconds: 0, whole: false };
}

function tell({ title, missing, groups, tried, gotThrough, seconds }: SuiteResult): void {
  console.log(`\n${title}: ${missing ?? `${tried} tried in ${seconds} s`}`);
  for (const [group, counts] of Object.entries(groups)) {
    const ends = Object.entries(counts).map(([ended, count]) => `${count} ${ended}`);
    console.log(`  ${group}: ${ends.join(", ")}`);
  }
  for (const attempt of gotThrough.slice(0, 50))
    console.log(`  GOT THROUGH ${attempt.group}: ${attempt.tried}\n    ${attempt.gotThrough}`);
}

/** Out: whether nothing got through; in CI a suite that could not be tried is a failure, too. */
function summarise(): boolean {
  const sum = (count: (result: SuiteResult) => number) => results.reduce((all, one) => all + count(one), 0);
  const tried = sum((one) => one.tried);
  const through = sum((one) => one.gotThrough.length);
  const missing = sum((one) => (one.missing === undefined ? 0 : 1));
  console.log(`\n${tried} tried, ${through} got through${missing > 0 ? `, ${missing} suites missing` : ""}`);
  const failed = results.filter(
    (one) => one.gotThrough.length > 0 || (process.env.CI && one.missing !== undefined),
  );
  console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0;
}
