import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { applyEdits } from "../../server/src/document/applyEdits.ts";
import type { Finding } from "../../server/src/document/types.ts";
import { loadProject } from "../../server/src/project/loadProject.ts";
import { nodeFileSystem } from "../../server/src/project/nodeFileSystem.ts";
import type { Project } from "../../server/src/project/types.ts";
import { updateFile } from "../../server/src/project/updateFile.ts";
import { report } from "../../server/src/reports/index.ts";
import { check } from "../rules/findingsOf.ts";

const root = fileURLToPath(new URL("../../examples/shop/", import.meta.url));
const file = "events/order_lines.events.yml";
const text = readFileSync(join(root, file), "utf8");

function shop(): Promise<Project> {
  return loadProject(nodeFileSystem(), root, { env: {} });
}

/** The file without its owner, without its event's description, and without that event's tests. */
function spoiled(): string {
  const withoutTests = text.slice(0, text.indexOf("    tests:\n"));
  return withoutTests.replace(/^owner: .*\n/m, "").replace(/^ {4}description: .*\n/m, "");
}

describe("the example", () => {
  it("has nothing to find", async () => assert.deepEqual(await check(await shop()), []));

  it("gives three findings without an owner, a test and a description, which their fixes mend, and the author's words", async () => {
    let project = updateFile(await shop(), file, spoiled());
    const found = await check(project);
    assert.deepEqual(
      found.map(({ rule, event }) => [rule, event]),
      ["event-without-description", "event-without-owner", "event-without-tests"].map((rule) => [
        rule,
        "product_ordered",
      ]),
    );
    assertSamePlaces(project, found);
    let mended = spoiled();
    for (const { rule } of found) {
      const fix = (await check(project)).find((finding) => finding.rule === rule)?.fixes?.[0];
      assert.ok(fix);
      mended = applyEdits(mended, fix.edits);
      project = updateFile(project, file, mended);
    }
    // What happened only the author can say: the fix makes room for it.
    const rules = (await check(project)).map(({ rule }) => rule);
    assert.deepEqual(rules, ["event-without-description"]);
    mended = mended.replace("description: ''", "description: A product was ordered.");
    assert.deepEqual(await check(updateFile(project, file, mended)), []);
  });
});

/** JSON and annotations name the same lines. */
function assertSamePlaces(project: Project, findings: readonly Finding[]): void {
  const json = JSON.parse(report("json", { project, findings }));
  const lines = json.findings.map(({ range }: { range: { start: { line: number } } }) => range.start.line);
  const annotations = report("github", { project, findings }).matchAll(/,line=(\d+),/g);
  assert.deepEqual(
    [...annotations].map(([, line]) => Number(line)),
    lines,
  );
}
