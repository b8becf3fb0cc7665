import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadProject } from "../../server/src/project/loadProject.ts";
import { nodeFileSystem } from "../../server/src/project/nodeFileSystem.ts";
import { changedSince } from "../../server/src/tasks/changedSince.ts";
import { temporaryFolder } from "../support/connections.ts";

const orders = `from: orders
key: id
events:
  placed:
    at: placed_at
  paid:
    at: paid_at
---
from: parcels
key: id
events:
  sent:
    at: sent_at
`;

describe("events changed since a commit", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let root: string;
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", folder.path, "-c", "user.name=a", "-c", "user.email=a@b.c", ...args]);

  beforeEach(async () => {
    folder = await temporaryFolder({
      "shop/eventspec.yml": "eventspec: 1\nname: p\n",
      "shop/orders.events.yml": orders,
      "shop/other.events.yml": "from: others\nkey: id\nevents:\n  seen: {at: seen_at}\n",
    });
    root = join(folder.path, "shop");
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "First");
  });
  afterEach(() => folder.remove());

  const changed = async (reference = "HEAD") => {
    const found = await changedSince(await loadProject(nodeFileSystem(), root, { env: {} }), reference);
    return found.kind === "events" ? found.events.map(({ name }) => name) : found.reason;
  };
  const edit = async (file: string, from: string, to: string) => {
    const path = join(root, file);
    const text = await readFile(path, "utf8");
    assert.ok(text.includes(from));
    await writeFile(path, text.replace(from, to));
  };

  it("are none where nothing has changed", async () => assert.deepEqual(await changed(), []));

  it("are those whose own text has changed", async () => {
    await edit("orders.events.yml", "at: paid_at", "at: settled_at");
    assert.deepEqual(await changed(), ["paid"]);
  });

  it("are all of a document whose shared keys have changed", async () => {
    await edit("orders.events.yml", "from: orders", "from: orders\nwhere: not is_test");
    assert.deepEqual(await changed(), ["placed", "paid"]);
  });

  it("are those of a new file, and all where the project file has changed", async () => {
    await writeFile(join(root, "new.events.yml"), "from: n\nkey: id\nevents:\n  new_one: {at: a}\n");
    assert.deepEqual(await changed(), ["new_one"]);
    await appendFile(join(root, "eventspec.yml"), "timezone: Europe/Brussels\n");
    assert.deepEqual((await changed()).length, 5);
  });

  it("are none because of Windows line ends alone", async () => {
    const path = join(root, "orders.events.yml");
    await writeFile(path, (await readFile(path, "utf8")).replaceAll("\n", "\r\n"));
    assert.deepEqual(await changed(), []);
  });

  it("are unknown in a repository that is broken", async () => {
    await writeFile(join(folder.path, ".git", "index"), "no index");
    assert.match(String(await changed()), /^Git can't tell what has changed since "HEAD"/);
  });

  it("are unknown for a commit that is none, whatever it looks like", async () => {
    assert.match(String(await changed("nope")), /no commit "nope"/);
    assert.match(String(await changed("--output=x")), /no commit/);
  });
});
