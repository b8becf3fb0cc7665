import assert from "node:assert/strict";
import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { outcomeOf, runHere, startCli } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const head = "from: shop.orders\nas: o\nkey: o.order_id\nevents:\n";
const event = (name: string) => `  ${name}:\n    at: o.ordered_at\n`;
const projectFile = "eventspec: 1\nname: shop\n";

describe("a project that begins today", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let spec: string;
  beforeEach(async () => {
    folder = await temporaryFolder();
    spec = join(folder.path, "events", "orders.events.yml");
    await mkdir(join(folder.path, "events"));
    await writeFile(join(folder.path, "eventspec.yml"), projectFile);
    await writeFile(spec, head + event("order_placed"));
  });
  afterEach(() => folder.remove());
  const cli = (args: string[], input?: string) =>
    runHere(args, { cwd: folder.path, ...(input !== undefined && { input }) });
  const rules = (text: string) =>
    [...text.matchAll(/ {2}([a-z]+(?:-[a-z]+)+)\n/g)].map(([, rule]) => rule).sort();
  const known = [
    "event-without-description",
    "event-without-entity",
    "event-without-owner",
    "event-without-tests",
  ];

  it("notes what it knows, and is told what is new, wherever lines move", async () => {
    assert.deepEqual(rules((await cli(["check"])).stdout), known);
    const noted = await cli(["check", "--write-baseline", "baseline.json"]);
    assert.deepEqual(
      [noted.code, noted.stdout, noted.stderr],
      [0, "", "4 findings are noted in baseline.json.\n"],
    );
    const clean = await cli(["check", "--baseline", "baseline.json"]);
    assert.deepEqual([clean.code, rules(clean.stdout)], [0, []]);
    assert.match(clean.stderr, /^4 known findings are left out\.\n$/);
    await writeFile(spec, `# One line more.\n${head}${event("order_placed")}${event("Order Sent")}`);
    const { code, stdout } = await cli(["check", "--baseline", "baseline.json"]);
    assert.deepEqual([code, rules(stdout)], [1, ["event-name-style", ...known]]);
  });

  it("is told of one more of the same kind at the same place", async () => {
    await cli(["check", "--write-baseline", "b.json"]);
    const twice = `${head}${event("order_placed")}    owner: nobody_knows\n    goals: [one, two]\n`;
    await writeFile(spec, twice);
    const goals = async () =>
      rules((await cli(["check", "--baseline", "b.json"])).stdout).filter((rule) => rule === "unknown-goal");
    assert.equal((await goals()).length, 2);
    await cli(["check", "--write-baseline", "b.json"]);
    assert.deepEqual(await goals(), []);
    await writeFile(spec, twice.replace("[one, two]", "[one, two, three]"));
    assert.equal((await goals()).length, 1);
  });

  it("is told what of it is gone", async () => {
    await cli(["check", "--write-baseline", "b.json"]);
    await appendFile(spec, "    description: The customer confirmed the checkout.\n");
    assert.match(
      (await cli(["check", "--baseline", "b.json"])).stderr,
      /\n1 known finding is gone: eventspec check --write-baseline b\.json takes it out\.\n/,
    );
    assert.doesNotMatch((await cli(["check", "--baseline", "b.json", "eventspec.yml"])).stderr, /gone/);
  });

  it("writes the same text for the same findings, one a line", async () => {
    await cli(["check", "--write-baseline", "b.json"]);
    const text = await readFile(join(folder.path, "b.json"), "utf8");
    assert.match(
      text,
      /^ {4}\{"file":"events\/orders\.events\.yml","rule":"event-without-description","at":"events\.order_placed"\},$/m,
    );
    await cli(["check", "--write-baseline", "b.json"]);
    assert.equal(await readFile(join(folder.path, "b.json"), "utf8"), text);
  });

  for (const [what, text] of [
    ["is not there", undefined],
    ["is none", "[]"],
    ["is broken", '{"version": 1, "findings": [{}]}'],
  ] as const)
    it(`refuses a baseline that ${what}`, async () => {
      if (text !== undefined) await writeFile(join(folder.path, "b.json"), text);
      const { code, stderr } = await cli(["check", "--baseline", "b.json"]);
      assert.equal(code, 2);
      assert.match(stderr, /b\.json.*\n.*--write-baseline b\.json makes it/s);
    });

  it("fails with more warnings than are allowed", async () => {
    const clean = `${head}${event("order_placed")}    entities: {customer: o.customer_id}\n`;
    await writeFile(join(folder.path, "eventspec.yml"), `${projectFile}entities: {customer: {}}\n`);
    await writeFile(spec, clean);
    assert.equal((await cli(["check", "--max-warnings", "3"])).code, 0);
    const { code, stderr } = await cli(["check", "--max-warnings", "2"]);
    assert.deepEqual([code, stderr], [1, "3 warnings are more than the 2 that --max-warnings allows.\n"]);
  });

  it("checks a text that is not saved, in the place of its file", async () => {
    const typed = `${head}${event("order_placed")}    ownr: growth\n`;
    const { code, stdout } = await cli(["check", "--stdin", "events/orders.events.yml"], typed);
    assert.equal(code, 1);
    assert.match(stdout, /"ownr"/);
    const added = await cli(["check", "--stdin", "events/z.events.yml"], head + event("order_placed"));
    assert.match(added.stdout, /events\/z\.events\.yml\n.*duplicate-event-name/s);
    assert.doesNotMatch(added.stdout, /orders\.events\.yml\n/);
    const other = await cli(["check", "--stdin", "README.md"], "# Read me\n");
    assert.deepEqual([other.code, /no file that a project consists of/.test(other.stderr)], [2, true]);
  });

  it("prints overrides that give a clean check, whatever settings there are", async () => {
    const settings = [
      "",
      "rules: {}\n",
      "rules:\n  extends: strict\n",
      "rules:\n  extends: strict\n  overrides:\n    - {tier: core, extends: minimal}\n",
    ];
    await writeFile(
      join(folder.path, "events", "odd [name].events.yml"),
      `${head}${event("Order Sent")}    ownr: x\n`,
    );
    for (const own of settings) {
      const before = projectFile + own.replace("rules: {}\n", "");
      await writeFile(join(folder.path, "eventspec.yml"), before);
      const { stdout } = await cli(["rules", "--print-ignores"]);
      assert.match(stdout, /^# /);
      await writeFile(join(folder.path, "eventspec.yml"), before + stdout);
      const after = await cli(["check", "--fail-on", "info"]);
      assert.deepEqual([after.code, rules(after.stdout)], [0, []], `${before}${stdout}${after.stdout}`);
      assert.equal((await cli(["rules", "--print-ignores"])).stdout, "");
    }
  });

  it("is checked again after each change, until it is stopped", async () => {
    const child = startCli(["check", "--watch"], { cwd: folder.path });
    const outcome = outcomeOf(child);
    let said = "";
    const until = (pattern: RegExp) =>
      new Promise<void>((resolve) => {
        const look = () => pattern.test(said) && resolve();
        child.stdout?.on("data", (text: string) => {
          said += text;
          look();
        });
        look();
      });
    await until(/event-without-description/);
    said = "";
    await appendFile(spec, "    ownr: growth\n");
    await until(/orders\.events\.yml has changed\.[\s\S]*"ownr"/);
    child.kill("SIGINT");
    const { code } = await outcome;
    assert.equal(code, 130);
    assert.equal((await cli(["check", "--watch", "--format", "json"])).code, 2);
  }).timeout(60_000);
});
