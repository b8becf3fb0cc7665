/** What a run of mocha in an extension host leaves behind for the process that started it. */
export interface Report {
  readonly passed: number;
  readonly failed: number;
  readonly tests: readonly { readonly title: string; readonly ms: number; readonly error?: string }[];
}

/** Where the suites write their report, and which of them run; the extension host inherits both. */
export const reportVariable = "EVENTSPEC_TEST_REPORT";
export const suitesVariable = "EVENTSPEC_TEST_SUITES";

/** Shows a report as mocha would. A run that tested nothing has failed. */
export function printReport(name: string, report: Report | undefined): { passed: number; failed: number } {
  console.log(`\n${name}`);
  if (!report) {
    console.log("  ✖ ended without a report");
    return { passed: 0, failed: 1 };
  }
  for (const { title, ms, error } of report.tests) {
    console.log(
      error === undefined ? `  ✔ ${title} (${ms} ms)` : `  ✖ ${title}\n${error.replace(/^/gm, "      ")}`,
    );
  }
  if (report.passed + report.failed === 0) console.log("  ✖ no test ran");
  return { passed: report.passed, failed: report.passed + report.failed === 0 ? 1 : report.failed };
}
