/** The system report, apart from VS Code so that it can be tested. */
import type { Status } from "../../server/src/editor/lsp/protocol.ts";

export interface SystemFacts {
  readonly extension: string;
  readonly vscode: string;
  readonly where: "desktop" | "browser";
  readonly remote: string | undefined;
  readonly platform: string;
  readonly node: string;
  readonly trusted: boolean;
  readonly folders: number;
  readonly serverRunning: boolean;
  readonly status: Status | undefined;
}

/** A Markdown list for an issue. Connections count by number, because their names can tell whose they are. */
export function systemReport(facts: SystemFacts): string {
  const { status } = facts;
  return [
    `- EventSpec ${facts.extension}`,
    `- VS Code ${facts.vscode} (${facts.where}${facts.remote ? `, ${facts.remote}` : ""})`,
    `- ${facts.platform}, Node ${facts.node}`,
    `- Workspace: ${facts.folders} folder${facts.folders === 1 ? "" : "s"}, ${facts.trusted ? "trusted" : "not trusted"}`,
    `- Server: ${facts.serverRunning ? "running" : "stopped"}`,
    `- Connections: ${status?.connections.length ?? 0}, dialect ${status?.dialect ?? "none"}`,
  ].join("\n");
}
