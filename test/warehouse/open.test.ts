import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { environmentOf } from "../../server/src/project/environment.ts";
import { createSecrets } from "../../server/src/project/secrets.ts";
import { connectionKinds } from "../../server/src/warehouse/open.ts";
import { resolveSettings } from "../../server/src/warehouse/settings.ts";
import { connectionSettings, failure, open } from "../support/connections.ts";

describe("opening a connection", () => {
  it("names the type that was meant", () =>
    assert.rejects(open("ducksdb", {}), failure("settings", /Connection "dev": .*`ducksdb`.*`duckdb`/)));

  it("names the setting that was meant", () =>
    assert.rejects(
      open("duckdb", { pth: "x" }),
      failure("settings", /no setting `pth`; did you mean `path`/),
    ));

  it("names the variable that is not set", () =>
    assert.rejects(open("duckdb", { path: { env: "NO_SUCH" } }), failure("settings", /NO_SUCH.*not set/)));

  it("knows every setting once", () => {
    for (const kind of connectionKinds) {
      const names = kind.settings.map(({ name }) => name);
      assert.deepEqual(names, [...new Set(names)], kind.type);
    }
  });
});

describe("the project file's schema", () => {
  it("knows every setting of every type, and each is somebody's", async () => {
    const file = new URL("../../schemas/project.schema.json", import.meta.url);
    const { definitions } = JSON.parse(await readFile(file, "utf8"));
    const { properties } = definitions.connection;
    assert.deepEqual([...properties.type.enum].sort(), connectionKinds.map(({ type }) => type).sort());
    const declared = new Set(connectionKinds.flatMap(({ settings }) => settings.map(({ name }) => name)));
    const written = Object.keys(properties).filter(
      (name) => !["type", "max_bytes", "maxBytes", "functions"].includes(name),
    );
    assert.deepEqual(written.sort(), [...declared].sort());
  });
});

describe("settings of a connection", () => {
  const kind = {
    type: "test",
    settings: [
      { name: "host", required: true },
      { name: "port" },
      { name: "ssl" },
      { name: "password", secret: true },
    ],
  } as const;
  const resolve = (values: Readonly<Record<string, unknown>>, env: Readonly<Record<string, string>> = {}) =>
    resolveSettings(connectionSettings("test", values), kind, environmentOf(new Map(), env, createSecrets()));

  it("reads texts, numbers and switches, from the environment too", () => {
    const settings = resolve({ host: { env: "H" }, port: { env: "P" }, ssl: "TRUE" }, { H: "db", P: "5432" });
    assert.equal(settings.required("host"), "db");
    assert.equal(settings.integer("port"), 5432);
    assert.equal(settings.flag("ssl"), true);
    assert.equal(settings.text("password"), undefined);
  });

  it("says what is missing or wrong without saying a value", () => {
    assert.throws(() => resolve({}), failure("settings", /needs the setting `host`/));
    assert.throws(() => resolve({ host: "x", port: "5x" }).integer("port"), failure("settings", /^[^5]*$/));
    assert.throws(() => resolve({ host: ["x"] }).required("host"), failure("settings", /must be a text/));
    assert.throws(() => resolve({ host: "x", ssl: "yes" }).flag("ssl"), failure("settings", /true or false/));
  });

  it("takes secrets out of messages, also where they are encoded", () => {
    const settings = resolve({ host: "x", password: "p@ss/word" });
    assert.equal(settings.secrets.redact("p@ss/word and p%40ss%2Fword and host x"), "*** and *** and host x");
  });
});
