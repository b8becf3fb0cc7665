/**
 * Runs the tests that need a database server. Each test file starts its own and stops it. Results go to
 * .cache/engines.json; an engine that can't be had is a failure in CI, and elsewhere is named and left out.
 * Arguments are patterns of engines: `npm run test:engines -- postgres`.
 */
import { spawn } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeEnginesPage } from "../../scripts/enginesTable.ts";
import { type EngineName, engineNames, provide } from "./provide.ts";

interface TestResult {
  readonly title: string;
  readonly state: "passed" | "failed" | "skipped";
  readonly milliseconds: number;
  readonly problem?: string;
}

interface EngineResult {
  readonly engine: string;
  /** Why it could not be had. */
  readonly missing?: string;
  readonly tests: readonly TestResult[];
}

const folder = dirname(fileURLToPath(import.meta.url));
const cache = join(folder, "..", "..", ".cache");
const inCi = Boolean(process.env.CI);

await mkdir(cache, { recursive: true });
const results: EngineResult[] = [];
for (const file of await testFiles(process.argv.slice(2))) results.push(await runFile(file));
await writeFile(
  join(cache, "engines.json"),
  `${JSON.stringify({ version: 1, engines: results }, null, 2)}\n`,
);
if (writeEnginesPage()) console.log("\ndocs/engines.md tells what was seen.");
process.exitCode = summarise(results) > 0 ? 1 : 0;

async function testFiles(patterns: readonly string[]): Promise<string[]> {
  // The golden cases run on DuckDB in every test run; here too, so that the results are whole.
  const files = [...(await readdir(folder)).sort(), join("..", "sql", "golden.test.ts")].filter((name) =>
    name.endsWith(".test.ts"),
  );
  return files.filter((name) => patterns.length === 0 || patterns.some((pattern) => name.includes(pattern)));
}

async function runFile(file: string): Promise<EngineResult> {
  const engine = basename(file, ".test.ts");
  const missing = await whyMissing(engine);
  if (missing !== undefined) {
    console.log(`\n${engine}: not to be had. ${missing}`);
    return { engine, missing, tests: [] };
  }
  const output = join(cache, `engine-${engine}.json`);
  await rm(output, { force: true });
  const code = await mocha(join(folder, file), output);
  const report = await readFile(output, "utf8").catch(() => undefined);
  const tests = report === undefined ? [crashed(engine, code)] : testsOf(JSON.parse(report));
  for (const { title, state, problem } of tests)
    console.log(
      `${{ passed: "ok  ", failed: "FAIL", skipped: "skip" }[state]} ${title}${problem ? `\n${problem}` : ""}`,
    );
  return { engine, tests };
}

/** In a process of its own, so that a crash of one engine's driver fails that engine only. */
function mocha(file: string, output: string): Promise<number | null> {
  const flags = ["import=tsx", "no-experimental-require-module"].flatMap((option) => [
    "--node-option",
    option,
  ]);
  const report = ["--reporter", "json", "--reporter-option", `output=${output}`];
  const program = join(folder, "..", "..", "node_modules", "mocha", "bin", "mocha.js");
  const child = spawn(
    process.execPath,
    [program, "--no-config", "--exit", "--timeout", "120000", ...flags, ...report, file],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  return new Promise((resolve) => child.once("exit", resolve));
}

/** What mocha's reporter `json` writes, as far as it is used here. */
interface MochaTest {
  readonly fullTitle: string;
  readonly duration?: number;
  readonly err?: { readonly message?: string; readonly stack?: string };
}

function testsOf(
  report: Readonly<Record<"passes" | "failures" | "pending", readonly MochaTest[]>>,
): TestResult[] {
  const tell =
    (state: TestResult["state"]) =>
    (test: MochaTest): TestResult => ({
      title: test.fullTitle,
      state,
      milliseconds: test.duration ?? 0,
      ...(state === "failed" && { problem: test.err?.stack ?? test.err?.message ?? "" }),
    });
  return [
    ...report.passes.map(tell("passed")),
    ...report.failures.map(tell("failed")),
    ...report.pending.map(tell("skipped")),
  ];
}

function crashed(engine: string, code: number | null): TestResult {
  return { title: engine, state: "failed", milliseconds: 0, problem: `The tests ended with code ${code}.` };
}

/** Files that need no engine of their own are run as they are. */
async function whyMissing(engine: string): Promise<string | undefined> {
  const name = engineNames.find((known) => known === engine);
  return name === undefined ? undefined : await reasonOf(name);
}

async function reasonOf(name: EngineName): Promise<string | undefined> {
  try {
    await provide(name);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function summarise(all: readonly EngineResult[]): number {
  const count = (state: TestResult["state"]) =>
    all.flatMap(({ tests }) => tests).filter((test) => test.state === state).length;
  console.log("\nEngines:");
  for (const { engine, missing, tests } of all) {
    const failed = tests.filter(({ state }) => state === "failed").length;
    console.log(
      `  ${engine}: ${missing ? `missing: ${missing}` : `${tests.length - failed} passed, ${failed} failed`}`,
    );
  }
  const missing = all.filter((result) => result.missing !== undefined).length;
  const failed = count("failed") + (inCi ? missing : 0);
  const skipped = count("skipped") + (inCi ? 0 : missing);
  console.log(`\n${count("passed")} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  return failed;
}
