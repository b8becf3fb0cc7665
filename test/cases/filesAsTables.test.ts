import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runHere } from "../support/cli.ts";
import { temporaryFolder } from "../support/connections.ts";

const settings = `eventspec: 1
name: t
timezone: America/New_York
connection: dev
connections:
  dev:
    type: duckdb
    files:
      'shop.*': data/shop/*.csv
rules:
  extends: minimal
`;

const seen = `from: shop.m
as: o
key: o.id
events:
  thing_seen:
    at: o.at
    properties: {v: o.v}
`;

interface Row {
  readonly [column: string]: unknown;
}

class TestProject {
  constructor(readonly folder: string) {}

  async check(): Promise<{
    readonly code: number | null;
    readonly findings: { rule: string; message: string; range: { start: { line: number } }; hint: string }[];
  }> {
    const { code, stdout } = await runHere(["check", "--format", "json"], { cwd: this.folder });
    return { code, findings: JSON.parse(stdout).findings };
  }

  async preview(event = "thing_seen"): Promise<Row[]> {
    const { stdout, stderr } = await runHere(["preview", event, "--format", "json"], { cwd: this.folder });
    assert.equal(stderr, "");
    return JSON.parse(stdout).rows;
  }

  write(name: string, text: string | Buffer): Promise<void> {
    return writeFile(join(this.folder, name), text);
  }
}

/** A project whose table `shop.m` is the text, below a folder that may look like a partition. */
async function project(
  files: Readonly<Record<string, string | Buffer>>,
  work: (project: TestProject) => Promise<void>,
  below = ".",
): Promise<void> {
  const folder = await temporaryFolder();
  const root = join(folder.path, below);
  for (const [name, text] of Object.entries({ "eventspec.yml": settings, "a.events.yml": seen, ...files })) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  try {
    await work(new TestProject(root));
  } finally {
    await folder.remove();
  }
}

function column(rows: readonly Row[], name: string): unknown[] {
  return rows.map((row) => row[name]).sort();
}

