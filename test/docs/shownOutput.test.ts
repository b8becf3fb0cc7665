import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (page: string): string => readFileSync(join(root, page), "utf8");

/** The lines of a page's block of output that begins so. */
function shownLines(page: string, begins: string): string[] {
  const blocks = [...read(page).matchAll(/```text\n(.*?)\n```/gs)].map(([, block]) => block ?? "");
  const block = blocks.find((each) => each.startsWith(begins));
  assert.ok(block, `${page} shows no output that begins with ${begins}`);
  return block.split("\n").map((line) => line.trim());
}

/** What a command prints of the example. */
async function printed(...args: string[]): Promise<string[]> {
  const { stdout, stderr } = await runHere([...args, "--project", "examples/shop", "--no-cache"]);
  return `${stdout}${stderr}`.split("\n").map((line) => line.trim());
}

/** A row of a table, however wide its columns are. */
const unspaced = (line: string): string => line.replaceAll(/ {2,}/g, "  ");

/** Each line that a page shows is printed, in the same order; `…` stands for those that it leaves out. */
function isPrinted(shown: readonly string[], lines: readonly string[]): void {
  let from = 0;
  for (const line of shown.filter((each) => each !== "…" && each !== "")) {
    const found = lines.indexOf(line, from);
    assert.notEqual(found, -1, `not printed, or not there: ${line}`);
    from = found + 1;
  }
}

/** Prints of a copy of the example after edits, compared with what it was before them. */
async function reviewed(
  edits: readonly (readonly [file: string, from: string, to: string])[],
  ...more: string[]
) {
  const folder = await temporaryFolder({});
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", folder.path, "-c", "user.name=a", "-c", "user.email=a@b.c", ...args]);
  const edit = (file: string, from: string, to: string) => {
    const path = join(folder.path, file);
    const text = readFileSync(path, "utf8");
    assert.ok(text.includes(from), from);
    writeFileSync(path, text.replace(from, to));
  };
  try {
    cpSync(join(root, "examples/shop"), folder.path, { recursive: true });
    edit("eventspec.yml", "teams:\n", "destinations: {mixpanel: {}}\nteams:\n");
    edit("events/orders.events.yml", "  order_placed:\n", "  order_placed:\n    send_to: [mixpanel]\n");
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-qm", "First");
    for (const [file, from, to] of edits) edit(file, from, to);
    const { stdout } = await runHere(["diff", "--base", "main", ...more], { cwd: folder.path });
    return stdout.split("\n").map((line) => line.trim());
  } finally {
    await folder.remove();
  }
}

