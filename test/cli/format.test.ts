import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const untidy = "from: shop.orders\nas: o\nkey:   o.id\nevents:\n    order_placed: { at: o.at }\n";
const tidy = "from: shop.orders\nas: o\nkey: o.id\nevents:\n  order_placed: {at: o.at}\n";
const files = {
  "eventspec.yml": "eventspec: 1\nname: shop\n",
  "orders.events.yml": untidy,
  "more/others.events.yml": tidy.replaceAll("order_", "other_"),
};

describe("eventspec format", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const run = (...args: string[]) => runHere(["format", ...args], { cwd: folder.path });
  const text = (file: string) => readFile(join(folder.path, file), "utf8");
  afterEach(() => folder.remove());

  it("lays out a project's files and says which", async () => {
    folder = await temporaryFolder(files);
    assert.deepEqual(await run(), {
      code: 0,
      stdout: "✓ orders.events.yml\n1 of 3 files changed.\n",
      stderr: "",
    });
    assert.equal(await text("orders.events.yml"), tidy);
    assert.equal((await run()).stdout, "3 files, all as they should be.\n");
  });

  it("with --check changes nothing and fails where something would change, for files or folders, as text and JSON", async () => {
    folder = await temporaryFolder(files);
    assert.deepEqual(await run("--check"), {
      code: 1,
      stdout: "! orders.events.yml\n1 of 3 files would change: run eventspec format.\n",
      stderr: "",
    });
    assert.equal(await text("orders.events.yml"), untidy);
    assert.equal((await run("--check", "more")).code, 0);
    const { stdout, code } = await run("--check", "--format", "json");
    assert.equal(code, 1);
    assert.deepEqual(JSON.parse(stdout), {
      version: 1,
      files: [
        { file: "eventspec.yml", status: "same" },
        { file: "more/others.events.yml", status: "same" },
        { file: "orders.events.yml", status: "changed" },
      ],
    });
  });

  it("leaves what can't be read, says where it is broken, and fails", async () => {
    folder = await temporaryFolder(files);
    const broken = `${untidy}  x: [1\n`;
    await writeFile(join(folder.path, "orders.events.yml"), broken);
    const { code, stdout, stderr } = await run();
    assert.equal(code, 1);
    assert.match(stderr, /^orders\.events\.yml:\d+:\d+ stays as it is: /);
    assert.equal(stdout, "3 files, 2 as they should be.\n");
    assert.equal(await text("orders.events.yml"), broken);
  });

  it("finds nothing to do in what init writes", async () => {
    folder = await temporaryFolder({
      "data/orders.csv": "id,ordered_at,status\n1,2025-01-01 10:00:00,new\n",
    });
    assert.equal((await runHere(["init"], { cwd: folder.path })).code, 0);
    assert.equal((await run("--check")).code, 0);
  });

  it("needs a project, and a file of it", async () => {
    folder = await temporaryFolder({ "x.txt": "" });
    assert.equal((await run()).code, 2);
    await folder.remove();
    folder = await temporaryFolder({ ...files, "x.txt": "" });
    assert.match((await run("x.txt")).stderr, /x\.txt holds nothing of the project/);
  });
});
