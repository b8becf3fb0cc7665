/** Any editor that speaks the protocol: Neovim starts `lsp --stdio` itself and reports what it is told. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));

const spec = `from: shop.orders
as: o
key: o.order_id
events:
  order_seen:
    description: Somebody looked at the order.
    owner: growth
    at: o.ordered_atx
    entities:
      order: o.order_id
    properties:
      total: o.
`;

describe("Neovim", () => {
  let project: string;
  let lines: string[];

  before(async () => {
    const found = spawnSync("nvim", ["--version"]).status === 0;
    assert.ok(found, "nvim is not installed: apt-get install neovim");
    project = await mkdtemp(join(tmpdir(), "eventspec-neovim-"));
    await cp(join(root, "examples", "shop"), project, { recursive: true });
    await writeFile(join(project, "events", "neovim.events.yml"), spec);
    lines = await runNeovim(project);
  });

  after(() => rm(project, { recursive: true, force: true }));

  it("shows findings at their places", () => {
    assert.ok(lines.includes("finding unknown-column 8:9 eventspec"), lines.join("\n"));
  });

  it("completes columns inside SQL", () => {
    const labels = lines
      .filter((line) => line.startsWith("completion "))
      .map((line) => line.slice("completion ".length));
    assert.ok(labels.includes("total_cents") && labels.includes("ordered_at"), lines.join("\n"));
  });

  it("explains a key", () => {
    assert.match(lines.find((line) => line.startsWith("hover ")) ?? "", /table/i);
  });

  it("lists the events of the file", () => {
    assert.ok(lines.includes("symbol order_seen"), lines.join("\n"));
  });

  it("marks, finds and renames an alias wherever SQL uses it", () => {
    for (const line of ["highlights 5", "references 5", "renamed 5"])
      assert.ok(lines.includes(line), lines.join("\n"));
  });
});

async function runNeovim(project: string): Promise<string[]> {
  const args = ["--headless", "--clean", "-n", "-c", `luafile ${join(here, "client.lua")}`, "-c", "cquit 3"];
  const child = spawn("nvim", args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      EVENTSPEC_NODE: process.execPath,
      EVENTSPEC_SERVER: join(root, "dist", "cli.js"),
      EVENTSPEC_PROJECT: project,
      XDG_STATE_HOME: join(project, ".state"),
    },
  });
  let out = "";
  let problems = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    problems += text;
  });
  const [code] = await once(child, "close");
  assert.equal(code, 0, `${problems}\n${out}`);
  return out.split("\n").filter(Boolean);
}
