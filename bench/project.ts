/** `check` on a folder of 5,000 files, each program from start to end. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { updateFile } from "../server/src/project/updateFile.ts";
import { checkFile, checkFiles } from "../server/src/rules/checkProject.ts";
import { createCheckCache } from "../server/src/rules/engine/cache.ts";
import { loadSqlParser } from "../server/src/sql/reader/parser.ts";
import { distribution, milliseconds } from "./support/measure.ts";
import { memoryProject } from "./support/memoryProject.ts";
import type { Row } from "./support/report.ts";
import { projectText, specText } from "./support/specs.ts";
import { wholeProcess } from "./support/wholeProcess.ts";

const fileCount = 5000;
const eventsPerFile = 5;

export async function coldCheck(root: string, rivalName: string): Promise<Row> {
  const folder = await writeProject();
  try {
    const ours = [];
    for (let round = 0; round < 3; round++)
      ours.push(await wholeProcess([join(root, "dist", "cli.js"), "check", "--format", "json"], folder));
    const first = ours[0];
    if (!first || JSON.parse(first.output).files < fileCount)
      throw new Error(`check did not read all files: ${first?.output}`);
    const rival = join(root, ".cache", "bench-bundle", "support", "rivalCheck.js");
    const theirs = await wholeProcess([rival, root, folder], root);
    const mine = distribution(ours.map((cost) => cost.milliseconds));
    const memory = Math.max(...ours.map((cost) => cost.megabytes));
    return {
      work: `check of ${fileCount.toLocaleString("en")} files, cold, whole process`,
      against: rivalName,
      ours: mine,
      theirs: distribution([theirs.milliseconds]),
      ratio: mine.median / theirs.milliseconds,
      goal: { ratio: 0.2, p95: 1500 },
      note: `${seconds(ours)} from start to end on this machine; memory ${memory.toFixed(0)} MB against ${theirs.megabytes.toFixed(0)} MB (goal ≤ 250)`,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A folder of the size that most projects have. */
export async function smallCheck(root: string): Promise<Row> {
  const ours = [];
  const bare = [];
  for (let round = 0; round < 5; round++) {
    ours.push(await wholeProcess([join(root, "dist", "cli.js"), "check"], join(root, "examples", "shop")));
    bare.push(await wholeProcess(["--eval", "0"], root));
  }
  const mine = distribution(ours.map((cost) => cost.milliseconds));
  const theirs = distribution(bare.map((cost) => cost.milliseconds));
  return {
    work: "check of examples/shop with its DuckDB, whole process",
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
  return folder;
}
