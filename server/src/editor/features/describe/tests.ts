/** What the last runs of an event's checks have shown, in words. */
import type { CheckStatus } from "../../../proof/results.ts";
import { checkMarks, resultsInWords } from "../../../reports/tests/input.ts";
import type { EventTests } from "../../session/keptTests.ts";
import { formatAge } from "./rows.ts";

/** `✓ 7`, `✓ 1 of 7` where not all were run, `✗ 2`, `✗ 2 ! 1`; absent where nothing is known that still holds. */
export function testMark(tests: EventTests | undefined): { text: string; failed: boolean } | undefined {
  if (!tests?.holds) return undefined;
  const count = (status: CheckStatus) => tests.results.filter((result) => result.status === status).length;
  const bad = (["failed", "error"] as const).filter((status) => count(status) > 0);
  if (bad.length > 0)
    return { text: bad.map((status) => `${checkMarks[status]} ${count(status)}`).join(" "), failed: true };
  const passed = count("passed");
  if (passed === 0) return undefined;
  const of = tests.notRun > 0 ? ` of ${tests.results.length + tests.notRun}` : "";
  return { text: `${checkMarks.passed} ${passed}${of}`, failed: false };
}

/** A line that sums up, and one for each check that did not pass. */
export function describeTests(tests: EventTests | undefined, now: number): string | undefined {
  if (!tests || tests.results.length === 0) return undefined;
  const { results, notRun, at, holds } = tests;
  const age = formatAge(now - at);
  const missing = notRun > 0 ? `, ${notRun} not run` : "";
  const stale = holds ? "" : " · the spec or its data have changed since";
  const told = results.filter(({ status }) => status === "failed" || status === "error");
  return [
    `Tests: ${resultsInWords(results)}${missing} · ${age}${stale}`,
    ...told.map(({ status, name, message }) => `- ${checkMarks[status]} ${name}: ${message}`),
  ].join("\n");
}
