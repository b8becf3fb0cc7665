/** A review of 5,000 events against a commit, from start to end; in elapsed time, because git does a part of the work. */
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "../test/support/connections.ts";
import { distribution } from "./support/measure.ts";
import type { Row } from "./support/report.ts";
import { projectText, specText } from "./support/specs.ts";
import { wholeProcess } from "./support/wholeProcess.ts";

const fileCount = 1000;
const eventsPerFile = 5;
const rounds = 5;
/** Files with one event that means something else. */
const edited = [7, 400, 801];

export async function review(root: string): Promise<Row> {
  const name = (at: number) => `events/area_${at % 50}/source_${at}.events.yml`;
  const files = Array.from(
    { length: fileCount },
    (_, at) => [name(at), specText(at, eventsPerFile)] as const,
  );
  const folder = await temporaryFolder({ "eventspec.yml": projectText, ...Object.fromEntries(files) });
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", folder.path, "-c", "user.name=a", "-c", "user.email=a@b.c", ...args]);
  try {
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "First");
    for (const at of edited) await edit(join(folder.path, name(at)));
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      const command = ["diff", "--base", "HEAD", "--format", "json", "--fail-on", "never"];
      const mine = await wholeProcess([join(root, "dist", "cli.js"), ...command], folder.path);
      const changes: unknown[] = JSON.parse(mine.output).changes;
      if (changes.length !== edited.length)
        throw new Error(`diff found ${changes.length} changes: ${mine.output}`);
      ours.push(mine.elapsed);
      theirs.push((await wholeProcess(["--eval", "0"], root)).elapsed);
    }
    const [mine, other] = [distribution(ours), distribution(theirs)];
    return {
      work: `diff of ${(fileCount * eventsPerFile).toLocaleString("en")} events, ${edited.length} of them changed, from start to end`,
      against: "node --eval 0",
      ours: mine,
      theirs: other,
      ratio: mine.median / other.median,
      goal: { ratio: Number.POSITIVE_INFINITY, p95: 3000 },
    };
  } finally {
    await folder.remove();
  }
}

async function edit(path: string): Promise<void> {
  const text = await readFile(path, "utf8");
  const changed = text.replace(/^( +at: )(.*)$/m, "$1coalesce($2, null)");
  if (changed === text) throw new Error(`There is nothing to edit in ${path}.`);
  await writeFile(path, changed);
}
