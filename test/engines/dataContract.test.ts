/** Contracts that are written, read by datacontract-cli. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { openShop } from "../../bench/expert/specs.ts";
import { exportOdcs } from "../../server/src/exporters/odcs/exportOdcs.ts";
import { describedEvents, describedProject, duckDbReading } from "../support/describedProjects.ts";
import { contractPython } from "../support/pythonPackages.ts";
import { runPython } from "../support/runPython.ts";

describe("data contracts in datacontract-cli", function () {
  this.timeout(300_000);

  it("are valid for every event of the example, and for events made by chance", async () => {
    const reading = await duckDbReading();
    const { project, connection } = await openShop();
    await connection.close();
    const texts = [...exportOdcs(project, { reading }).texts.values()];
    assert.ok(texts.length > 15);
    for (const events of fc.sample(describedEvents, { numRuns: 25, seed: 1 }))
      texts.push(...exportOdcs(await describedProject(events), { reading }).texts.values());
    const problems = (await runPython(await contractPython(), "contracts.py", texts)) as (string | null)[];
    assert.equal(problems.length, texts.length);
    assert.deepEqual(
      problems.flatMap((problem, at) => (problem === null ? [] : [`${problem}\n${texts[at]}`])),
      [],
    );
  });
});
