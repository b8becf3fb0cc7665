import assert from "node:assert/strict";
import { runSuite, suiteNamed, suiteNames } from "./runSuite.ts";

const names: string[] = [];
for (const name of await suiteNames()) if (!(await suiteNamed(name)).onlyFull) names.push(name);

describe("hostile input, a small part of `npm run test:hostile`", () => {
  for (const name of names)
    it(`${name}: nothing gets through`, async function () {
      this.timeout(60_000);
      const { tried, gotThrough } = await runSuite(name, { size: "small", seed: 1 });
      assert.ok(tried > 0, "nothing was tried");
      assert.deepEqual(gotThrough.slice(0, 20), []);
    });
});
