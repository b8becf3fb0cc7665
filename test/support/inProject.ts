/** What commands say in a project of some files, each run in a folder of its own. */
import { type Outcome, runHere } from "./cli.ts";
import { temporaryFolder } from "./connections.ts";
import { type CheckReport, readCheck } from "./contracts.ts";

type Files = Readonly<Record<string, string>>;

export async function runIn(files: Files, args: readonly string[]): Promise<Outcome> {
  const folder = await temporaryFolder(files);
  try {
    return await runHere(args, { cwd: folder.path });
  } finally {
    await folder.remove();
  }
}

/** What `check` finds. */
export async function findingsIn(files: Files): Promise<CheckReport["findings"]> {
  const { stdout, stderr } = await runIn(files, ["check", "--format", "json"]);
  if (stdout === "") throw new Error(stderr);
  return readCheck(stdout).findings;
}

/** The same, each as its rule and message. */
export async function problemsIn(files: Files): Promise<string[]> {
  return (await findingsIn(files)).map(({ rule, message }) => `${rule}: ${message}`);
}

/** The same, each as its rule, message and hint. */
export async function toldIn(files: Files): Promise<(string | undefined)[][]> {
  return (await findingsIn(files)).map(({ rule, message, hint }) => [rule, message, hint]);
}
