import type { Door } from "../../server/src/editor/lsp/protocol.ts";

/** The command behind each door out of a failure. */
export const doorCommands: Readonly<Record<Door, string>> = {
  manageTrust: "workbench.trust.manage",
  createProject: "eventspec.createProject",
  openProjectFile: "eventspec.openProjectFile",
  switchConnection: "eventspec.switchConnection",
  showLog: "eventspec.showLog",
};
