/** Events of OpenLineage that are written, built by the classes of its own client. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { openShop } from "../../bench/expert/specs.ts";
import { exportOpenLineage } from "../../server/src/exporters/openlineage/exportOpenLineage.ts";
import type { Project } from "../../server/src/project/types.ts";
import { describedEvents, describedProject, duckDbReading } from "../support/describedProjects.ts";
import { lineagePython } from "../support/pythonPackages.ts";
import { runPython } from "../support/runPython.ts";

describe("events of OpenLineage in its client", function () {
  this.timeout(300_000);

  it("are built without a key too many: the example, and events made by chance", async () => {
    const reading = await duckDbReading();
    const { project, connection } = await openShop();
    await connection.close();
    const projects: Project[] = [project];
    for (const events of fc.sample(describedEvents, { numRuns: 25, seed: 1 }))
      projects.push(await describedProject(events));
    const options = { reading, namespace: "duckdb://here", now: "2026-01-31T00:00:00.000Z" };
    const lines = projects.flatMap((one) =>
      [...exportOpenLineage(one, options).texts.values()].flatMap((text) => text.trimEnd().split("\n")),
    );
    const events = lines.map((line) => JSON.parse(line) as unknown);
    assert.ok(events.length > 40);
    const problems = (await runPython(await lineagePython(), "lineage.py", events)) as (string | null)[];
    assert.deepEqual(
      problems.flatMap((problem, at) => (problem === null ? [] : [`${problem}\n${lines[at]}`])),
      [],
    );
  });
});
