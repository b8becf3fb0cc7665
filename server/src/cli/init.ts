import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { projectFileName } from "../project/loadProject.ts";
import { nodeFileSystem } from "../project/nodeFileSystem.ts";
import { newProject } from "../tasks/newProject/newProject.ts";
import { exitCode, usageError } from "./commandError.ts";
import { exists } from "./exists.ts";
import { displayPath } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import { withProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";
import { writeWhole } from "./writeWhole.ts";

/** `eventspec init`: writes a project file for the data in a folder, and a first event where that shows one. Overwrites nothing. */
export async function init(
  named: string,
  { quiet }: Pick<CommonOptions, "quiet">,
  terminal: Terminal,
): Promise<number> {
  const { cwd, env, out, signal } = terminal;
  const folder = resolve(cwd, named);
  if (!(await stat(folder).catch(() => undefined))?.isDirectory())
    throw usageError(`There is no folder ${named}.`);
  const file = join(folder, projectFileName);
  if (await exists(file))
    throw usageError(
      `There is a project already: ${displayPath(file, cwd)}.`,
      "`eventspec check` checks it.",
    );
  const around = { disk: nodeFileSystem(), folder, env, trusted: true };
  const { text, event, whyNoEvent } = await terminal.cancellable(() =>
    withProgress(terminal, quiet, "Looking at the data", () => newProject(around, signal)),
  );
  const written = [file];
  await writeWhole(file, text);
  const spec = event && join(folder, event.path);
  if (spec && !(await exists(spec))) {
    await writeWhole(spec, event.text);
    written.push(spec);
  }
  if (quiet) return exitCode.ok;
  for (const path of written) out.write(`Wrote ${displayPath(path, cwd)}\n`);
  if (whyNoEvent !== undefined) out.write(`No event was added: ${whyNoEvent}\n`);
  const place = folder === cwd ? "" : ` --project ${displayPath(folder, cwd)}`;
  if (event) out.write(`Next: eventspec preview ${event.name}${place}\n`);
  return exitCode.ok;
}
