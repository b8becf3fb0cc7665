import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { expectedId } from "../support/golden.ts";
import { duckDbSession } from "../support/goldenDuckDb.ts";

const project = (files: string) => `eventspec: 1
name: r
connection: f
connections:
  f: {type: duckdb, files: ${files}}
entities: {sub: {type: integer}}
rules: {extends: minimal}
`;
const spec = (key: string, entity = "h.id") =>
  `from: raw.h\nas: h\nkey: ${key}\nentities: {sub: ${entity}}\nevents:\n  status_changed: {at: h.synced}\n`;

/** An id is the same text whoever makes it, or nobody makes it. */
describe("a key with a time", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    folder = await temporaryFolder({
      "eventspec.yml": project("{raw.h: h.csv}"),
      "a.events.yml": spec("[h.id, h.synced]"),
      "h.csv": "id,synced\n1,2025-01-01 10:00:00\n",
    });
  });
  afterEach(() => folder.remove());
  const here = (...args: string[]) => runHere(args, { cwd: folder.path });
  const id = expectedId("status_changed", "1", "2025-01-01T10:00:00.000000");

  it("makes one id from preview, compile, compile --connection and any session", async () => {
    const preview = await here("preview", "status_changed", "--format", "json");
    assert.ok(preview.stdout.includes(id), preview.stdout);
    const plain = await here("compile");
    assert.equal((await here("compile", "--connection", "f")).stdout, plain.stdout);
    assert.equal((await here("compile", "--connection", "f", "--dialect", "duckdb")).stdout, plain.stdout);
    const session = await duckDbSession();
    try {
      await session.run(
        "create schema raw; create table raw.h as select 1 as id, timestamp '2025-01-01 10:00:00' as synced",
      );
      for (const zone of ["UTC", "America/New_York", "Asia/Kathmandu"]) {
        await session.run(`set timezone = '${zone}'`);
        assert.deepEqual(
          (await session.rows(plain.stdout)).map(({ event_id }) => event_id),
          [id],
          zone,
        );
      }
    } finally {
      session.close();
    }
  });

  it("has a text of its own on other engines, whose columns are of the same types", async () => {
    const { stdout, code } = await here("compile", "--dialect", "postgres");
    assert.equal(code, 0);
    assert.match(stdout, /to_char\(h\.synced, 'YYYY-MM-DD"T"HH24:MI:SS\.US'\)/);
  });

  it("has no id where nobody knows the type of a part, which is named", async () => {
    await writeFile(join(folder.path, "eventspec.yml"), "eventspec: 1\nname: r\nrules: {extends: minimal}\n");
    const { stdout, stderr, code } = await here("compile");
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /3:7 .*Part 1 of the key has no known type/);
    assert.match(stderr, /3:13 .*Part 2 of the key has no known type/);
    assert.match(stderr, /4:17 .*The entity "sub" has no known type/);
    assert.match(stderr, /Write `cast\(h\.synced as …\)`.*eventspec catalog refresh/);
  });

  it("is made where types are stated: by casts, and for an entity by its declaration", async () => {
    const declared = "eventspec: 1\nname: r\nentities: {sub: {type: integer}}\nrules: {extends: minimal}\n";
    await writeFile(join(folder.path, "eventspec.yml"), declared);
    await writeFile(join(folder.path, "a.events.yml"), spec('[cast(h.id as bigint), "h.synced::timestamp"]'));
    const { stdout, code } = await here("compile");
    assert.equal(code, 0);
    assert.match(stdout, /strftime\(cast\(h\.synced::timestamp as timestamp\)/);
  });

  it("of an expression on another engine must state its type", async () => {
    await writeFile(join(folder.path, "a.events.yml"), spec("h.id + 1"));
    assert.equal((await here("compile")).code, 0);
    const { code, stderr } = await here("compile", "--dialect", "postgres");
    assert.equal(code, 1);
    assert.match(stderr, /The key has no known type/);
  });

  for (const [what, key] of [
    ["JSON", "to_json(h.id)"],
    ["a list", "string_split('a,b', ',')"],
    ["of a type that each engine writes in its own way", "h.synced - h.synced"],
  ] as const)
    it(`is refused where it is ${what}, by check too`, async () => {
      await writeFile(join(folder.path, "a.events.yml"), spec(key));
      for (const command of [["check"], ["compile"], ["preview", "status_changed"]]) {
        const { code, stdout, stderr } = await here(...command);
        assert.equal(code, 1, command.join(" "));
        assert.ok(`${stdout}${stderr}`.includes(`The key is ${what}`), `${command}: ${stdout}${stderr}`);
      }
    });
});
