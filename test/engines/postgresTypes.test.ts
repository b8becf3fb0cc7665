import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { type PostgresServer, startPostgres } from "../support/postgres.ts";

interface Shown {
  readonly event_id: string;
  readonly event: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly [column: string]: unknown;
}

describe("Types of Postgres that are texts after a cast alone", function () {
  this.timeout(60_000);
  let server: PostgresServer;
  before(async () => {
    server = await startPostgres();
    await server.sql(`
      create type mood as enum ('sad', 'ok'); create type level as enum ('low', 'high');
      create domain label as text; create domain feeling as mood;
      create table t (id int, at timestamp, mood mood, level level, feeling feeling, label label,
        padded char(4), word text, bits bit varying(4), ip inet);
      insert into t values
        (1, '2026-01-01', 'ok', 'low', 'ok', 'ok', 'ok', 'ok', b'101', '10.0.0.1'),
        (2, '2026-01-02', 'sad', 'high', 'sad', 'sad', 'sad', 'sad', b'1', '10.0.0.2')`);
  });
  after(() => server?.stop());

  async function run(spec: string, streams: string, ...args: readonly string[]) {
    const { host, port, user, database } = server;
    const connection = JSON.stringify({ type: "postgres", host, port, user, database });
    const folder = await temporaryFolder({
      "eventspec.yml": `eventspec: 1\nname: p\nrules: {extends: minimal}\nentities: {thing: {}}\nconnections: {db: ${connection}}\n${streams}`,
      "a.events.yml": `from: t\nas: o\n${spec}`,
    });
    try {
      const { stdout, stderr } = await runHere([...args, "--connection", "db"], { cwd: folder.path });
      return stdout || stderr;
    } finally {
      await folder.remove();
    }
  }
  async function rows(spec: string, what: readonly string[], streams = ""): Promise<Shown[]> {
    const text = await run(spec, streams, "preview", ...what, "--format", "json");
    assert.match(text, /^\{/, text);
    const { rows: found } = JSON.parse(text) as { rows: Record<string, unknown>[] };
    return found.map((row) => ({
      ...row,
      properties: typeof row.properties === "string" ? JSON.parse(row.properties) : {},
    })) as unknown as Shown[];
  }
  const streamOf = (layout: string) => `streams: {s: {layout: ${layout}, entity: thing}}\n`;
  /** Two events of one scan that give one name to different columns. */
  const shared = (one: string, other: string) => `key: o.id
events:
  a_seen: {at: o.at, entities: {thing: o.id}, properties: {value: o.${one}}}
  b_seen: {at: o.at, entities: {thing: o.id}, properties: {value: o.${other}}}
`;

  for (const column of ["mood", "feeling", "label", "padded"])
    it(`give the same ids as a text: ${column}`, async () => {
      const spec = (key: string) =>
        `key: o.${key}\nevents: {seen: {at: o.at, entities: {thing: o.${key}}, properties: {value: o.${key}}}}\n`;
      const ids = async (key: string) =>
        (await rows(spec(key), ["seen"])).map((row) => [row.event_id, row.source_key, row.thing_id]);
      assert.deepEqual(await ids(column), await ids("word"));
    });

  it("that are texts of no other engine are refused as keys", async () => {
    const found = await run("key: o.ip\nevents: {seen: {at: o.at}}\n", "", "check", "--format", "json");
    assert.match(found, /unknown-key-type/);
    const text = await run("key: host(o.ip)\nevents: {seen: {at: o.at}}\n", "", "check", "--format", "json");
    assert.deepEqual(JSON.parse(text).findings, []);
  });

  for (const [one, other, expected] of [
    ["mood", "level", ["ok", "low", "sad", "high"]],
    ["mood", "word", ["ok", "ok", "sad", "sad"]],
    ["feeling", "mood", ["ok", "ok", "sad", "sad"]],
    ["padded", "word", ["ok  ", "ok", "sad ", "sad"]],
    ["padded", "mood", ["ok  ", "ok", "sad ", "sad"]],
    ["bits", "word", ["101", "ok", "1", "sad"]],
  ] as const)
    it(`stand under one name in one scan: ${one} and ${other}`, async () => {
      const found = await rows(shared(one, other), ["--stream", "s"], streamOf("narrow"));
      assert.deepEqual(
        found.map(({ properties }) => properties.value),
        expected,
      );
    });

  for (const [one, other] of [
    ["mood", "level"],
    ["mood", "word"],
  ] as const)
    it(`stand in one column of a wide stream: ${one} and ${other}`, async () => {
      const found = await rows(shared(one, other), ["--stream", "s"], streamOf("wide"));
      assert.deepEqual(
        found.map(({ value }) => value),
        other === "level" ? ["ok", "low", "sad", "high"] : ["ok", "ok", "sad", "sad"],
      );
    });

  it("are parts of keys that differ from event to event of one scan", async () => {
    const spec = `key: o.id
events:
  a_seen: {at: o.at, entities: {thing: o.mood}}
  b_seen: {at: o.at, entities: {thing: o.level}}
  c_seen: {at: o.at, entities: {thing: o.padded}}
`;
    const found = await rows(spec, ["--stream", "s"], streamOf("narrow"));
    assert.deepEqual(
      found.map(({ event, thing_id }) => `${event} ${thing_id}`),
      ["a_seen ok", "b_seen low", "c_seen ok", "a_seen sad", "b_seen high", "c_seen sad"],
    );
  });

  it("may be compared with texts that no enumeration names", async () => {
    const spec = `null_values: [unknown, sad]
key: o.id
events:
  seen:
    at: o.at
    properties: {value: o.mood}
  mood_changed:
    at: o.at
    changes: {value: o.mood, from: [ok, gone], per: "'all'"}
    order_by: o.at
    properties: {value: o.mood}
  "{any}_felt":
    at: o.at
    variants: {by: o.mood, names: {ok: fine_felt, sad: sadness_felt, angry: anger_felt}}
`;
    assert.deepEqual(
      (await rows(spec, ["seen"])).map(({ value }) => value),
      ["ok", null],
    );
    assert.deepEqual(
      (await rows(spec, ["mood_changed"])).map(({ event_id, value }) => [typeof event_id, value]),
      [["string", null]],
    );
    const felt = await rows(spec, ["fine_felt"]);
    assert.equal(felt.length, 1);
  });

  it("are what a list of texts is declared to hold", async () => {
    const list = (item: string, sql: string) =>
      `key: o.id\nevents:\n  seen: {at: o.at, properties: {value: {type: list of ${item}, sql: "${sql}"}}}\n`;
    const [first] = await rows(
      list("string", "array[o.id, null]"),
      ["--stream", "s"],
      "streams: {s: {layout: narrow}}\n",
    );
    assert.deepEqual(first?.properties.value, ["1", null]);
    const found = await run(list("integer", "array[1.5]"), "", "check", "--connection", "db");
    assert.match(found, /declared as list of integer, but this is numeric\[\]/);
  });

  it("are ordered as an enumeration is", async () => {
    // By its texts `high` stands before `low`.
    const spec = `key: o.id
events:
  level_changed:
    at: o.at
    changes: {value: o.level, from: [low], per: "'all'"}
    order_by: o.level
`;
    assert.equal((await rows(spec, ["level_changed"])).length, 1);
  });
});
