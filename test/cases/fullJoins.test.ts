import assert from "node:assert/strict";
import { problemsIn, runIn } from "../support/inProject.ts";
import { overFiles, previewJson } from "../support/previews.ts";

const data = {
  "data/crm.csv":
    "license_id,plan,created_at\nA,pro,2026-01-01 10:00:00\nB,free,2026-01-02 10:00:00\n,odd,2026-01-03 10:00:00\n",
  "data/old.csv":
    "licence_no,plan,started_at\nB,old,2025-01-02 10:00:00\nC,old,2025-02-02 10:00:00\n,odd,2025-03-02 10:00:00\n",
  "data/seats.csv": "license_id,seats\nC,3\nD,4\nA,9\n",
};

const three = `from:
  full: [crm, {table: old, as: legacy, using: licence_no}, seats]
  using: license_id
`;

function spec(more = "", from = three): string {
  return `${from}as: l
key: [l.license_id, crm.plan, legacy.plan]
entities: {license: l.license_id}
events:
  license_known:
    at: coalesce(crm.created_at, legacy.started_at, timestamp '2024-01-01 00:00:00')
    properties: {plan: "coalesce(crm.plan, legacy.plan)", was_legacy: l.in_legacy, seats: seats.seats}
${more}`;
}

const files = (text: string, more: Readonly<Record<string, string>> = {}) => ({
  "eventspec.yml": overFiles("entities: {license: {}}\n"),
  "a.events.yml": text,
  ...data,
  ...more,
});

const run = (args: readonly string[], text: string, more?: Readonly<Record<string, string>>) =>
  runIn(files(text, more), args);

const problems = (text: string) => problemsIn(files(text));

describe("tables side by side", () => {
  it("are rows of each, with the key of whichever table has it, and whether one has it", async () => {
    const { rows } = await previewJson(files(spec()), ["license_known"]);
    const seen = rows.map((row) => [
      row.license_id,
      row.plan,
      row.was_legacy,
      row.seats && Number(row.seats),
    ]);
    assert.deepEqual(
      seen.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
      [
        ["A", "pro", false, 9],
        ["B", "free", true, null],
        ["C", "old", true, 3],
        ["D", null, false, 4],
        [null, "odd", false, null],
        [null, "odd", true, null],
      ],
    );
  });

  it("are checked without a finding", async () => assert.deepEqual(await problems(spec()), []));

  it("say what each lacks, where rows went", async () => {
    const { stdout } = await run(["preview", "license_known"], spec());
    assert.match(stdout, /`crm` has 3 of 6/);
    assert.match(stdout, /`legacy` has 3 of 6/);
  });

  it("are read beside a sub-query whose own tables have their names", async () => {
    const text = spec(
      `      others: (select count(*) from seats as crm where crm.license_id = l.license_id)\n`,
    )
      .replace("properties: {plan", "properties:\n      plan")
      .replace(/plan: "(.*)", was_legacy: l.in_legacy, seats: seats.seats}/, "plan: $1");
    const { rows } = await previewJson(files(text), ["license_known"]);
    const others = rows.map(({ license_id, others }) => [license_id, Number(others)]);
    assert.deepEqual(others.filter(([name]) => name !== null).sort(), [
      ["A", 1],
      ["B", 0],
      ["C", 1],
      ["D", 1],
    ]);
  });

  it("fail the test of a table that has a key twice", async () => {
    const twice = { "data/seats.csv": "license_id,seats\nC,3\nC,4\n,1\n,2\n" };
    const { stdout, code } = await run(["test"], spec(), twice);
    assert.equal(code, 1);
    assert.match(stdout, /full join seats has each key at most once/);
    assert.match(stdout, /1 additional row/);
    assert.doesNotMatch((await run(["test"], spec())).stdout, /full join/);
  });

  it("stand in examples, whose rows must have the keys", async () => {
    const given = (rows: string) => `    examples:
      - given:
          crm: [{license_id: X, plan: pro, created_at: 2026-01-01 10:00}]
          old: [${rows}]
        expect: [{license_id: X, was_legacy: true}, {license_id: Y, plan: free}]
`;
    const rows =
      "{licence_no: X, plan: free, started_at: 2025-01-01 10:00}, {licence_no: Y, plan: free, started_at: 2025-01-01 10:00}";
    const right = await run(["test", "--only", "examples"], spec(given(rows)));
    assert.equal(right.code, 0, right.stdout);
    const wrong = await run(
      ["test", "--only", "examples"],
      spec(given(rows.replace(/licence_no: ., /g, ""))),
    );
    assert.match(wrong.stdout, /`from.using` uses licence_no, which no given row of old has/);
  });

  const wrong = {
    "a column that a table lacks": [
      three.replace(", using: licence_no", ""),
      'ill-fitting-full-join: old has no column "license_id"',
    ],
    "keys of two types": [
      three.replace("using: license_id", "using: plan").replace("licence_no", "started_at"),
      "ill-fitting-full-join: ",
    ],
    "a table alone": ["from: {full: [crm], using: license_id}\n", "A full join needs two tables."],
    "keys of another number": [
      three.replace("using: licence_no", "using: [licence_no, plan]"),
      '"legacy" gives 2 columns for the 1 of `using`.',
    ],
    "no shared column": [
      three.replace("  using: license_id\n", ""),
      '"full" means something only beside "using"',
    ],
    "a name that stands for two things": [
      three.replace("as: legacy", "as: l"),
      'The name "l" stands for two things here.',
    ],
    "a full join in a join": [
      "from: crm\njoin: [{from: {full: [crm, old], using: plan}, as: legacy, on: true}]\n",
      'has no key "full"',
    ],
    "the shared key without its alias": [`${three}where: in_legacy\n`, 'There is no column "in_legacy".'],
  } as const;

  for (const [what, [from, message]] of Object.entries(wrong))
    it(`finds ${what}`, async () => {
      const found = await problems(spec("", from));
      assert.ok(
        found.some((one) => one.includes(message)),
        found.join("\n"),
      );
    });
});

