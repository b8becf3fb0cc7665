import assert from "node:assert/strict";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";
import { readCheck, readPreview } from "../support/contracts.ts";

const project = `eventspec: 1
name: r
timezone: UTC
connection: files
connections: {files: {type: duckdb, files: {"*": "data/*.csv"}}}
lookups:
  project:
    parameters: [id]
    join: [{from: p, on: p.pid = param.id}]
    properties: {nid: p.nid, asked: param.id}
  namespace:
    parameters: [id]
    join: [{from: n, on: n.nid = param.id}]
    properties: {name: n.name, asked_again: param.id}
  owner:
    parameters: [owner]
    join: [{from: o, on: o.oid = param.owner, as_of: {start: o.since}}]
    properties: {owner_name: o.name}
rules: {extends: minimal}
`;
const spec = (lookups: string) => `from: s
key: s.id
lookups: ${lookups}
events:
  happened: {at: s.at}
`;
const data = {
  "data/s.csv": "id,pid,at\n1,10,2024-01-01 00:00:00\n2,11,2024-01-01 00:00:00\n",
  "data/p.csv": "pid,nid\n10,100\n11,101\n",
  "data/n.csv": "nid,name,oid\n100,x,7\n101,y,8\n",
  "data/o.csv": "oid,name,since\n7,ann,2023-01-01\n7,bob,2024-06-01\n8,cyd,2023-01-01\n",
};

describe("a lookup that uses a lookup", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const start = async (lookups: string) => {
    folder = await temporaryFolder({ "eventspec.yml": project, "a.events.yml": spec(lookups), ...data });
  };
  afterEach(() => folder.remove());
  const here = (...args: string[]) => runHere(args, { cwd: folder.path });

  const orders = [
    "{project: {id: s.pid}, namespace: {id: p.nid}, owner: {owner: n.oid}}",
    "{owner: {owner: n.oid}, namespace: {id: P.nid}, project: {id: s.pid}}",
  ];
  for (const lookups of orders)
    it(`is joined after it, each with parameters of its own: ${lookups}`, async () => {
      await start(lookups);
      assert.equal((await here("check")).stdout, "No findings in 2 files.\n");
      const { stdout, stderr } = await here("preview", "happened", "--format", "json");
      assert.ok(stdout, stderr);
      const rows = readPreview(stdout).rows.map(({ source_key, nid, name, asked, asked_again, owner_name }) =>
        [source_key, nid, name, asked, asked_again, owner_name].map(String),
      );
      assert.deepEqual(rows.sort(), [
        ["1", "100", "x", "10", "100", "ann"],
        ["2", "101", "y", "11", "101", "cyd"],
      ]);
    });

  it("that needs it too is a finding for each of the circle, and has no SQL", async () => {
    await start("{project: {id: n.nid}, namespace: {id: p.nid}, owner: {owner: s.id}}");
    const { stdout } = await here("check", "--format", "json");
    assert.deepEqual(
      readCheck(stdout).findings.map(({ rule, message, range }) => [rule, message, range?.start.column]),
      ["project", "namespace"].map((name) =>
        [
          "circular-lookups",
          'The lookups "project" and "namespace" need each other: one takes its parameter from what another brings in.',
          spec("{project: {id: n.nid}, namespace: {id: p.nid}, owner: {owner: s.id}}")
            .split("\n")[2]
            ?.indexOf(name) ?? 0,
        ].map((each) => (typeof each === "number" ? each + 1 : each)),
      ),
    );
    const { code, stderr } = await here("compile", "happened");
    assert.equal(code, 1);
    assert.match(stderr, /circular-lookups/);
  });

  it("may be itself, which is a finding", async () => {
    await start("{project: {id: p.pid}}");
    const { stdout, code } = await here("check");
    assert.equal(code, 1);
    assert.match(stdout, /The lookup "project" takes a parameter from what it brings in itself/);
  });
});
