/**
 * Makes small deliberate mistakes in core code, one at a time and in a copy, and tells which of them no test sees:
 * `npm run mutate -- [room, folder, file or file:line]… [--sample N] [--seed S] [--own] [--page]`. A sample is taken
 * of each target; `--own` runs only the tests that mirror its room; `--page` writes docs/mutations.md.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import fc from "fast-check";
import { mutationsOf } from "./mutate/mutations.ts";
import { type Tried, writePage } from "./mutate/page.ts";
import { prepare } from "./mutate/trial.ts";

type Candidate = Pick<Tried, "file" | "mutation">;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    own: { type: "boolean", default: false },
    page: { type: "boolean", default: false },
  },
});
const trials = await prepare(root, join(root, ".cache", "mutate"), values.own);
const tried: Tried[] = [];
for (const target of positionals.length > 0 ? positionals : ["server/src"])
  for (const { file, mutation } of sampled(candidatesIn(target))) {
    const outcome = await trials.try(file, mutation);
    tried.push({ target, file, mutation, outcome });
    console.log(`${outcome.padEnd(11)} ${file}:${mutation.line}  ${mutation.what}`);
  }
const survived = tried.filter(({ outcome }) => outcome === "SURVIVED").length;
console.log(`\n${tried.length} mutations, ${survived} survived.`);
if (values.page) {
  const command = `npm run mutate -- ${process.argv.slice(2).join(" ")}`;
  writePage(join(root, "docs", "mutations.md"), command, tried);
}

/** All mutations of a target: a folder or file under server/src or under the repository, or one line of a file. */
function candidatesIn(target: string): Candidate[] {
  const [path = "", line] = target.split(/:(?=\d+$)/);
  const found = [path, join("server", "src", path)]
    .map((each) => join(root, each))
    .find((each) => statSync(each, { throwIfNoEntry: false }));
  if (found === undefined) throw new Error(`There is no ${path}.`);
  return filesOf(found).flatMap((file) =>
    mutationsOf(file, readFileSync(file, "utf8"))
      .filter((mutation) => line === undefined || mutation.line === Number(line))
      .map((mutation) => ({ file: relative(root, file).replaceAll("\\", "/"), mutation })),
  );
}

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/generated[\\/]/.test(name))
    .sort()
    .map((name) => join(path, name));
}

/** The same seed gives the same sample of the same code, in the order of its places. */
function sampled(candidates: readonly Candidate[]): Candidate[] {
  const length = Math.min(Number(values.sample), candidates.length);
  const some = fc.subarray([...candidates], { minLength: length, maxLength: length });
  return fc.sample(some, { seed: Number(values.seed), numRuns: 1 }).flat();
}
