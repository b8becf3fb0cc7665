import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { loadProject } from "../../server/src/project/loadProject.ts";
import { nodeFileSystem } from "../../server/src/project/nodeFileSystem.ts";
import { type ReviewOutcome, reviewProject } from "../../server/src/tasks/review/reviewProject.ts";
import { temporaryFolder } from "../support/connections.ts";

const orders = `from: orders
as: o
key: o.id
where: not o.is_test
events:
  order_placed:
    at: o.placed_at
`;
const projectFile =
  "eventspec: 1\nname: p\nconnection: dev\nconnections: {dev: {type: postgres, host: {env: PGHOST}}}\n";

describe("a review against a commit", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", folder.path, "-c", "user.name=a", "-c", "user.email=a@b.c", ...args], {
      stdio: "pipe",
    });
  const path = (file: string) => join(folder.path, file);
  const edit = async (file: string, from: string, to: string) => {
    const text = await readFile(path(file), "utf8");
    assert.ok(text.includes(from));
    await writeFile(path(file), text.replace(from, to));
  };
  const review = async (root = "shop", base = "HEAD", head?: string): Promise<ReviewOutcome> => {
    const project = await loadProject(nodeFileSystem(), root.startsWith("/") ? root : path(root), {
      env: { PGHOST: "db.example" },
    });
    return reviewProject({
      ...{ project, base, head, dialect: "postgres" as const },
      engine: async () => ({ note: "There is none." }),
      signal: new AbortController().signal,
      today: "2025-06-01",
    });
  };
  const kinds = async (...asked: Parameters<typeof review>): Promise<string[]> => {
    const found = await review(...asked);
    assert.equal(found.kind, "review");
    return found.kind === "review" ? found.changes.map(({ kind, event }) => `${event ?? ""} ${kind}`) : [];
  };
  const refusal = async (...asked: Parameters<typeof review>): Promise<string> => {
    const found = await review(...asked);
    assert.equal(found.kind, "refused");
    return found.kind === "refused" ? `${found.reason} ${found.hint ?? ""}` : "";
  };

  beforeEach(async () => {
    folder = await temporaryFolder({
      "shop/eventspec.yml": projectFile,
      "shop/orders.events.yml": orders,
      "shop/nested/eventspec.yml": "eventspec: 1\nname: other\n",
      "shop/nested/own.events.yml": "from: x\nkey: id\nevents:\n  own_made: {at: t}\n",
    });
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-qm", "First");
  });
  afterEach(() => folder.remove());

  it("finds nothing where nothing has changed", async () => assert.deepEqual(await kinds(), []));

  it("sees the working tree, whether or not it is staged", async () => {
    await edit("shop/orders.events.yml", "not o.is_test", "o.is_test");
    assert.deepEqual(await kinds(), ["order_placed filter-changed"]);
    git("add", ".");
    assert.deepEqual(await kinds(), ["order_placed filter-changed"]);
  });

  it("sees files that git does not know yet, and those that are gone", async () => {
    await writeFile(path("shop/new.events.yml"), "from: r\nkey: id\nevents:\n  order_returned: {at: t}\n");
    await rename(path("shop/orders.events.yml"), path("orders.txt"));
    assert.deepEqual(await kinds(), ["order_placed event-removed", "order_returned event-added"]);
  });

  it("reads the base from git's objects, not from its branch's files", async () => {
    await edit("shop/orders.events.yml", "o.placed_at", "o.paid_at");
    git("commit", "-qam", "Second");
    await edit("shop/orders.events.yml", "o.paid_at", "o.sent_at");
    assert.deepEqual(await kinds("shop", "HEAD~1"), ["order_placed time-changed"]);
    const found = await review("shop", "HEAD~1");
    assert.ok(found.kind === "review");
    assert.deepEqual(
      found.changes.map(({ before, after }) => [before, after]),
      [["o.placed_at", "o.sent_at"]],
    );
  });

  it("compares two commits, whatever the working tree says", async () => {
    await edit("shop/orders.events.yml", "o.placed_at", "o.paid_at");
    git("commit", "-qam", "Second");
    await edit("shop/orders.events.yml", "not o.is_test", "o.is_test");
    assert.deepEqual(await kinds("shop", "HEAD~1", "HEAD"), ["order_placed time-changed"]);
  });

  it("compares what the environment gives as it is written", async () => {
    await edit("shop/eventspec.yml", "{env: PGHOST}", "db.example");
    assert.deepEqual(await kinds(), [" connection-changed"]);
    const found = await review();
    assert.ok(found.kind === "review");
    assert.equal(JSON.stringify(found.changes).includes("db.example"), false);
  });

  it("finds the project where it was before it moved", async () => {
    await mkdir(path("teams"));
    git("mv", "shop", "teams/shop");
    assert.deepEqual(await kinds("teams/shop"), []);
    const found = await review("teams/shop");
    assert.deepEqual(found.kind === "review" && found.notes, ["At HEAD the project stood in shop/."]);
  });

  it("finds it there, too, where nobody has told git of the move", async () => {
    await rename(path("shop"), path("elsewhere"));
    const found = await review("elsewhere");
    assert.deepEqual(found.kind === "review" && found.changes.map(({ kind }) => kind), []);
  });

  it("takes a project that was not there as new", async () => {
    await mkdir(path("second"));
    await writeFile(path("second/eventspec.yml"), "eventspec: 1\nname: s\n");
    await writeFile(path("second/a.events.yml"), orders);
    assert.deepEqual(await kinds("second"), ["order_placed event-added", " name-added"]);
  });

  it("works in another worktree of the repository", async () => {
    git("worktree", "add", "-q", path("tree"), "-b", "side");
    await edit("tree/shop/orders.events.yml", "key: o.id", "key: o.number");
    assert.deepEqual(await kinds("tree/shop", "main"), ["order_placed key-changed"]);
  });

  it("says of a shallow clone how to fetch what is missing", async () => {
    await edit("shop/orders.events.yml", "o.placed_at", "o.paid_at");
    git("commit", "-qam", "Second");
    const clone = path("clone");
    git("clone", "-q", "--depth", "1", pathToFileURL(folder.path).href, clone);
    assert.match(await refusal("clone/shop", "HEAD~1"), /shallow.*fetch-depth: 0/);
    assert.deepEqual(await kinds("clone/shop", "HEAD"), []);
  });

  it("says that a folder is in no repository, and which commit is unknown", async () => {
    assert.match(await refusal("shop", "mian"), /knows no commit "mian"/);
    const outside = await temporaryFolder({ "eventspec.yml": projectFile });
    try {
      assert.match(await refusal(outside.path), /no folder of a git repository/);
    } finally {
      await outside.remove();
    }
  });

  it("says of a file with mistakes that what seems gone may only be unread", async () => {
    await edit("shop/orders.events.yml", "events:\n", "events: [\n");
    const found = await review();
    assert.ok(found.kind === "review");
    assert.deepEqual(found.notes, [
      "orders.events.yml has mistakes in the working tree: what seems to be gone, new or changed in it may only be unread there.",
    ]);
    git("commit", "-qam", "Broken");
    await edit("shop/orders.events.yml", "events: [\n", "events:\n");
    const [note] = await review().then((one) => (one.kind === "review" ? one.notes : []));
    assert.match(note ?? "", /has mistakes in HEAD/);
  });

  it("takes no option of git's for a commit", async () =>
    assert.match(await refusal("shop", "--output=/tmp/x"), /knows no commit/));

  it("reads files with line ends of Windows as the same", async () => {
    await writeFile(path("shop/orders.events.yml"), orders.replaceAll("\n", "\r\n"));
    assert.deepEqual(await kinds(), []);
  });
});
