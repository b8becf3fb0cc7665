/** `check` on a folder of 5,000 files, each program from start to end. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { updateFile } from "../server/src/project/updateFile.ts";
import { checkProject } from "../server/src/rules/checkProject.ts";
import { createCheckCache } from "../server/src/rules/engine/cache.ts";
import { loadSqlParser } from "../server/src/sql/parser.ts";
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
    const rival = join(root, "bench", "support", "rivalCheck.ts");
    const theirs = await wholeProcess(["--import", "tsx", rival, root, folder], root);
    const mine = distribution(ours.map((cost) => cost.milliseconds));
    const memory = Math.max(...ours.map((cost) => cost.megabytes));
    return {
      work: `check of ${fileCount.toLocaleString("en")} files, cold, whole process`,
      against: rivalName,
      ours: mine,
      theirs: distribution([theirs.milliseconds]),
      ratio: mine.median / theirs.milliseconds,
      goal: { ratio: 0.2, p95: 1500 },
      note: `memory ${memory.toFixed(0)} MB against ${theirs.megabytes.toFixed(0)} MB (goal ≤ 250)`,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** One edit in a project of 5,000 files, to the project's findings; against a cold check in this process. */
export async function editOne(): Promise<Row> {
  const specs = Object.fromEntries(files().map(([name, text]) => [name, text]));
  const parser = await loadSqlParser();
  const cache = createCheckCache();
  let project = await memoryProject(specs);
  const check = () => checkProject(project, { dialect: "duckdb", parser, cache });
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