describe("a query beside a table", () => {
  const query = "select licence_no as id, plan, max(started_at) as started_at from o group by 1, 2";
  const from = (sql: string, more = "") =>
    `from:\n  full: [crm, {sql: "${sql}", tables: {o: old}, as: legacy, using: id${more}}]\n  using: license_id\n`;
  const text = (sql = query, more = "") =>
    spec("", from(sql, more)).replace(", seats: seats.seats", "").replace("legacy.plan]", "legacy.plan]");

  it("is a row of its own, or the partner of one, whose columns its select list tells", async () => {
    assert.deepEqual(await problems(text()), []);
    const { rows } = await previewJson(files(text()), ["license_known"]);
    const seen = rows.map((row) => [row.license_id, row.plan, row.was_legacy]);
    assert.deepEqual(
      seen.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
      [
        ["A", "pro", false],
        ["B", "free", true],
        ["C", "old", true],
        [null, "odd", false],
        [null, "odd", true],
      ],
    );
  });

  it("takes the rows of an example for the tables that it names", async () => {
    const example = `    examples:
      - given:
          o: [{licence_no: X, plan: free, started_at: 2025-01-01 10:00}]
        expect: [{license_id: X, plan: free, was_legacy: true}]
`;
    const { stdout, code } = await run(["test", "--only", "examples"], text() + example);
    assert.equal(code, 0, stdout);
  });

  it("fails the test when it has a key twice", async () => {
    const twice = query.replace("max(started_at) as started_at", "started_at").replace(" group by 1, 2", "");
    const { stdout } = await run(["test"], text(twice), {
      "data/old.csv": `${data["data/old.csv"]}B,old,2025-01-02 10:00:00\n`,
    });
    assert.match(stdout, /full join legacy has each key at most once/);
  });

  const wrong = {
    "a key that it does not give": [
      text(query.replace("as id", "as licence")),
      'ill-fitting-full-join: "legacy" has no column "id".',
    ],
    "a column that it does not give": [
      text().replace("legacy.started_at", "legacy.began_at"),
      'unknown-column: There is no column "began_at" in "legacy".',
    ],
    "a key of another type, once": [
      text(query.replace("licence_no as id", "42 as id")),
      "type-mismatch: files: Cannot mix values of type VARCHAR and INTEGER",
    ],
    "a query without a name": [text().replace("as: legacy, ", ""), '"sql" '],
    "a query that writes": [text("delete from o"), "statement-in-expression: "],
    "a table beside the query": [text(query, ", table: old"), 'has both "sql" and "table"'],
  } as const;
  for (const [what, [spec, message]] of Object.entries(wrong))
    it(`finds ${what}`, async () => {
      const found = await problems(spec);
      assert.equal(found.filter((one) => one.includes(message)).length, 1, found.join("\n"));
    });

  it("says what nobody knows without a connection: the type of its keys", async () => {
    const unconnected = { ...files(text()), "eventspec.yml": "eventspec: 1\nentities: {license: {}}\n" };
    const { stdout, stderr } = await runIn(unconnected, ["compile", "license_known", "--dialect", "duckdb"]);
    assert.match(stdout + stderr, /Part 1 of the key has no known type/);
  });
});

describe("a source's keys that mean nothing beside others", () => {
  it("are found", async () => {
    const from = "from: {sql: select * from crm, tables: {crm: crm}, except: [plan], relation: src}\n";
    const found = await problems(spec("", from));
    for (const key of ["except", "relation"])
      assert.ok(
        found.includes(`missing-key: "${key}" means something only beside "union".`),
        found.join("\n"),
      );
  });
});
