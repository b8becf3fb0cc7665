/** Desktop VS Code, where it can be had: the same suites run there. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import {
  downloadAndUnzipVSCode,
  resolveCliArgsFromVSCodeExecutablePath,
  runTests,
} from "@vscode/test-electron";
import {
  developmentExtension,
  type MochaRun,
  readReport,
  suiteEnvironment,
  suitesEntry,
} from "./mochaRuns.ts";
import { work } from "./paths.ts";
import type { Report } from "./report.ts";
import { run as runProgram } from "./run.ts";

/**
 * Path of a desktop VS Code, downloaded when needed. `EVENTSPEC_VSCODE=desktop` insists on it, `browser` never asks;
 * otherwise it is taken where there is a screen and its download can be reached, and `undefined` where not.
 */
export async function findDesktop(): Promise<string | undefined> {
  const wanted = process.env.EVENTSPEC_VSCODE ?? "auto";
  if (wanted === "browser") return undefined;
  if (wanted !== "desktop" && !(hasScreen() && (await canDownload()))) return undefined;
  return downloadAndUnzipVSCode({ cachePath: join(work, "desktop") });
}

function hasScreen(): boolean {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

async function canDownload(): Promise<boolean> {
  try {
    const answer = await fetch("https://update.code.visualstudio.com/api/releases/stable", {
      signal: AbortSignal.timeout(3000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

export async function runOnDesktop(executable: string, run: MochaRun): Promise<Report | undefined> {
  const { report, env } = suiteEnvironment(run);
  const folders = [
    "--user-data-dir",
    join(work, "desktop-user"),
    "--extensions-dir",
    join(work, "desktop-extensions"),
  ];
  await rm(report, { force: true });
  for (const folder of [folders[1], folders[3]])
    if (folder) await rm(folder, { recursive: true, force: true });
  if (run.vsix) {
    const [cli = executable, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable, {
      reuseMachineInstall: true,
    });
    await runProgram(cli, [...args, ...folders, "--install-extension", run.vsix], { quiet: true });
  }
  const launchArgs = [
    run.folder,
    ...folders,
    "--disable-gpu",
    ...(run.trust ? [] : ["--disable-workspace-trust"]),
  ];
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: await developmentExtension(run),
    extensionTestsPath: suitesEntry,
    extensionTestsEnv: env,
    launchArgs,
  }).catch((error: unknown) =>
    console.error(`VS Code: ${error instanceof Error ? error.message : String(error)}`),
  );
  return readReport(report);
}
