import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { root, work } from "./paths.ts";
import type { Report } from "./report.ts";

interface MochaTest {
  readonly fullTitle: string;
  readonly duration?: number;
  readonly err: { readonly stack?: string; readonly message?: string };
}

interface MochaJson {
  readonly tests: readonly MochaTest[];
  /** Hooks that failed are here alone. */
  readonly failures: readonly MochaTest[];
}

/** Runs mocha files in a Node process of this machine; `undefined` when it ended without a report. */
export async function runMochaHere(
  files: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Report | undefined> {
  const file = join(work, "here.json");
  await rm(file, { force: true });
  const args = [
    "--no-config",
    "--node-option",
    "import=tsx",
    "--timeout",
    "120000",
    "--reporter",
    "json",
    "--reporter-option",
    `output=${file}`,
  ];
  const mocha = join(root, "node_modules", "mocha", "bin", "mocha.js");
  const child = spawn(process.execPath, [mocha, ...args, ...files], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await once(child, "close");
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const { tests: ran, failures } = JSON.parse(text) as MochaJson;
  const titles = new Set(ran.map(({ fullTitle }) => fullTitle));
  const hooks = failures.filter(({ fullTitle }) => !titles.has(fullTitle));
  const tests = [...ran, ...hooks].map(({ fullTitle, duration, err }) => {
    const error = err.stack ?? err.message;
    return { title: fullTitle, ms: duration ?? 0, ...(error ? { error } : {}) };
  });
  const failed = tests.filter(({ error }) => error !== undefined).length;
  return { passed: tests.length - failed, failed, tests };
}
