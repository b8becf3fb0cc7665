/** A copy of the repository, in which one mutation at a time is tried against types and tests. */
import { spawn, spawnSync } from "node:child_process";
import { cp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Mutation } from "./mutations.ts";

/** What has killed a mutation, or hasn't. */
export const outcomes = ["types", "own tests", "other tests", "timed out", "SURVIVED"] as const;
export type Outcome = (typeof outcomes)[number];

export interface Trials {
  /** Tries a mutation of a file, given by its path in the repository, and takes it back. */
  try(file: string, mutation: Mutation): Promise<Outcome>;
}

type Shown = "ignore" | "inherit";
type Ended = "passed" | "failed" | "timed out";

const left = new Set([".git", ".cache", "dist", "node_modules"]);
/** Rooms whose tests take long, and are run last for that. */
const slow = /^test\/(cli|document|examples|languageServer|realdata|warehouse)\//;
const apart = /[\\/](vscode|engines|neovim)[\\/]/;

/** Copies the working tree of `root` as it is to `copy`. Without dist/, tests that start a program start its source. */
export async function prepare(root: string, copy: string, ownOnly: boolean): Promise<Trials> {
  await rm(copy, { recursive: true, force: true });
  for (const name of await readdir(root))
    if (!left.has(name)) await cp(join(root, name), join(copy, name), { recursive: true });
  await symlink(join(root, "node_modules"), join(copy, "node_modules"), "junction");
  const tests = await testFiles(copy);
  const limits = new Map<string, number>();
  return {
    async try(file, mutation) {
      const sets = testSets(tests, file.split("/")[2] ?? "").slice(0, ownOnly ? 1 : 2);
      for (const { name, files } of sets)
        if (!limits.has(name)) limits.set(name, await limitFor(copy, files));
      const path = join(copy, file);
      const text = await readFile(path, "utf8");
      await writeFile(path, text.slice(0, mutation.start) + mutation.by + text.slice(mutation.end));
      try {
        if ((await checkTypes(copy)) !== "passed") return "types";
        for (const { name, killer, files } of sets) {
          const ended = await mocha(copy, files, limits.get(name) ?? 0, "ignore");
          if (ended !== "passed") return ended === "failed" ? killer : "timed out";
        }
        return "SURVIVED";
      } finally {
        await writeFile(path, text);
      }
    },
  };
}

/** The tests that mirror a room, then all others; these are so many that one measurement does for every room. */
function testSets(tests: readonly string[], room: string) {
  const isOwn = (test: string): boolean => test.startsWith(`test/${room}/`);
  return [
    { name: room, killer: "own tests" as const, files: tests.filter(isOwn) },
    { name: "others", killer: "other tests" as const, files: tests.filter((test) => !isOwn(test)) },
  ];
}

async function testFiles(copy: string): Promise<string[]> {
  const all = await readdir(join(copy, "test"), { recursive: true });
  return all
    .filter((path) => path.endsWith(".test.ts") && !apart.test(`/${path}`))
    .map((path) => `test/${path.replaceAll("\\", "/")}`)
    .sort((a, b) => Number(slow.test(a)) - Number(slow.test(b)) || (a < b ? -1 : 1));
}

/** Three times what tests take unchanged, and some more; they have to pass. In milliseconds. */
async function limitFor(copy: string, files: readonly string[]): Promise<number> {
  const start = Date.now();
  if ((await mocha(copy, files, 1_200_000, "inherit")) !== "passed")
    throw new Error("The tests fail without any mutation; see above.");
  return 3 * (Date.now() - start) + 5000;
}

function checkTypes(copy: string): Promise<Ended> {
  return node(copy, ["node_modules/typescript-7/bin/tsc", "-b"], 120_000, "ignore");
}

/** Without .mocharc.json: the files that it names would be run besides those that are given. */
function mocha(copy: string, files: readonly string[], limit: number, output: Shown): Promise<Ended> {
  if (files.length === 0) return Promise.resolve("passed");
  const options = ["--no-config", "--bail", "--exit", "--timeout", "60000", "--reporter", "dot"];
  const flags = ["--import=tsx", "--no-experimental-require-module"];
  const required = ["--require", "./test/support/randomness.ts"];
  return node(
    copy,
    [...flags, "node_modules/mocha/bin/mocha.js", ...options, ...required, ...files],
    limit,
    output,
  );
}

/** In a process group of its own, so that what the tests have started ends with them. */
function node(cwd: string, args: readonly string[], limit: number, output: Shown): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", output, output], detached: true });
  const endAll = (): void => {
    // None is left where all have ended by themselves.
    if (child.pid !== undefined) spawnSync("kill", ["-9", "--", `-${child.pid}`], { stdio: "ignore" });
  };
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      endAll();
      resolve("timed out");
    }, limit);
    child.once("exit", (code) => {
      clearTimeout(timer);
      endAll();
      resolve(code === 0 ? "passed" : "failed");
    });
  });
}
