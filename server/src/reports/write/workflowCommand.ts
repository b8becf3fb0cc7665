import { harmlessLine, harmlessText } from "../../document/harmless.ts";
import type { Severity } from "../../document/types.ts";

const commands: Record<Severity, string> = { error: "error", warning: "warning", info: "notice" };

/** GitHub shows this many annotations of each level in one step, and drops the rest without a word. */
export const shownByGitHub = 10;

/** A workflow command of GitHub Actions. Format: docs.github.com, "Workflow commands for GitHub Actions". */
export function workflowCommand(
  severity: Severity,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const written = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeProperty(harmlessLine(String(value)))}`,
  );
  return `::${commands[severity]} ${written.join(",")}::${escapeData(harmlessText(message))}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
