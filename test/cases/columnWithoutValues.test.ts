import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { readCheck } from "../support/contracts.ts";

const project = `eventspec: 1
name: t
connection: dev
connections: {dev: {type: duckdb, files: {'shop.*': 'data/*.csv'}}}
rules: {extends: minimal}
`;
const spec = `from: shop.m
as: o
key: o.id
events:
  thing_cancelled: {at: o.cancelled_at}
  thing_seen:
    at: o.at
    where: o.flag or o.flag is null
    properties: {n: o.amount + 1}
`;

describe("a column without any value", () => {
  it("has no type to complain about, and is null", async () => {
    const folder = await temporaryFolder({
      "eventspec.yml": project,
      "a.events.yml": spec,
      "data/m.csv": "id,at,cancelled_at,amount,flag\n1,2025-01-01 00:00:00,,,\n2,2025-01-02 00:00:00,,,\n",
    });
    try {
      const here = async (...args: string[]) => (await runHere(args, { cwd: folder.path })).stdout;
      assert.deepEqual(readCheck(await here("check", "--format", "json")).findings, []);
      const { rows } = JSON.parse(await here("preview", "thing_seen", "--format", "json"));
      assert.deepEqual(
        rows.map(({ n }: { n: unknown }) => n),
        [null, null],
      );
      assert.deepEqual(JSON.parse(await here("preview", "thing_cancelled", "--format", "json")).rows, []);
    } finally {
      await folder.remove();
    }
  });
});