describe("Files as tables", () => {
  it("have no type to complain about where a column has no value", () =>
    project(
      {
        "data/shop/m.csv": "id,at,cancelled_at,amount\n1,2025-01-01 00:00:00,,\n2,2025-01-02 00:00:00,,\n",
        "a.events.yml": `from: shop.m
as: o
key: o.id
events:
  thing_cancelled:
    at: o.cancelled_at
  thing_seen:
    at: o.at
    properties: {n: o.amount + 1, flag: {sql: o.amount, type: boolean}}
`,
      },
      async (test) => {
        assert.deepEqual(await test.check().then(({ code, findings }) => [code, findings]), [0, []]);
        assert.deepEqual(await test.preview("thing_cancelled"), []);
        assert.deepEqual(column(await test.preview(), "n"), [null, null]);
      },
    ));

  it("keep ids apart that one number would stand for", async () => {
    const ids = [
      ["12e5", "120e4", "1200000"],
      ["10000000000000000000", "10000000000000000001", "10000000000000000002"],
      ["1.1", "1.10"],
      ["0123", "123"],
      ["0x1F", "31", "+31"],
    ];
    for (const values of ids)
      await project(
        { "data/shop/m.csv": `id,v,at\n${values.map((id) => `${id},a,2025-01-01\n`).join("")}` },
        async (test) => {
          const rows = await test.preview();
          assert.deepEqual(column(rows, "source_key"), [...values].sort());
          assert.equal(new Set(column(rows, "event_id")).size, values.length);
        },
      );
  });

  it("say which of two orders of day and month was read, and how to say it", () =>
    project({ "data/shop/m.csv": "id,v,at\n1,a,01/02/2025\n2,b,03/04/2025\n" }, async (test) => {
      const { code, findings } = await test.check();
      assert.equal(code, 0);
      const [finding] = findings;
      assert.deepEqual([findings.length, finding?.rule, finding?.range.start.line], [1, "day-or-month", 9]);
      assert.match(finding?.message ?? "", /01\/02\/2025 is read as 2025-02-01/);
      assert.match(finding?.hint ?? "", /`date_format: '%m\/%d\/%Y'`/);
      const long = "{path: data/shop/m.csv, date_format: '%m/%d/%Y'}";
      await test.write("eventspec.yml", settings.replace("'shop.*': data/shop/*.csv", `shop.m: ${long}`));
      assert.deepEqual((await test.check()).findings, []);
      assert.deepEqual(column(await test.preview(), "occurred_at"), [
        "2025-01-02T05:00:00Z",
        "2025-03-04T05:00:00Z",
      ]);
    }));

  it("read times without an offset in the document's zone, beside others that have one", () =>
    project(
      {
        "data/shop/m.csv":
          "id,v,at\n1,a,2025-01-01T10:00:00+02:00\n2,b,2025-01-01T10:00:00\n3,c,2025-07-01 10:00:00Z\n",
      },
      async (test) => {
        assert.deepEqual((await test.check()).findings, []);
        assert.deepEqual(column(await test.preview(), "occurred_at"), [
          "2025-01-01T08:00:00Z",
          "2025-01-01T15:00:00Z",
          "2025-07-01T10:00:00Z",
        ]);
      },
    ));

  it("take nothing from a folder above what `files` names", () =>
    project(
      {
        "data/shop/m.csv": "id,v,status,at\n1,a,paid,2025-01-01\n2,b,open,2025-01-01\n",
        "a.events.yml": seen.replace("at: o.at", "at: o.at\n    where: o.status = 'paid'"),
      },
      async (test) => assert.equal((await test.preview()).length, 1),
      "status=nightly",
    ));

  it("take columns from folders below what `files` names", () =>
    project(
      {
        "data/shop/day=2025-01-01/n=07/a.csv": "id,v,at\n1,a,2025-01-01\n",
        "data/shop/day=2025-01-02/n=8/a.csv": "id,v,at\n2,b,2025-01-02\n",
        "eventspec.yml": settings.replace("'shop.*': data/shop/*.csv", "shop.m: data/shop/**/*.csv"),
        "a.events.yml": seen.replace("{v: o.v}", "{v: o.n, later: o.day + 1, status: o.v}"),
      },
      async (test) => {
        const rows = await test.preview();
        assert.deepEqual(column(rows, "v"), ["07", "8"]);
        assert.deepEqual(column(rows, "later"), ["2025-01-02", "2025-01-03"]);
      },
      "n=above",
    ));

  it("name ragged lines", () =>
    project(
      { "data/shop/m.csv": "id,v,at\n1,a,2025-01-01\n2,b\n3,c,2025-01-03,extra\n4,d,2025-01-04\n" },
      async (test) => {
        const { code, findings } = await test.check();
        assert.equal(code, 1);
        assert.deepEqual(
          findings.map(({ rule, range }) => [rule, range.start.line]),
          [["unreadable-table", 9]],
        );
        assert.match(
          findings[0]?.message ?? "",
          /data\/shop\/m\.csv: lines 3 and 4 have 2 and 4 values; the first line names 3 columns: id, v, at/,
        );
        const { code: failed, stderr } = await runHere(["preview", "thing_seen"], { cwd: test.folder });
        assert.equal(failed, 1);
        assert.match(stderr, /lines 3 and 4/);
      },
    ));

  it("name the byte of another encoding, and check everything else", () =>
    project(
      {
        "data/shop/m.csv": "id,v,at\n1,a,2025-01-01\n",
        "data/shop/bad.csv": Buffer.from("id,v,at\n1,caf\xe9,2025-01-01\n", "latin1"),
        "a.events.yml": seen.replace("o.v", "o.nope"),
        "b.events.yml": seen.replace("shop.m", "shop.bad").replace("thing_seen", "bad_seen"),
      },
      async (test) => {
        const { code, findings } = await test.check();
        assert.equal(code, 1);
        assert.deepEqual(findings.map(({ rule }) => rule).sort(), ["unknown-column", "unreadable-table"]);
        const unreadable = findings.find(({ rule }) => rule === "unreadable-table");
        assert.match(unreadable?.message ?? "", /data\/shop\/bad\.csv: line 2, byte 6 \(0xE9\) is no UTF-8/);
      },
    ));

  it("find unknown options and types, with what was meant", () =>
    project(
      {
        "data/shop/m.csv": "id,v,at\n1,a,2025-01-01\n",
        "eventspec.yml": settings.replace(
          "'shop.*': data/shop/*.csv",
          "shop.m: {path: data/shop/m.csv, delimm: ',', types: {id: strin}}",
        ),
      },
      async (test) => {
        const { stdout } = await runHere(["check"], { cwd: test.folder });
        assert.match(stdout, /delimm/);
        assert.match(stdout, /delim\b/);
        assert.match(stdout, /strin\b/);
      },
    ));

  it("are looked at again when they change, also when they can't be read for a while", () =>
    project({ "data/shop/m.csv": "id,v,at\n1,a,2025-01-01\n" }, async (test) => {
      assert.equal((await test.check()).code, 0);
      await test.write("data/shop/m.csv", "id,v,at\n1,a\n");
      assert.match((await test.check()).findings[0]?.message ?? "", /line 2 has 2 values/);
      await test.write("data/shop/m.csv", "id,v,at\n1,a,2025-01-01\n2,b,2025-01-01\n");
      assert.equal((await test.preview()).length, 2);
    }));
});
