import type { Outcome } from "./cli.ts";
import { type Preview, readPreview } from "./contracts.ts";
import { runIn } from "./inProject.ts";

/** A project file over one folder of CSV files, `data`, whose names are the tables'. */
export const overFiles = (more = ""): string =>
  `eventspec: 1\nname: p\nconnection: files\nconnections: {files: {type: duckdb, files: {"*": "data/*.csv"}}}\nrules: {extends: minimal}\n${more}`;

/** Runs `preview` in a project of these files. */
export function previewIn(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<Outcome> {
  return runIn(files, ["preview", ...args]);
}

/** The same, read from its JSON. */
export async function previewJson(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<Preview> {
  const { stdout, stderr } = await previewIn(files, [...args, "--format", "json"]);
  if (stdout === "") throw new Error(stderr);
  return readPreview(stdout);
}
