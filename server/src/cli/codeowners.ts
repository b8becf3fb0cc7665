import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { harmlessLine } from "../document/harmless.ts";
import { codeownersOf, withCodeowners } from "../tasks/codeowners.ts";
import { exitCode, usageError } from "./commandError.ts";
import { exists } from "./exists.ts";
import { displayPath, openProject } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import { pathBelow, repositoryRoot } from "./repositoryRoot.ts";
import type { Terminal } from "./terminal.ts";
import { writeWhole } from "./writeWhole.ts";

export interface CodeownersOptions extends CommonOptions {
  /** Writes nothing, and fails where the file would change. */
  readonly check?: boolean;
  readonly out?: string;
}

/** Where GitHub and GitLab look for it, in their order. */
const places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];

/** `eventspec codeowners`: the owners of events as reviewers of their files; 1 where the file is behind. */
export async function codeowners(options: CodeownersOptions, terminal: Terminal): Promise<number> {
  const project = await openProject(options, terminal);
  const root = await repositoryRoot(project.root, terminal.env);
  const folder = root === undefined ? undefined : pathBelow(project.root, root);
  if (root === undefined || folder === undefined)
    throw usageError(
      "The project is in no repository, so nothing can say who reviews it.",
      "Run it below a checkout.",
    );
  const path = options.out === undefined ? await placeIn(root) : join(terminal.cwd, options.out);
  const { lines, without } = codeownersOf(project, folder);
  const text = await readFile(path, "utf8").catch(() => "");
  const wanted = withCodeowners(text, folder, lines);
  const shown = harmlessLine(displayPath(path, terminal.cwd));
  for (const owner of without)
    terminal.err.write(
      `${harmlessLine(owner)} is left out: its team has no \`email\`, which CODEOWNERS could name.\n`,
    );
  if (text === wanted) {
    if (!options.quiet) terminal.out.write(`${shown} is as the specs say.\n`);
    return exitCode.ok;
  }
  if (options.check) {
    terminal.out.write(`${shown} is not what the owners in the specs say. Run eventspec codeowners.\n`);
    return exitCode.findings;
  }
  await writeWhole(path, wanted);
  if (!options.quiet)
    terminal.out.write(`${shown}: ${lines.length} ${lines.length === 1 ? "file" : "files"}.\n`);
  return exitCode.ok;
}

async function placeIn(root: string): Promise<string> {
  for (const place of places) if (await exists(join(root, place))) return join(root, place);
  return join(root, places[0] ?? "CODEOWNERS");
}
