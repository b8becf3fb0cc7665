/** The words of the status bar, apart from VS Code so that they can be tested. */
import type { Door, Status } from "../../server/src/editor/lsp/protocol.ts";

export type ServerState = "starting" | "running" | "stopped";

export interface StatusView {
  readonly server: ServerState;
  readonly status: Status | undefined;
  readonly trusted: boolean;
}

export interface FindingCounts {
  readonly errors: number;
  readonly warnings: number;
}

/**
 * The status of the project that a document belongs to: of several that lie in each other the inner one; the last one said
 * for a document of none. `statuses` by the address of their root.
 */
export function statusFor(
  statuses: ReadonlyMap<string, Status>,
  document: string | undefined,
): Status | undefined {
  const around = [...statuses.keys()].filter((root) => document?.startsWith(`${root}/`));
  const inner = around.sort((a, b) => b.length - a.length)[0];
  return inner === undefined ? [...statuses.values()].at(-1) : statuses.get(inner);
}

/** What is said in the bar itself: one icon and a name. */
export function connectionLabel({ server, status, trusted }: StatusView): string {
  if (server === "stopped") return "$(error) EventSpec stopped";
  if (server === "starting" || !status) return "$(sync~spin) EventSpec: starting…";
  if (!trusted) return "$(shield) EventSpec: no queries";
  if (!status.checked) return "$(sync~spin) EventSpec: starting…";
  if (status.busy) return `$(sync~spin) ${status.connection ?? "EventSpec"}`;
  if (status.problem) return `$(warning) ${status.connection ?? "EventSpec"}`;
  if (status.noProject) return "$(info) no project";
  return `$(database) ${status.connection ?? "no connection"}${tablesLabel(status)}`;
}

/** Where a click on the bar leads. */
export function statusDoor({ server, status, trusted }: StatusView): Door | "restartServer" {
  if (server === "stopped") return "restartServer";
  if (!trusted) return "manageTrust";
  if (status?.noProject) return "createProject";
  return status?.connections.length === 0 ? "openProjectFile" : "switchConnection";
}

const clickTells: Readonly<Record<ReturnType<typeof statusDoor>, string>> = {
  restartServer: "Click to start the server again.",
  manageTrust: "This workspace is not trusted, so no query runs. Click to manage trust.",
  createProject: "There is no eventspec.yml here. Click to create a project.",
  openProjectFile: "The project has no connection yet. Click to open its file.",
  switchConnection: "Click to switch the connection.",
  showLog: "Click to show the log.",
};

/** ` · 26 of 28 tables`, where the columns of some are not known. */
function tablesLabel({ checked }: Status): string {
  const { known = 0, tables = 0 } = checked ?? {};
  return known < tables ? ` · ${known} of ${tables} tables` : "";
}

/** The same at length, as Markdown with icons. */
export function statusTooltip({ server, status, trusted }: StatusView): string {
  if (server === "stopped") return "The EventSpec server has stopped. Click to start it again.";
  if (server === "starting") return "The EventSpec server is starting.";
  const lines = [
    `**EventSpec**${status?.project ? ` — ${escapeMarkdown(status.project)}` : ""}`,
    status?.connection
      ? `Connection \`${status.connection}\`${status.dialect ? ` (${status.dialect})` : ""}`
      : "No connection is chosen.",
    status?.busy ? `$(sync~spin) ${escapeMarkdown(status.busy)}` : undefined,
    status?.unchecked ? `$(info) ${escapeMarkdown(status.unchecked)}` : undefined,
    status?.problem && !status.unchecked ? `$(warning) ${escapeMarkdown(status.problem)}` : undefined,
    clickTells[statusDoor({ server, status, trusted })],
  ];
  return lines.filter((line) => line !== undefined).join("\n\n");
}

/** Counts our own diagnostics by severity, as VS Code numbers it (0 error, 1 warning). */
export function countFindings(
  diagnostics: readonly { readonly source?: string; readonly severity: number }[],
): FindingCounts {
  const ours = diagnostics.filter(({ source }) => source === "eventspec");
  return {
    errors: ours.filter(({ severity }) => severity === 0).length,
    warnings: ours.filter(({ severity }) => severity === 1).length,
  };
}

/** Silence of what was not looked at, or not yet, is not taken for its being right. */
export function findingsLabel({ errors, warnings }: FindingCounts, status: Status | undefined): string {
  if (errors + warnings === 0 && !status?.checked) return "$(sync~spin) Checking…";
  if (errors + warnings === 0 && status?.checked?.nothing !== undefined) return "$(info) 0 events";
  if (errors + warnings === 0)
    return status?.unchecked === undefined
      ? "$(pass) No findings"
      : "$(info) No findings in what was checked";
  const parts = [errors > 0 ? `$(error) ${errors}` : "", warnings > 0 ? `$(warning) ${warnings}` : ""];
  return parts.filter(Boolean).join(" ");
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>$]/g, "\\$&");
}
