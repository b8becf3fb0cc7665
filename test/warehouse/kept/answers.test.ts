/** A connection whose answers are kept says the same as one that asks, whatever happens to files, settings and specs. */
import assert from "node:assert/strict";
import {
  appendFile,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { environmentOf } from "../../../server/src/project/environment.ts";
import { loadProject } from "../../../server/src/project/loadProject.ts";
import { nodeFileSystem } from "../../../server/src/project/nodeFileSystem.ts";
import { createSecrets } from "../../../server/src/project/secrets.ts";
import { checkProject } from "../../../server/src/rules/checkProject.ts";
import { askConnection } from "../../../server/src/tasks/askConnection.ts";
import { createEmbeddedEngine } from "../../../server/src/warehouse/engineProcess/connection.ts";
import { createKeeper, type Keeper } from "../../../server/src/warehouse/kept/keeper.ts";
import { openConnection } from "../../../server/src/warehouse/open.ts";
import type { Connection, EmbeddedEngine } from "../../../server/src/warehouse/types.ts";
import { never, temporaryFolder } from "../../support/connections.ts";

const projectFile = (files: string) =>
  `eventspec: 1\nname: shop\nconnection: dev\nconnections: {dev: {type: duckdb, files: {${files}}}}\nentities: {order: {}}\n`;
const spec = (sql: string) =>
  `events:\n  ordered:\n    from: shop.orders\n    key: id\n    at: placed\n    entities: {order: id}\n    properties:\n      total: ${sql}\n`;

const tables = ["'shop.*': data/*.csv", "shop.orders: data/orders.csv", "shop.orders: data/**/*.csv"];
const expressions = ["total", "total * 2", "total || 'x'", "lower(total)", "nothing", "total::date", "other"];
const rows = [
  "id,placed,total\n1,2026-01-31,9.5\n",
  "id,placed,total\n1,2026-01-31,ten\n",
  "id,placed,total\n1,2026-01-31,905\n",
  "id,placed,other\n1,2026-01-31,9.5\n",
  "id,placed,total\n1,01/02/2026,9.5\n",
  "id,placed,total\n1,2026-01-31\n",
  "",
];

/** Something that happens to a project's folder. */
type Change = (root: string) => Promise<void>;

const write =
  (name: string, text: string): Change =>
  async (root) => {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  };

/** Another content of the same size, with the time of the one before. */
const forge =
  (name: string): Change =>
  async (root) => {
    const path = join(root, name);
    const before = await stat(path).catch(() => undefined);
    if (!before) return;
    const text = await readFile(path, "utf8");
    await writeFile(path, text.includes("9.5") ? text.replace("9.5", "ten") : text.replace("ten", "9.5"));
    await utimes(path, before.atime, before.mtime);
  };

const replaced =
  (name: string, text: string): Change =>
  async (root) => {
    await write("next.csv", text)(root);
    await mkdir(dirname(join(root, name)), { recursive: true });
    await rename(join(root, "next.csv"), join(root, name));
  };

const change: fc.Arbitrary<Change> = fc
  .tuple(
    fc.constantFrom("write", "replace", "forge", "remove", "copy", "grow", "spec", "project", "nothing"),
    fc.constantFrom("data/orders.csv", "data/lines.csv", "data/day=1/orders.csv"),
    fc.constantFrom(...rows),
    fc.constantFrom(...expressions),
    fc.constantFrom(...tables),
  )
  .map(([kind, name, text, sql, files]): Change => {
    switch (kind) {
      case "write":
        return write(name, text);
      case "replace":
        return replaced(name, text);
      case "forge":
        return forge(name);
      case "remove":
        return (root) => rm(join(root, name), { force: true });
      case "copy":
        return (root) =>
          cp(join(root, "data"), join(root, "data", "copy"), { recursive: true, errorOnExist: false }).catch(
            () => undefined,
          );
      case "grow":
        return (root) => appendFile(join(root, name), "2,2026-02-01,x\n").catch(() => undefined);
      case "spec":
        return write("orders.events.yml", spec(sql));
      case "project":
        return write("eventspec.yml", projectFile(files));
      default:
        return async () => undefined;
    }
  });

describe("kept answers", function () {
  this.timeout(120_000);
  let cache: Awaited<ReturnType<typeof temporaryFolder>>;
  const plain = createEmbeddedEngine();
  /** Questions that reached the engine behind the kept answers. */
  let asked: string[] = [];
  before(async () => {
    cache = await temporaryFolder();
  });
  after(async () => {
    plain.close();
    await cache.remove();
  });

  const keeperIn = (folder: string, more: { program?: string; isWanted?: () => boolean } = {}): Keeper => {
    const keeper = createKeeper({
      env: { XDG_CACHE_HOME: folder },
      program: "test",
      note: () => undefined,
      ...more,
    });
    return {
      ...keeper,
      keep: (ask, settings, secrets) =>
        keeper.keep(
          (question, limitMs, signal) => {
            asked.push(question.ask);
            return ask(question, limitMs, signal);
          },
          settings,
          secrets,
        ),
    };
  };
  const engineIn = (folder = cache.path, more: Parameters<typeof keeperIn>[1] = {}): EmbeddedEngine =>
    createEmbeddedEngine(undefined, keeperIn(folder, more));

  const connected = async <T>(
    root: string,
    engine: EmbeddedEngine,
    work: (connection: Connection, project: Awaited<ReturnType<typeof loadProject>>) => Promise<T>,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<T> => {
    const project = await loadProject(nodeFileSystem(), root, { env: variables });
    const [settings] = project.file.connections;
    assert.ok(settings);
    const context = { projectRoot: root, ...environmentOf(new Map(), variables, createSecrets()), engine };
    const connection = await openConnection(settings, context, never());
    try {
      return await work(connection, project);
    } finally {
      await connection.close();
    }
  };

  /** Findings and all that was learnt, as `check` comes by them; or why nothing was. */
  const checked = (root: string, engine: EmbeddedEngine): Promise<unknown> =>
    connected(root, engine, async (connection, project) => {
      const { project: known, bound } = await askConnection(project, connection, never());
      const events = [...bound.events].map(([key, { types, failures }]) => [
        key,
        [...types],
        failures.map(({ message, span }) => [message, span]),
      ]);
      const findings = checkProject(known, { dialect: "duckdb", types: bound });
      return { catalog: known.catalog, events, findings };
    }).catch((error: unknown) => String(error));

  const shop = (files: Readonly<Record<string, string>> = {}) =>
    temporaryFolder({
      "eventspec.yml": projectFile("'shop.*': data/*.csv"),
      "orders.events.yml": spec("total * 2"),
      "data/orders.csv": "id,placed,total\n1,2026-01-31,9.5\n",
      ...files,
    });

  it("say what the engine says, whatever is changed in between", async () => {
    const engine = engineIn();
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const { path, remove } = await shop();
        try {
          for (const happens of changes) {
            await happens(path);
            assert.deepEqual(await checked(path, engine), await checked(path, plain));
            asked = [];
            assert.deepEqual(await checked(path, engine), await checked(path, plain));
            if (asked.length === 0) kept++;
          }
        } finally {
          await remove();
        }
      }),
      { numRuns: 8 },
    );
    engine.close();
    assert.ok(kept > 5, `the engine was spared ${kept} times only`);
  });

  it("say it also while files change under an open connection", async () => {
    const engine = engineIn();
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const { path, remove } = await shop();
        const look = (connection: Connection) =>
          Promise.all([
            connection.unreadable?.(never()),
            connection.describe?.(never()),
            connection.columns(["shop", "orders"], never()),
            connection.bind("select total from shop.orders", never()),
          ]);
        try {
          await checked(path, engine);
          await connected(path, engine, (kept) =>
            connected(path, plain, async (asking) => {
              for (const happens of changes) {
                await happens(path);
                const said = (connection: Connection) =>
                  look(connection).catch((error: unknown) => String(error));
                assert.deepEqual(await said(kept), await said(asking));
              }
            }),
          );
          assert.deepEqual(await checked(path, engine), await checked(path, plain));
        } finally {
          await remove();
        }
      }),
      { numRuns: 8 },
    );
    engine.close();
  });

  it("need no process of the engine", async () => {
    const { path, remove } = await shop();
    const first = engineIn();
    const said = await checked(path, first);
    first.close();
    asked = [];
    const second = engineIn();
    assert.deepEqual(await checked(path, second), said);
    second.close();
    assert.deepEqual(asked, []);
    await remove();
  });

  it("are of one program and one connection's settings", async () => {
    const { path, remove } = await shop();
    for (const [program, isAsked] of [
      ["one", true],
      ["one", false],
      ["another", true],
    ] as const) {
      const engine = engineIn(cache.path, { program });
      asked = [];
      await checked(path, engine);
      engine.close();
      assert.equal(asked.length > 0, isAsked);
    }
    await remove();
  });

  it("are none where nobody wants them, or where they would lie in the project", async () => {
    const { path, remove } = await shop();
    const unwanted = engineIn(cache.path, { isWanted: () => false });
    await checked(path, unwanted);
    assert.deepEqual(
      await createKeeper({ env: { XDG_CACHE_HOME: cache.path, EVENTSPEC_CACHE: "off" } }).isEmpty(),
      true,
    );
    const inside = engineIn(join(path, "cache"));
    await checked(path, inside);
    await assert.rejects(readdir(join(path, "cache")));
    for (const engine of [unwanted, inside]) engine.close();
    await remove();
  });

  it("are not made of a file that changes while it is read, nor of one that is half written", async () => {
    const { path, remove } = await shop();
    const empty = await temporaryFolder();
    const engine = engineIn(empty.path);
    await connected(path, engine, async (connection) => {
      await connection.unreadable?.(never());
      await write("data/orders.csv", rows[1] ?? "")(path);
      await connection.describe?.(never());
    });
    await assert.rejects(readdir(join(empty.path, "eventspec", "answers")));
    engine.close();
    await Promise.all([remove(), empty.remove()]);
  });

  it("hold names and types, and no value, refusal or secret", async () => {
    const { path, remove } = await shop({
      "data/orders.csv": "id,placed,total\n1,2026-01-31,violets\n",
      "data/hush_hush_lines.csv": "id\n1\n",
      "orders.events.yml": spec("total + 'violets'"),
    });
    const empty = await temporaryFolder();
    const engine = engineIn(empty.path);
    await checked(path, engine);
    const folder = join(empty.path, "eventspec", "answers");
    const texts = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")),
    );
    assert.match(texts.join(), /"total"/);
    assert.doesNotMatch(texts.join(), /violets|2026-01-31|select|Error|No function/i);
    await rm(folder, { recursive: true });
    await write(
      "eventspec.yml",
      projectFile("'shop.*': data/*.csv").replace("{type: duckdb,", "{type: duckdb, database: {env: NAME},"),
    )(path);
    await connected(
      path,
      engine,
      async (connection) => [await connection.unreadable?.(never()), await connection.describe?.(never())],
      { NAME: "hush_hush_lines" },
    );
    await assert.rejects(readdir(folder));
    engine.close();
    await Promise.all([remove(), empty.remove()]);
  });

  it("are asked anew where the file that holds them is damaged", async () => {
    const { path, remove } = await shop();
    const empty = await temporaryFolder();
    const engine = engineIn(empty.path);
    const said = await checked(path, engine);
    const folder = join(empty.path, "eventspec", "answers");
    for (const name of await readdir(folder)) await appendFile(join(folder, name), "x");
    asked = [];
    assert.deepEqual(await checked(path, engine), said);
    assert.ok(asked.length > 0);
    engine.close();
    await Promise.all([remove(), empty.remove()]);
  });

  it("serve two processes at once", async () => {
    const { path, remove } = await shop();
    const engines = Array.from({ length: 4 }, () => engineIn());
    const all = await Promise.all(engines.map((engine) => checked(path, engine)));
    for (const said of all) assert.deepEqual(said, all[0]);
    for (const engine of engines) engine.close();
    await remove();
  });
});
