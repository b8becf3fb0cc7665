/** CONTRIBUTING's "Add a report format", as far as a test can follow it. */
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { reportFormats } from "../../server/src/reports/formats.ts";
import { runHere } from "../support/cli.ts";

const root = new URL("../../", import.meta.url);

/** The room's files that are no format. */
const shared = ["baseline.ts", "formats.ts", "ignores.ts", "index.ts", "input.ts", "together.ts"];

describe("a report format", () => {
  it("has a file of its own and stands in the list", async () => {
    const files = (await readdir(new URL("server/src/reports", root))).filter(
      (name) => name.endsWith(".ts") && !shared.includes(name),
    );
    assert.deepEqual(files.sort(), reportFormats.map((format) => `${format}.ts`).sort());
  });

  it("is offered by the command line", async () => {
    const { stdout } = await runHere(["check", "--help"]);
    const offered = /--format.*?choices:([^)]*?),\s*default/s.exec(stdout)?.[1] ?? "";
    assert.deepEqual(
      [...offered.matchAll(/"(\w+)"/g)].map(([, name]) => name),
      [...reportFormats],
    );
  });

  it("is documented", async () => {
    const readme = await readFile(new URL("README.md", root), "utf8");
    assert.deepEqual(
      reportFormats.filter((format) => !readme.includes(`\`${format}\``)),
      [],
    );
  });
});
