import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { jsonText } from "../document/harmless.ts";
import { snake } from "../project/proposedEvents.ts";
import { many } from "../proof/words.ts";
import { connectionDialect } from "../tasks/connectionTypes.ts";
import { type ImportTool, importPlan } from "../tasks/importPlan.ts";
import { exitCode, usageError } from "./commandError.ts";
import { chosenConnection } from "./connections.ts";
import { exists } from "./exists.ts";
import { tellLosses } from "./losses.ts";
import { displayPath, openProject } from "./openProject.ts";
import type { CommonOptions } from "./options.ts";
import type { Terminal } from "./terminal.ts";
import { toolNames } from "./toolNames.ts";
import { writeWhole } from "./writeWhole.ts";

export interface ImportPlanOptions extends CommonOptions {
  /** The schema that the tool loads events into. */
  readonly schema: string;
  readonly out?: string;
  /** Also overwrites a file. */
  readonly force?: boolean;
  readonly format: "text" | "json";
}

/** `eventspec import segment|rudderstack`: writes a spec file with the events of a tracking plan, and says what got lost. */
export async function importTrackingPlan(
  tool: ImportTool,
  files: readonly string[],
  options: ImportPlanOptions,
  terminal: Terminal,
): Promise<number> {
  const { cwd, out } = terminal;
  const project = await openProject(options, terminal);
  const dialect = connectionDialect(chosenConnection(project, options.connection));
  const texts = await Promise.all(
    files.map(async (file) => ({ file, text: await textOf(resolve(cwd, file), file) })),
  );
  const made = await importPlan(project, dialect, { tool, texts, schema: options.schema });
  if (made.kind === "unreadable") throw usageError(`${made.file} can't be read: ${made.reason}`);
  if (made.kind === "no-plan")
    throw usageError(
      `No ${tool === "ga4" ? "row with an event_name" : "tracking plan of this tool"} is in ${made.files.join(", ")}.`,
    );
  if (made.kind === "elsewhere")
    throw usageError(
      `${toolNames[tool]} exports to ${made.engine} alone, and the project's SQL is that of ${dialect}.`,
      `Name a connection of type ${made.engine} with --connection.`,
    );
  const path = options.out
    ? resolve(cwd, options.out)
    : join(project.root, "events", `${snake(made.name) || tool}.events.yml`);
  if (!options.force && (await exists(path)))
    throw usageError(
      `${displayPath(path, cwd)} is there already.`,
      "Name another file with --out, or add --force.",
    );
  await writeWhole(path, made.text);
  const { events, properties, losses, declare } = made;
  if (options.format === "json") {
    out.write(jsonText({ version: 1, file: displayPath(path, cwd), events, properties, losses, declare }));
    return exitCode.ok;
  }
  if (options.quiet) return exitCode.ok;
  out.write(
    `Wrote ${displayPath(path, cwd)}: ${many(events, "event")} with ${many(properties, "property", "properties")}.\n`,
  );
  tellLosses(losses, terminal);
  if (declare.length > 0)
    out.write(
      `Declare in eventspec.yml, and import again:\n${declare.map((line) => `  ${line}\n`).join("")}`,
    );
  return exitCode.ok;
}

function textOf(path: string, shown: string): Promise<string> {
  return readFile(path, "utf8").catch((error: Error) => {
    throw usageError(`${shown} can't be read: ${error.message}`);
  });
}
