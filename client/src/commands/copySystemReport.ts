import { env, version, window, workspace } from "vscode";
import { systemReport } from "../systemReport.ts";
import type { Command } from "./command.ts";

/** Copies what a bug report needs to the clipboard; no path, no name of a table, no secret. */
export const copySystemReport: Command = {
  id: "eventspec.copySystemReport",
  run: async ({ client, context, statusBar }) => {
    const report = systemReport({
      extension: String(context.extension.packageJSON.version),
      vscode: version,
      where: env.uiKind === 1 ? "desktop" : "browser",
      remote: env.remoteName,
      platform: `${process.platform}-${process.arch}`,
      node: process.versions.node,
      trusted: workspace.isTrusted,
      folders: workspace.workspaceFolders?.length ?? 0,
      serverRunning: client.isRunning(),
      status: statusBar.status(),
    });
    await env.clipboard.writeText(report);
    window.setStatusBarMessage("$(check) EventSpec: system report copied.", 5000);
    return report;
  },
};
