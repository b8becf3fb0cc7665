/** Names, data and errors that try to steer whoever reads them: through every format of every command. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { reportFormats } from "../../server/src/reports/formats.ts";
import { type Outcome, runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const hostile =
  "\u001B[2J\u009B1m\u202E::error::x ##[error]y ##vso[z] ]]> <img src=x> [l](https://e.example) @all #1";
const quoted = JSON.stringify(`\n${hostile}`);

const spec = `
from: shop.orders
as: o
key: o.id
events:
  ${quoted}:
    description: ${quoted}
    owner: ${quoted}
    goal: ${quoted}
    at: o.at
    where: ${JSON.stringify(`o.nope = '${hostile}'`)}
    properties: {${quoted}: o.id, email: {sql: o.${"\u202E"}nope}}
    tests: [{follows: {event: ${quoted}x}}]
  order_placed:
    at: o.at
    properties: {note: o.note, ${JSON.stringify(hostile.slice(0, 60))}: o.note}
  order_broken:
    at: error(${JSON.stringify(`'${hostile}'`).slice(1, -1)})
streams: 1
`;

const project = `
eventspec: 1
name: shop
connection: dev
connections: {dev: {type: duckdb, files: {shop.orders: orders.csv}}}
streams: {${quoted}: {layout: narrow, events: [${quoted}]}}
`;

describe("hostile texts", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  before(async () => {
    folder = await temporaryFolder();
    await writeFile(join(folder.path, "eventspec.yml"), project);
    await writeFile(join(folder.path, "::warning::##[x]\u001B.events.yml"), spec);
    await writeFile(join(folder.path, "orders.csv"), `id,at,note\n1,2025-01-01 10:00:00,"\n${hostile}"\n`);
  });
  after(() => folder.remove());

  const run = (...args: string[]): Promise<Outcome> =>
    runHere([...args, "--quiet"], { cwd: folder.path, columns: 100 });

  function assertHarmless(text: string): void {
    assert.doesNotMatch(text, /[^\P{Cc}\n]|\p{Bidi_Control}/u);
    assert.doesNotMatch(text, /##\w*\[/);
    for (const line of text.split("\n"))
      assert.doesNotMatch(line, /^\s*::(?!(?:error|warning|notice) (?:file|title)=)/);
  }

  for (const format of reportFormats) {
    it(`are harmless in what check writes as ${format}`, async () => {
      const { stdout, stderr } = await run("check", "--format", format);
      assert.ok(stdout.includes("nope"));
      assertHarmless(stdout);
      assertHarmless(stderr);
      if (format === "markdown") assert.doesNotMatch(stdout, /(?<!\\)[<[]|@all|#1|https:\/\//);
      if (format === "junit") assert.doesNotMatch(stdout, /\]\]>|<img/);
      if (format === "sarif") assert.doesNotMatch(stdout, /\]\(https/);
      if (["json", "sarif", "gitlab"].includes(format)) JSON.parse(stdout);
    });
  }

  const commands = [
    ["preview", "order_placed"],
    ["preview", "order_placed", "--format", "json"],
    ["preview", "order_broken"],
    ["preview", `\n${hostile}`],
    ["preview", `${hostile}?`],
    ["preview", "--stream", `\n${hostile}`],
    ["compile", "order_placed"],
    ["compile", "--format", "json"],
    ["compile", `\n${hostile}`],
    ["compile", "--stream", hostile],
    ["rules", hostile],
    ["check", hostile],
    [hostile],
    ["check", `--${hostile}`],
    ["check", "--connection", hostile],
  ];
  for (const args of commands) {
    it(`are harmless in what \`${JSON.stringify(args)}\` writes`, async () => {
      const { stdout, stderr } = await run(...args);
      assert.ok(stdout + stderr);
      // SQL is code: only what steers a terminal is taken out of it.
      if (args[0] === "compile" && !args.includes("json"))
        assert.doesNotMatch(stdout, /[^\P{Cc}\n]|\p{Bidi_Control}/u);
      else assertHarmless(stdout);
      assertHarmless(stderr);
    });
  }

  it("are harmless in what is told about a catalog", async () => {
    await run("catalog", "refresh");
    const head = `id,at,note,"${hostile}"`;
    await writeFile(join(folder.path, "orders.csv"), `${head}\n1,2025-01-01 10:00:00,x,y\n`);
    for (const format of ["text", "json"]) {
      const { stdout } = await run("catalog", "check", "--format", format);
      assert.ok(stdout.includes("@all"), stdout);
      assertHarmless(stdout);
    }
  });
});
