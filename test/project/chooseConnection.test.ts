import assert from "node:assert/strict";
import { readDocument } from "../../server/src/document/readDocument.ts";
import { chooseConnection } from "../../server/src/project/chooseConnection.ts";
import { readProjectFile } from "../../server/src/spec/readProjectFile.ts";

const choose = (text: string, asked?: string) => {
  const choice = chooseConnection(readProjectFile(readDocument("eventspec.yml", text)), asked);
  return choice.kind === "chosen" ? choice.settings.name.value : choice;
};

const two = "connections: {dev: {type: duckdb}, prod: {type: snowflake, account: a, database: d}}\n";

describe("choosing a connection", () => {
  it("takes the one asked for, else the default, else the only one", () => {
    assert.equal(choose(`connection: prod\n${two}`, "dev"), "dev");
    assert.equal(choose(`connection: prod\n${two}`), "prod");
    assert.equal(choose("connections: {dev: {type: duckdb}}\n"), "dev");
  });

  it("says why there is none", () => {
    assert.deepEqual(choose("name: shop\n"), { kind: "none" });
    assert.deepEqual(choose(two), { kind: "undecided", names: ["dev", "prod"] });
  });

  it("never takes another than the one asked for, nor than the default", () => {
    const unknown = { kind: "unknown", name: "prd", names: ["dev", "prod"], meant: "prod" };
    assert.deepEqual(choose(`connection: dev\n${two}`, "prd"), unknown);
    assert.deepEqual(choose(`connection: prd\n${two}`), unknown);
    assert.deepEqual(choose("connection: prd\n"), { kind: "unknown", name: "prd", names: [] });
  });
});
