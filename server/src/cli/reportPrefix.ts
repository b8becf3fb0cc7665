import type { ReportFormat } from "../reports/formats.ts";
import type { testFormats } from "../reports/tests/formats.ts";
import { displayPath } from "./openProject.ts";
import { pathBelow, repositoryRoot } from "./repositoryRoot.ts";
import type { Terminal } from "./terminal.ts";

type TestFormat = (typeof testFormats)[number];

/**
 * Where the project is, for who reads the report: from the working folder for people at a terminal, whose paths can be opened
 * there; for all that is read by others, from the root of the repository. Outside of one, from the working folder while the project
 * is below it.
 */
export async function prefixFor(
  format: ReportFormat | TestFormat,
  root: string,
  { cwd, env }: Terminal,
): Promise<string> {
  if (format === "text") return displayPath(root, cwd);
  return pathBelow(root, (await repositoryRoot(root, env)) ?? cwd) ?? "";
}

/** The folder that the paths of a report on several projects are relative to. */
export async function reportRoot(format: ReportFormat, { cwd, env }: Terminal): Promise<string> {
  if (format === "text") return cwd;
  return (await repositoryRoot(cwd, env)) ?? cwd;
}
