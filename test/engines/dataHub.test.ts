/** Files for DataHub that are written, read by its own file source. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { openShop } from "../../bench/expert/specs.ts";
import { exportDataHub } from "../../server/src/exporters/datahub/exportDataHub.ts";
import type { Project } from "../../server/src/project/types.ts";
import { describedEvents, describedProject, duckDbReading } from "../support/describedProjects.ts";
import { dataHubPython } from "../support/pythonPackages.ts";
import { runPython } from "../support/runPython.ts";

describe("files for DataHub in its file source", function () {
  this.timeout(300_000);

  it("are valid: the example, and events made by chance", async () => {
    const reading = await duckDbReading();
    const { project, connection } = await openShop();
    await connection.close();
    const projects: Project[] = [project];
    for (const events of fc.sample(describedEvents, { numRuns: 25, seed: 1 }))
      projects.push(await describedProject(events));
    const texts = projects.flatMap((one) => [
      ...exportDataHub(one, { reading, environment: "PROD", schema: "shop.events (new), x" }).texts.values(),
    ]);
    const broken = texts[0]?.replace("com.linkedin.schema.StringType", "com.linkedin.schema.NoType");
    const problems = (await runPython(await dataHubPython(), "metadata_files.py", [...texts, broken])) as (
      | string
      | null
    )[];
    assert.notEqual(problems.pop(), null, "what is broken is not found");
    assert.deepEqual(
      problems.flatMap((problem, at) => (problem === null ? [] : [`${problem}\n${texts[at]}`])),
      [],
    );
  });
});
