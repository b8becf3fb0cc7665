/** Lets failing examples expect what comes out now. */
import { applyEdits } from "../../document/applyEdits.ts";
import type { Project } from "../../project/types.ts";
import { updateFile } from "../../project/updateFile.ts";
import { checksOf } from "../../proof/checks.ts";
import type { CheckResult } from "../../proof/results.ts";
import { runTests } from "./runTests.ts";
import type { TestRequest } from "./types.ts";

export interface Accepted {
  /** In the order of the results that were given; of what was rewritten the results of the second run. */
  readonly results: readonly CheckResult[];
  /** Texts to write, by path relative to the project's root: of files whose examples were seen to pass after the change. */
  readonly texts: ReadonlyMap<string, string>;
  /** How many examples were rewritten in them. */
  readonly count: number;
}

/**
 * In: the run and its results. Nothing is written here, and nothing is accepted that was not seen to pass when it was read back: examples
 * of a file of which one still fails stay as they are.
 */
export async function acceptExamples(
  request: TestRequest,
  results: readonly CheckResult[],
  signal: AbortSignal,
): Promise<Accepted> {
  const failed = results.filter(({ edits }) => edits !== undefined && edits.length > 0);
  const files = new Set(failed.map(({ check }) => check.file));
  const ofFile = (file: string) => failed.filter(({ check }) => check.file === file);
  const texts = new Map([...files].map((file) => [file, rewritten(request.project, file, ofFile(file))]));
  let project: Project = request.project;
  for (const [file, text] of texts) project = updateFile(project, file, text);
  const ids = new Set(failed.map(({ check }) => check.id));
  const checks = project.events.flatMap((event) => checksOf(project, event)).filter(({ id }) => ids.has(id));
  const again = checks.length > 0 ? await runTests({ ...request, project, checks }, signal) : [];
  const passed = new Map(again.filter(({ status }) => status === "passed").map((one) => [one.check.id, one]));
  const isWhole = (file: string) => ofFile(file).every(({ check }) => passed.has(check.id));
  const whole = [...texts].filter(([file]) => isWhole(file));
  const kept = new Set(whole.map(([file]) => file));
  const isKept = ({ check, edits }: CheckResult) => edits !== undefined && kept.has(check.file);
  return {
    results: results.map((one) => (isKept(one) ? (passed.get(one.check.id) ?? one) : one)),
    texts: new Map(whole),
    count: failed.filter(isKept).length,
  };
}

function rewritten({ documents }: Project, file: string, results: readonly CheckResult[]): string {
  const edits = results.flatMap((result) => result.edits ?? []);
  return applyEdits(documents.get(file)?.text ?? "", edits);
}
