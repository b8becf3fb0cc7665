import assert from "node:assert/strict";
import { compile } from "../../server/src/sql/compile.ts";
import { duckDbSession } from "../support/goldenDuckDb.ts";
import { idTypes } from "../support/idTypes.ts";
import { projectOf } from "../support/memoryProject.ts";

const deals = (otherwise: string) => `
from: deals
as: d
key: d.id
events:
  deal_moved: {at: d.moved_at, variants: {by: d.stage, names: {won: deal_won, lost: deal_lost}${otherwise}}}
`;

async function run(spec: string, rows: string) {
  const project = await projectOf({ "eventspec.yml": "eventspec: 1\nname: p\n", "a.events.yml": spec });
  const session = await duckDbSession();
  try {
    await session.run(`create table deals as select * from (values ${rows}) as t(id, stage, moved_at)`);
    return await session.rows(
      compile(project, { dialect: "duckdb", layout: "narrow", types: idTypes() }).relations[0]?.sql ?? "",
    );
  } finally {
    session.close();
  }
}

describe("a value without a variant", () => {
  const won = "(1, 'won', timestamp '2026-01-01')";

  it("is left out of the rows, whatever is to be said of it", async () => {
    const strange = `${won}, (2, 'it''s open', timestamp '2026-01-01'), (3, null, timestamp '2026-01-01')`;
    for (const otherwise of ["", ", otherwise: fail", ", otherwise: skip"])
      assert.equal((await run(deals(otherwise), strange)).length, 1, otherwise);
  });
});

describe("a time that is a text", () => {
  it("is read, so that a column with nothing in it does no harm", async () => {
    const spec = "from: deals\nas: d\nkey: d.id\nevents:\n  deal_moved: {at: d.moved_at}\n";
    assert.equal((await run(spec, "(1, 'a', null::varchar), (2, 'b', '2026-01-01 10:00:00')")).length, 1);
  });
});
