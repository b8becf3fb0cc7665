import type { Project } from "../../project/types.ts";
import { type CheckResult, type CheckStatus, checkStatuses } from "../../proof/results.ts";
import { many } from "../../proof/words.ts";
import { pathOf, type Range, rangeOf } from "../input.ts";

/** What a report of test results is made of. */
export interface TestReportInput {
  readonly project: Project;
  /** In the order in which they are told. */
  readonly results: readonly CheckResult[];
  /** Name of the connection. */
  readonly connection: string;
  /** As in `ReportInput`. */
  readonly prefix?: string;
  readonly elapsedMs: number;
}

/** Where a check is declared: path from where the reader stands. */
export interface CheckPlace {
  readonly path: string;
  readonly range: Range;
}

export function placeOfCheck(input: TestReportInput, { check }: CheckResult): CheckPlace {
  const { project } = input;
  return {
    path: pathOf({ ...input, findings: [] }, check.file),
    range: rangeOf(project, check.file, check.span),
  };
}

/** What stands before a check for people. */
export const checkMarks: Readonly<Record<CheckStatus, string>> = {
  passed: "✓",
  failed: "✗",
  error: "!",
  skipped: "-",
};

export function countsOfResults(
  results: readonly Pick<CheckResult, "status">[],
): Record<CheckStatus, number> {
  const counts = { passed: 0, failed: 0, error: 0, skipped: 0 };
  for (const { status } of results) counts[status] += 1;
  return counts;
}

/** `41 passed, 1 failed, 2 errors, 3 skipped`: what there is none of is left out, `passed` and `failed` apart. */
export function resultsInWords(results: readonly Pick<CheckResult, "status">[]): string {
  const counts = countsOfResults(results);
  const words: Record<CheckStatus, string> = {
    passed: `${counts.passed} passed`,
    failed: `${counts.failed} failed`,
    error: many(counts.error, "error"),
    skipped: `${counts.skipped} skipped`,
  };
  return checkStatuses
    .filter((status) => counts[status] > 0 || status === "passed" || status === "failed")
    .map((status) => words[status])
    .join(", ");
}

/** What was expected and what came, each where it says more than the message. */
export function comparison({ expected, actual }: CheckResult): string[] {
  return [
    ...(expected === undefined ? [] : [`expected: ${expected}`]),
    ...(actual === undefined ? [] : [`actual: ${actual}`]),
  ];
}
