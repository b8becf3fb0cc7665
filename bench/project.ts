/** `check` on a folder of 5,000 files, each program from start to end. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { updateFile } from "../server/src/project/updateFile.ts";
import { createCheckCache } from "../server/src/rules/checkCache.ts";
import { checkFile, checkFiles } from "../server/src/rules/checkProject.ts";
import { loadSqlParser } from "../server/src/sql/reader/parser.ts";
import { distribution, milliseconds } from "./support/measure.ts";
import { memoryProject } from "./support/memoryProject.ts";
import type { Row } from "./support/report.ts";
import { projectText, specText } from "./support/specs.ts";
import { type ProcessCost, wholeProcess } from "./support/wholeProcess.ts";

const fileCount = 5000;
const eventsPerFile = 5;
/** One file that both must complain about, so that neither can pass over the others unread. */
const broken = "events/area_49/broken.events.yml";
const rounds = 5;

export async function coldCheck(root: string, rivalName: string): Promise<Row> {
  const folder = await writeProject();
  try {
    const rival = join(root, ".cache", "bench-bundle", "support", "rivalCheck.js");
    const ours = [];
    const theirs = [];
    for (let round = 0; round < rounds; round++) {
      ours.push(await wholeProcess([join(root, "dist", "cli.js"), "check", "--format", "json"], folder));
      theirs.push(await wholeProcess([rival, root, folder], root));
    }
    for (const { output } of ours)
      if (JSON.parse(output).files < fileCount || JSON.parse(output).counts.error === 0)
        throw new Error(`check did not read all files: ${output}`);
    if (theirs.some(({ output }) => Number(output) === 0))
      throw new Error("the rival did not read all files");
    const mine = distribution(ours.map((cost) => cost.milliseconds));
    const other = distribution(theirs.map((cost) => cost.milliseconds));
    return {
      work: `check of ${fileCount.toLocaleString("en")} files, cold, whole process`,
      against: rivalName,
      ours: mine,
      theirs: other,
      ratio: mine.median / other.median,
      goal: { ratio: 0.2, p95: 1500 },
      note: `${seconds(ours)} from start to end on this machine; memory ${megabytes(ours)} against ${megabytes(theirs)} (goal ≤ 250)`,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A folder of the size that most projects have: for the first time, and again, when what its engine said is kept. */
export async function smallCheck(root: string): Promise<Row[]> {
  const caches = await mkdtemp(join(tmpdir(), "eventspec-bench-cache-"));
  try {
    const [first, again, bare]: [ProcessCost[], ProcessCost[], ProcessCost[]] = [[], [], []];
    const check = (cache: string) =>
      wholeProcess([join(root, "dist", "cli.js"), "check"], join(root, "examples", "shop"), {
        XDG_CACHE_HOME: join(caches, cache),
      });
    for (let round = 0; round < rounds; round++) {
      first.push(await check(String(round)));
      again.push(await check(String(round)));
      bare.push(await wholeProcess(["--eval", "0"], root));
    }
    return [
      smallRow("check of examples/shop with its DuckDB, for the first time, both processes", first, bare),
      smallRow("check of examples/shop again", again, bare),
    ];
  } finally {
    await rm(caches, { recursive: true });
  }
}

function smallRow(work: string, ours: readonly ProcessCost[], bare: readonly ProcessCost[]): Row {
  const mine = distribution(ours.map((cost) => cost.milliseconds));
  const theirs = distribution(bare.map((cost) => cost.milliseconds));
  return {
    work,
    against: "node --eval 0",
    ours: mine,
    theirs,
    ratio: mine.median / theirs.median,
    goal: { ratio: Number.POSITIVE_INFINITY, p95: 300 },
    note: `${seconds(ours)} from start to end on this machine`,
  };
}

/** One edit in a project of 5,000 files, to the project's findings; against a cold check in this process. */
export async function editOne(): Promise<Row> {
  const specs = Object.fromEntries(files().map(([name, text]) => [name, text]));
  const parser = await loadSqlParser();
  const cache = createCheckCache();
  let project = await memoryProject(specs);
  const options = { dialect: "duckdb", parser, cache } as const;
  const check = () => checkFiles(project, options);
  const cold = await milliseconds(check);
  const [name, text] = files()[2500] ?? ["", ""];
  const samples: number[] = [];
  for (let round = 0; round < 30; round++)
    samples.push(
      await milliseconds(() => {
        project = updateFile(
          project,
          name,
          text.replace("payment may", `payment ${"x".repeat(round + 1)} may`),
        );
        // As the server does: the file being typed in first, everything else when typing pauses.
        checkFile(project, name, options);
        check();
      }),
    );
  const ours = distribution(samples.slice(5));
  return {
    work: `edit one file of ${fileCount.toLocaleString("en")} → project's diagnostics`,
    against: "own cold check",
    ours,
    theirs: distribution([cold]),
    ratio: ours.median / cold,
    goal: { ratio: 1, p95: 10 },
  };
}

function seconds(costs: readonly { readonly elapsed: number }[]): string {
  return `${(distribution(costs.map(({ elapsed }) => elapsed)).median / 1000).toFixed(1)} s`;
}

function megabytes(costs: readonly { readonly megabytes: number }[]): string {
  return `${Math.max(...costs.map((cost) => cost.megabytes)).toFixed(0)} MB`;
}

function files(): [string, string][] {
  return Array.from({ length: fileCount }, (_, i) => [
    `events/area_${i % 50}/source_${i}.events.yml`,
    specText(i, eventsPerFile),
  ]);
}

async function writeProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "eventspec-bench-project-"));
  await writeFile(join(folder, "eventspec.yml"), projectText);
  for (let i = 0; i < 50; i++) await mkdir(join(folder, "events", `area_${i}`), { recursive: true });
  await Promise.all(files().map(([name, text]) => writeFile(join(folder, name), text)));
  await writeFile(join(folder, broken), "from: [\n");
  return folder;
}
