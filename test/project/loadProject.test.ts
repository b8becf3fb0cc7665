import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { findProjectRoot, loadProject } from "../../server/src/project/loadProject.ts";
import { nodeFileSystem, overlayFileSystem } from "../../server/src/project/nodeFileSystem.ts";
import type { Project } from "../../server/src/project/types.ts";
import { updateFile } from "../../server/src/project/updateFile.ts";
import { projectOf } from "../support/memoryProject.ts";

const orders = `from: shop.orders
as: o
key: o.order_id
events:
  order_placed: {at: o.ordered_at}
`;

const eventNames = (project: Project) => project.events.map(({ name }) => name);

describe("loadProject", () => {
  it("reads the project file and every event-spec file below it, by name", async () => {
    const project = await projectOf({
      "eventspec.yml": "eventspec: 1\nname: shop\n",
      "b.events.yaml": orders.replace("order_placed", "b"),
      "a/deep/a.events.yml": orders.replace("order_placed", "a"),
      "notes.yml": "from: nowhere",
    });
    assert.equal(project.file.name?.value, "shop");
    assert.deepEqual(eventNames(project), ["a", "b"]);
    assert.equal(project.events[0]?.file, "a/deep/a.events.yml");
  });

  it("keeps no tree of an event-spec file that nobody asks for", async () => {
    const names = Array.from({ length: 40 }, (_, index) => `${index}.events.yml`);
    const project = await projectOf(Object.fromEntries(names.map((name) => [name, orders])));
    const treeOf = (name: string) => project.documents.get(name)?.documents;
    const before = names.map(treeOf);
    assert.equal(before[0]?.[0]?.root?.kind, "map");
    assert.notEqual(treeOf("0.events.yml"), before[0]);
    assert.equal(treeOf("0.events.yml"), treeOf("0.events.yml"));
  });

  it("leaves the files of a nested project to it", async () => {
    const project = await projectOf({
      "eventspec.yml": "eventspec: 1\n",
      "a.events.yml": orders,
      "inner/eventspec.yml": "eventspec: 1\n",
      "inner/b.events.yml": orders.replace("order_placed", "inner_event"),
      "inner_too/c.events.yml": orders.replace("order_placed", "outer_event"),
    });
    assert.deepEqual(eventNames(project), ["order_placed", "outer_event"]);
  });

  it("works without a project file, and with a broken one", async () => {
    assert.deepEqual(eventNames(await projectOf({ "a.events.yml": orders })), ["order_placed"]);
    const broken = await projectOf({ "eventspec.yml": "name: [shop\nteams: }", "a.events.yml": orders });
    assert.deepEqual(eventNames(broken), ["order_placed"]);
    assert.ok(broken.file.findings.length > 0);
  });

  it("finds the root upward, from a file or a folder", async () => {
    const files = overlayFileSystem(
      { readText: async () => undefined, listFiles: async () => [] },
      new Map([
        ["/repo/eventspec.yml", ""],
        ["/repo/inner/eventspec.yml", ""],
      ]),
    );
    assert.equal(await findProjectRoot(files, "/repo/inner/deep/a.events.yml"), "/repo/inner");
    assert.equal(await findProjectRoot(files, "/repo/other"), "/repo");
    assert.equal(await findProjectRoot(files, "/elsewhere/x"), undefined);
  });

  it("reads the environment from `.env` first", async () => {
    const project = await projectOf({ ".env": "# secrets\nexport PGHOST='db one' # here\nPGUSER=a#b\n" });
    assert.equal(project.env("PGHOST"), "db one");
    assert.equal(project.env("PGUSER"), "a#b");
    assert.equal(project.env("NOTHING"), undefined);
  });
});

describe("eventspec.local.yml", () => {
  const base = `eventspec: 1
connection: dev
connections:
  dev: {type: postgres, host: db, port: 5432}
  other: {type: duckdb}
`;

  it("overrides key by key, with spans in eventspec.yml", async () => {
    const local = "connection: mine\nconnections:\n  dev: {port: 5433}\n  mine: {type: duckdb, path: x.db}\n";
    const { file } = await projectOf({ "eventspec.yml": base, "eventspec.local.yml": local });
    assert.equal(file.connection?.value, "mine");
    assert.deepEqual(
      file.connections.map(({ name }) => name.value),
      ["dev", "other", "mine"],
    );
    const dev = file.connections[0]?.settings;
    assert.deepEqual(
      [dev?.get("host"), dev?.get("port")].map((setting) => setting?.kind === "value" && setting.value),
      ["db", 5433],
    );
    const port = dev?.get("port")?.span;
    assert.equal(base.slice(port?.start, port?.end), "5432");
  });

  it("takes no settings over into a connection of another type", async () => {
    const local = "connections:\n  dev: {type: duckdb, path: my.db}\n";
    const { file } = await projectOf({ "eventspec.yml": base, "eventspec.local.yml": local });
    assert.deepEqual([...(file.connections[0]?.settings.keys() ?? [])], ["path"]);
    assert.equal(file.connections[0]?.type.value, "duckdb");
  });

  it("reports its own mistakes in itself, and needs no key", async () => {
    const { file } = await projectOf({ "eventspec.yml": base, "eventspec.local.yml": "conections: {}\n" });
    assert.deepEqual(
      file.findings.map((finding) => [finding.file, finding.rule]),
      [["eventspec.local.yml", "unknown-key"]],
    );
  });
});