describe("what pages show of the example", () => {
  it("is what a review prints of a change, and of its rows", async function () {
    this.timeout(60_000);
    const customers = "events/customers.events.yml";
    const filter = "c.email not like '%@shop.example'";
    const lines = await reviewed([
      [customers, `where: (c.email is null or ${filter})`, `where: ${filter}`],
      [customers, "sql: lower(c.email)", "sql: c.email"],
      [customers, "privacy: personal", "privacy: internal"],
      [customers, "sql: c.country\n", "sql: (c.country)::varchar\n"],
      [customers, "      - not_null: [country]\n", ""],
    ]);
    isPrinted(shownLines("docs/review.md", "customer_signed_up"), lines);
    isPrinted(shownLines("README.md", "customer_signed_up"), lines);
    const zone = [
      "events/orders.events.yml",
      "from: shop.orders\n",
      "timezone: UTC\nfrom: shop.orders\n",
    ] as const;
    isPrinted(shownLines("docs/review.md", "rows: 825"), await reviewed([zone], "--rows"));
  });

  it("is what its tests print", async function () {
    this.timeout(60_000);
    const lines = await printed("test", "order_placed", "order_delivered", "--verbose");
    isPrinted(shownLines("README.md", "✓ order_placed"), lines);
    const located = lines.map((line) => line.replace(/ {2}examples\/shop\/\S+$/, ""));
    isPrinted(shownLines("docs/proof.md", "✓ tracked_as"), located);
  });

  it("is what a preview says of its rows", async function () {
    this.timeout(60_000);
    const [said] = /source \d+ →[^`]+/.exec(read("README.md")) ?? [];
    assert.ok((await printed("preview", "order_cancelled")).includes(said ?? ""), said);
  });

  it("is what a profile prints", async function () {
    this.timeout(60_000);
    const lines = await printed("profile", "order_placed");
    const shown = shownLines("docs/proof.md", "order_placed  825").filter((line) => !/^─/.test(line));
    isPrinted(shown.map(unspaced), lines.map(unspaced));
  });

  it("counts its events", async () => {
    const { events } = JSON.parse((await printed("check", "--format", "json")).join("\n"));
    assert.match(read("README.md"), new RegExp(`\`examples/shop\`\\]\\(examples/shop\\): ${events} events`));
  });

  it("names the formats that a check can write, and no others", async () => {
    const { stderr } = await runHere(["check", "--format", "?"]);
    const known = [...(/Allowed choices are ([^.]+)\./.exec(stderr)?.[1] ?? "").matchAll(/\w+/g)].flat();
    const named = /A check writes (.+?), as `--format` says/.exec(read("README.md"))?.[1] ?? "";
    assert.deepEqual(
      [...named.matchAll(/\w+/g)].flat().filter((word) => word !== "or"),
      known,
    );
  });
});

describe("what the README says of the dbt project", () => {
  it("is how long its specs are, and what dbt builds of them", () => {
    const folder = join(root, "examples", "shop-dbt");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const lines = (wanted: (path: string, text: string) => boolean) =>
      files
        .filter((path) => /\.(?:ya?ml|sql)$/.test(path))
        .map((path) => [path, readFileSync(join(folder, path), "utf8")] as const)
        .filter(([path, text]) => wanted(path, text))
        .reduce((sum, [, text]) => sum + text.split("\n").length - 1, 0);
    const specs = lines((path) => path.endsWith(".events.yml"));
    const exported = lines((_, text) => /made by eventspec/i.test(text.slice(0, 200)));
    const told = `are ${specs} lines, and what dbt builds of them is ${exported.toLocaleString("en")},`;
    assert.ok(read("README.md").includes(told), told);
  });
});

describe("what the README says of the package", () => {
  const manifest = JSON.parse(read("package.json"));

  it("is the version of Node that it needs", () => {
    const [, major] = /You need Node (\d+) or newer/.exec(read("README.md")) ?? [];
    assert.match(manifest.engines.node, new RegExp(`^>=${major}\\b`));
  });

  it("is the key of a preview", () => {
    const { key, mac } = manifest.contributes.keybindings.find(
      (each: { command: string }) => each.command === "eventspec.previewEvent",
    );
    assert.deepEqual([key, mac], ["ctrl+enter", "cmd+enter"]);
    assert.match(read("README.md"), /\(Ctrl\+Enter; Cmd\+Enter on a Mac\)/);
  });
});

/** The address of a heading within its page, as GitHub makes it. */
const addressOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
    .replaceAll(" ", "-");

describe("links of the pages", () => {
  const pages = [
    "README",
    ...["language", "sql", "proof", "connections", "patterns", "engines", "editors"].map(
      (page) => `docs/${page}`,
    ),
  ];
  for (const page of [...pages, "docs/event-ids", "docs/speed", "docs/rules/README"].map(
    (each) => `${each}.md`,
  ))
    it(`${page} leads somewhere`, () => {
      const text = read(page).replaceAll(/```.*?```/gs, "");
      for (const [, target = ""] of text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
        const [path = "", heading] = target.split("#");
        const file = path === "" ? page : join(dirname(page), path);
        assert.ok(existsSync(join(root, file)), target);
        if (heading === undefined) continue;
        const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) => addressOf(title));
        assert.ok(headings.includes(heading), `${target}: no such heading`);
      }
    });
});
