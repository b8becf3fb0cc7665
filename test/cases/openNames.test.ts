import assert from "node:assert/strict";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compile } from "../../server/src/sql/compile.ts";
import { incrementScripts } from "../../server/src/sql/incrementScript.ts";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { asSet, duckDbSession } from "../support/goldenDuckDb.ts";
import { idTypes } from "../support/idTypes.ts";
import { projectOf } from "../support/memoryProject.ts";
import { overFiles } from "../support/previews.ts";

const tracked = (more = "") => `from: t
as: t
key: t.id
events:
  tracked:
    at: t.at
    variants:
      by: t.name
      names: {Order Placed: order_placed}
      otherwise: {name: "'app_' || lower(t.name)"}
${more}`;

/** Names of events that come from data, from the first look at them to a new one. */
describe("names out of data", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const begin = async (spec: string) => {
    folder = await temporaryFolder({
      "eventspec.yml": overFiles(
        "streams: {apps: {events: {name: ['app_*']}}, all: {}, each: {layout: per_event}}\n",
      ),
      "a.events.yml": spec,
      "data/t.csv":
        "id,name,at,mail\n1,Order Placed,2024-01-01 00:00:00,a@b.c\n2,Click,2024-01-02 00:00:00,a@b.c\n3,,2024-01-03 00:00:00,\n",
    });
  };
  afterEach(() => folder.remove());

  const here = (...args: string[]) => runHere(args, { cwd: folder.path });
  const json = async (...args: string[]) => JSON.parse((await here(...args, "--format", "json")).stdout);
  const addRow = (row: string) => appendFile(join(folder.path, "data/t.csv"), row);

  /** Rules with the lines of their findings. */
  const rulesFound = async () => {
    const { findings } = await json("check");
    return (findings as { rule: string; range: { start: { line: number } } }[]).map(({ rule, range }) => [
      rule,
      range.start.line,
    ]);
  };

  it("are kept by a refresh, and then known by streams, previews and layouts", async () => {
    await begin(tracked());
    const { relations: before } = await json("compile", "--stream", "each");
    assert.deepEqual(
      before.map(({ name }: { name: string }) => name),
      ["order_placed"],
    );
    const { stdout } = await here("catalog", "refresh");
    assert.match(stdout, /1 table, 4 columns, 2 event names\./);
    const { names } = JSON.parse(await readFile(join(folder.path, "eventspec.catalog.json"), "utf8"));
    assert.deepEqual(names, [{ event: "tracked", names: ["app_click", "order_placed"] }]);
    const { relations } = await json("compile", "--stream", "each");
    assert.deepEqual(
      relations.map(({ name }: { name: string }) => name),
      ["order_placed", "app_click"],
    );
    await addRow("4,Scroll,2024-01-04 00:00:00,\n");
    const eventsOf = async (...args: string[]) =>
      (await json("preview", ...args)).rows.map(({ event, n }: { event?: string; n?: string }) => event ?? n);
    assert.deepEqual(await eventsOf("--stream", "apps"), ["app_click"]);
    assert.deepEqual(await eventsOf("--stream", "all"), ["order_placed", "app_click", "app_scroll"]);
    assert.equal((await json("preview", "app_click")).rows.length, 1);
    const { changes } = await json("catalog", "check");
    assert.deepEqual(changes, [{ event: "tracked", name: "app_scroll", kind: "added" }]);
  });

  it("are proved: rows without a name and new names fail", async () => {
    await begin(tracked());
    const told = async () => {
      const { results } = await json("test", "tracked");
      const own = (results as { kind: string; status: string; actual?: string }[]).filter(({ kind }) =>
        ["variant_without_name", "unknown_name"].includes(kind),
      );
      return own.map(({ kind, status, actual }) => [kind, status, actual]);
    };
    const unnamed = ["variant_without_name", "failed", "1 row"];
    assert.deepEqual(await told(), [unnamed, ["unknown_name", "skipped", undefined]]);
    await here("catalog", "refresh");
    assert.equal((await told())[1]?.[1], "passed");
    await addRow("4,Scroll,2024-01-04 00:00:00,\n5,Zoom,2024-01-04 00:00:00,\n6,Zoom,2024-01-04 00:00:00,\n");
    assert.deepEqual(await told(), [unnamed, ["unknown_name", "failed", "2 new names"]]);
    const { stdout } = await here("test", "tracked");
    assert.match(stdout, /app_zoom +2\n +app_scroll +1\n/);
  });

  it("that another event has are a finding, once they were seen", async () => {
    await begin(tracked("  app_click: {at: t.at}\n"));
    assert.deepEqual(await rulesFound(), []);
    await here("catalog", "refresh");
    assert.deepEqual(await rulesFound(), [["duplicate-event-name", 10]]);
  });

  it("stay out of the catalog where they are personal", async () => {
    await begin(
      tracked("    properties: {mail: {sql: t.mail, privacy: personal}}\n").replace(/'app_.*\)/, "t.mail"),
    );
    const { stderr } = await here("catalog", "refresh");
    assert.match(stderr, /The names of tracked: They are personal/);
    assert.doesNotMatch(await readFile(join(folder.path, "eventspec.catalog.json"), "utf8"), /a@b\.c/);
  });

  it("leave the catalog again once they are personal, and stay in it while they can't be read", async () => {
    await begin(tracked());
    const kept = async () =>
      JSON.parse(await readFile(join(folder.path, "eventspec.catalog.json"), "utf8")).names;
    await here("catalog", "refresh");
    const names = await kept();
    assert.equal(names.length, 1);
    await writeFile(join(folder.path, "a.events.yml"), tracked().replace("lower(t.name)", "lower(t.nme)"));
    assert.match((await here("catalog", "refresh")).stderr, /The names of tracked: /);
    assert.deepEqual(await kept(), names);
    const personal = tracked(
      "    properties: {name: {sql: \"'app_' || lower(t.name)\", privacy: personal}}\n",
    );
    await writeFile(join(folder.path, "a.events.yml"), personal);
    assert.match((await here("catalog", "refresh")).stderr, /The names of tracked: They are personal/);
    assert.equal(await kept(), undefined);
  });

  it("of an event that two documents give are those of both", async () => {
    const also = tracked().replace("    at:", "    also: true\n    at:").replace("'app_'", "'web_'");
    await begin(`${tracked()}---\n${also.replace("key: t.id", "key: t.id\nwhere: t.id = 2")}`);
    await here("catalog", "refresh");
    const { names } = JSON.parse(await readFile(join(folder.path, "eventspec.catalog.json"), "utf8"));
    assert.deepEqual(names, [{ event: "tracked", names: ["app_click", "order_placed", "web_click"] }]);
    assert.deepEqual(await rulesFound(), []);
    const { results } = await json("test", "tracked");
    const known = (results as { kind: string; status: string }[]).filter(
      ({ kind }) => kind === "unknown_name",
    );
    assert.deepEqual(
      known.map(({ status }) => status),
      ["passed", "passed"],
    );
  });

  it("must come from somewhere", async () => {
    await begin(
      tracked()
        .replace(/ {6}names: .*\n/, "")
        .replace(/otherwise: .*/, "otherwise: skip"),
    );
    assert.deepEqual(await rulesFound(), [
      ["missing-key", 8],
      ["unknown-event", 6],
    ]);
  });
});

describe("rows with names out of data", () => {
  it("leave nothing behind in a table that is kept by increments", async () => {
    const project = await projectOf({
      "eventspec.yml": "eventspec: 1\nname: p\n",
      "a.events.yml": tracked(),
    });
    const options = { dialect: "duckdb", layout: "narrow", types: idTypes() } as const;
    const { scripts } = incrementScripts(project, options);
    const session = await duckDbSession();
    try {
      await session.run("create table t as select 1 as id, 'Click' as name, timestamp '2026-01-01' as at");
      const bringUpToDate = async () => {
        for (const statement of scripts.flatMap(({ statements }) => statements)) await session.run(statement);
        return asSet(await session.rows("select event, event_id from events"));
      };
      const all = async () =>
        asSet(
          await session.rows(`select event, event_id from (${compile(project, options).relations[0]?.sql})`),
        );
      assert.deepEqual(await bringUpToDate(), await all());
      await session.run("update t set name = 'Scroll'");
      await session.run(
        "insert into t values (2, 'Zoom', timestamp '2025-01-01'), (3, null, timestamp '2026-02-01')",
      );
      assert.deepEqual(await bringUpToDate(), await all());
    } finally {
      session.close();
    }
  });
});