describe("updateFile", () => {
  const files = {
    "eventspec.yml": "eventspec: 1\n",
    "a.events.yml": orders,
    "c.events.yml": orders.replace("placed", "c"),
  };

  it("gives what a load of the changed files gives", async () => {
    const edit = fc.record({
      file: fc.constantFrom(
        "eventspec.yml",
        "eventspec.local.yml",
        "a.events.yml",
        "b.events.yml",
        "c.events.yml",
      ),
      text: fc.option(
        fc.constantFrom(
          orders,
          orders.slice(0, 60),
          "events: {x: {at: y}}",
          "switches: {a: off}",
          "name: [",
          "",
        ),
        { nil: undefined },
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 6 }), async (edits) => {
        const texts: Record<string, string> = { ...files };
        let project = await projectOf(texts);
        for (const { file, text } of edits) {
          project = updateFile(project, file, text);
          if (text === undefined) delete texts[file];
          else texts[file] = text;
        }
        const fresh = await projectOf(texts);
        assert.deepEqual(plain(project), plain(fresh));
      }),
      { numRuns: 60 },
    );
  });

  it("shares everything else with the snapshot before", async () => {
    const before = await projectOf(files);
    const after = updateFile(before, "a.events.yml", orders.replace("order_placed", "renamed"));
    assert.deepEqual(eventNames(after), ["renamed", "order_c"]);
    assert.deepEqual(eventNames(before), ["order_placed", "order_c"]);
    assert.equal(after.events[1], before.events[1]);
    assert.equal(after.file, before.file);
    assert.equal(updateFile(before, "README.md", "x"), before);
  });

  function plain(project: Project) {
    const { file, specs, events, eventsByName, lookups } = project;
    return { file, specs, events, names: new Map([...eventsByName].sort()), lookups };
  }
});

describe("the disk", () => {
  let root: string;
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  before(async () => {
    root = await mkdtemp(join(tmpdir(), "eventspec-disk-"));
    await write("project/eventspec.yml", "eventspec: 1\n");
    await write("project/a.events.yml", orders);
    await write("project/sub/b.events.yml", orders);
    await write("project/node_modules/x/c.events.yml", orders);
    await write("outside/d.events.yml", orders);
    await symlink(join(root, "project"), join(root, "project/sub/loop"));
    await symlink(join(root, "outside"), join(root, "project/linked"));
    await symlink(join(root, "outside/d.events.yml"), join(root, "project/stolen.events.yml"));
    await symlink(join(root, "project/a.events.yml"), join(root, "project/alias.events.yml"));
    await symlink(join(root, "nowhere"), join(root, "project/dangling.events.yml"));
    await mkdir(join(root, "project/locked"));
    await chmod(join(root, "project/locked"), 0);
  });
  after(() => rm(root, { recursive: true, force: true }));

  it("is listed without loops, other people's folders, and links that lead out", async () => {
    const found = await nodeFileSystem().listFiles(join(root, "project"), (name) =>
      name.endsWith(".events.yml"),
    );
    assert.deepEqual(
      found.map((path) => path.slice(root.length + 1)),
      ["project/a.events.yml", "project/alias.events.yml", "project/sub/b.events.yml"],
    );
  });

  it("gives no text where there is none", async () => {
    assert.equal(await nodeFileSystem().readText(join(root, "project")), undefined);
    assert.equal(await nodeFileSystem().readText(join(root, "nothing")), undefined);
    assert.deepEqual(await nodeFileSystem().listFiles(join(root, "nothing"), () => true), []);
  });

  it("lies below open buffers", async () => {
    const path = join(root, "project/new.events.yml");
    const files = overlayFileSystem(
      nodeFileSystem(),
      new Map([
        [path, orders.replace("order_placed", "typed")],
        [join(root, "project/a.events.yml"), ""],
      ]),
    );
    const project = await loadProject(files, join(root, "project"));
    assert.deepEqual(eventNames(project).sort(), ["order_placed", "order_placed", "typed"]);
  });
});
