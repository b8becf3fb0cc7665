/**
 * Repeats a suite's failed test once, and says so: for tests of how soon something is shown, which a machine that is busy with
 * something else at that moment fails for no fault of ours. Called in `describe`.
 */
export function onceMore(suite: Mocha.Suite): void {
  const tried = new Set<string>();
  suite.retries(1);
  suite.beforeEach(function () {
    const title = this.currentTest?.fullTitle() ?? "";
    if (tried.has(title)) console.log(`      Repeated, for the machine may have been busy: ${title}`);
    tried.add(title);
  });
}
