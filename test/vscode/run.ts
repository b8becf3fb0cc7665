/**
 * Everything that needs a real editor: mocha suites in VS Code's extension host (from the repository and from the package),
 * a window driven like a user would, and Neovim. The last line is `N passed, N failed`.
 */
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureHost, type Host } from "./host/codeServer.ts";
import { findDesktop, runOnDesktop } from "./host/desktop.ts";
import { bundleSuites, type MochaRun, runInBrowser } from "./host/mochaRuns.ts";
import { checkContents, packageExtension } from "./host/package.ts";
import { root, work } from "./host/paths.ts";
import { printReport, type Report } from "./host/report.ts";
import { runMochaHere } from "./host/runMochaHere.ts";

/** Words on the command line choose the steps whose names have them. */
const only = process.argv.slice(2);
const isWanted = (name: string) => only.length === 0 || only.some((word) => name.includes(word));

const suites = ["activation", "language", "preview", "recovery", "following", "tests"];

let passed = 0;
let failed = 0;

async function step(name: string, work: () => Promise<Report | undefined>): Promise<void> {
  if (!isWanted(name)) return;
  const report = await work().catch((error: unknown): Report => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { passed: 0, failed: 1, tests: [{ title: "could be run", ms: 0, error: text }] };
  });
  const counts = printReport(name, report);
  passed += counts.passed;
  failed += counts.failed;
}

/** Suites edit files, so each run has a copy of the example. */
async function withExample<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "eventspec-shop-"));
  try {
    await cp(join(root, "examples", "shop"), folder, { recursive: true });
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function inEditor(host: Host, desktop: string | undefined, run: Omit<MochaRun, "folder">) {
  return step(run.name, () =>
    withExample((folder) =>
      desktop ? runOnDesktop(desktop, { ...run, folder }) : runInBrowser(host, { ...run, folder }),
    ),
  );
}

/** A user's way through a window; `file` in `ui/`. */
function inWindow(name: string, file: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  return step(name, () => runMochaHere([join(root, "test", "vscode", "ui", `${file}.ui.ts`)], env));
}

/** The same suites, and a user's way through the window, on what a release would ship. */
async function inPackage(): Promise<void> {
  if (!isWanted("packaged")) return;
  let vsix = "";
  await step("The packaged extension", async () => {
    vsix = await packageExtension();
    await checkContents(vsix);
    const tests = ["is small enough", "holds this platform's DuckDB, and nothing that nobody asks for"];
    return { passed: tests.length, failed: 0, tests: tests.map((title) => ({ title, ms: 0 })) };
  });
  if (!vsix) return;
  await inEditor(host, desktop, { name: "VS Code, packaged extension", suites, vsix });
  await inWindow("A window with the packaged extension", "window", { EVENTSPEC_VSIX: vsix });
}

await mkdir(work, { recursive: true });
const host = await ensureHost();
const desktop = await findDesktop();
await bundleSuites();

await inEditor(host, desktop, { name: "VS Code, development extension", suites });
await inEditor(host, desktop, { name: "VS Code, untrusted workspace", suites: ["untrusted"], trust: true });
await inWindow("The results panel", "panel");
await inWindow("A folder without a project", "create");
await inWindow("Changes on disk, in a window", "following");
await inWindow("One table of 28 that can't be read", "partial");
await inWindow("What a window says", "honest");
await inWindow("Tests, in a window", "tests");
await inWindow("An example of a row, in a window", "example");
await inWindow("The Governance view, in a window", "governance");
await inWindow("Review Changes, in a window", "review");
await inWindow("Suggest Events, in a window", "suggest");
await step("Neovim", () => runMochaHere([join(root, "test", "neovim", "neovim.suite.ts")]));
await inPackage();

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
