/** Documents of AsyncAPI that are written, read by its own parser. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import fc from "fast-check";
import { openShop } from "../../bench/expert/specs.ts";
import { exportAsyncApi } from "../../server/src/exporters/asyncapi/exportAsyncApi.ts";
import { describedEvents, describedProject, duckDbReading } from "../support/describedProjects.ts";
import { asyncApiParser, driversFolder } from "../support/drivers.ts";

interface Parser {
  parse(text: string): Promise<{
    readonly document?: { allMessages(): { all(): { name(): string | undefined }[] } };
    readonly diagnostics: readonly { readonly severity: number; readonly message: string }[];
  }>;
}

describe("documents of AsyncAPI in its parser", function () {
  this.timeout(300_000);

  it("are read without errors: the example, and events made by chance", async () => {
    const { Parser: Made } = createRequire(join(driversFolder, "package.json"))(asyncApiParser.name) as {
      Parser: new () => Parser;
    };
    const parser = new Made();
    const reading = await duckDbReading();
    const { project, connection } = await openShop();
    await connection.close();
    const texts = [...exportAsyncApi(project, { reading }).texts.values()];
    for (const events of fc.sample(describedEvents, { numRuns: 25, seed: 1 }))
      texts.push(...exportAsyncApi(await describedProject(events), { reading }).texts.values());
    for (const text of texts) {
      const { document, diagnostics } = await parser.parse(text);
      // 0 is an error; the others say what could be there, such as a licence.
      assert.deepEqual(
        diagnostics.flatMap(({ severity, message }) => (severity === 0 ? [message] : [])),
        [],
        text,
      );
      const names =
        document
          ?.allMessages()
          .all()
          .map((message) => message.name()) ?? [];
      assert.ok(names.length > 0);
      for (const name of names) assert.ok(text.includes(`name: ${name}`), name);
    }
  });
});
