/** Examples of one event by the hundreds, from start to end. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { distribution } from "./support/measure.ts";
import type { Row } from "./support/report.ts";
import { wholeProcess } from "./support/wholeProcess.ts";

const exampleCount = 500;
const rounds = 5;

/** The shop's own example, over and over, without a file of data. */
export async function manyExamples(root: string): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), "eventspec-bench-"));
  const program = join(root, "dist", "cli.js");
  try {
    await cp(join(root, "examples", "shop"), folder, { recursive: true });
    await wholeProcess([program, "catalog", "refresh"], folder);
    await rm(join(folder, "data"), { recursive: true });
    const file = join(folder, "events", "orders.events.yml");
    await writeFile(file, repeated(await readFile(file, "utf8")));
    const ours = [];
    const bare = [];
    for (let round = 0; round < rounds; round++) {
      const run = [program, "test", "order_placed", "--only", "examples", "--format", "json"];
      const cost = await wholeProcess(run, folder);
      if (JSON.parse(cost.output).counts.passed !== exampleCount) throw new Error("not all examples passed");
      ours.push(cost);
      bare.push(await wholeProcess(["--eval", "0"], root));
    }
    const mine = distribution(ours.map((cost) => cost.milliseconds));
    const theirs = distribution(bare.map((cost) => cost.milliseconds));
    const elapsed = distribution(ours.map((cost) => cost.elapsed)).median / 1000;
    return {
      work: `${exampleCount} examples on the embedded engine, whole process`,
      against: "node --eval 0",
      ours: mine,
      theirs,
      ratio: mine.median / theirs.median,
      goal: { ratio: Number.POSITIVE_INFINITY, p95: 2000 },
      note: `${elapsed.toFixed(1)} s from start to end on this machine, reading their ${exampleCount * 20} lines included`,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function repeated(text: string): string {
  const start = text.indexOf("      - name: test orders do not count");
  const end = text.indexOf("    reconcile:", start);
  const example = text.slice(start, end);
  const all = Array.from({ length: exampleCount }, (_, at) => example.replace("name: ", `name: ${at}. `));
  return text.slice(0, start) + all.join("") + text.slice(end);
}
