import assert from "node:assert/strict";
import type { Project } from "../../server/src/project/types.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { incrementScripts } from "../../server/src/sql/incrementScript.ts";
import { besideUnknownTimes } from "../support/golden.ts";
import { asSet, duckDbSession, type Session } from "../support/goldenDuckDb.ts";
import { idTypes } from "../support/idTypes.ts";
import { projectOf } from "../support/memoryProject.ts";

const specOf = (events: string) =>
  projectOf({
    "eventspec.yml": "eventspec: 1\nname: p\n",
    "a.events.yml": `from: deals\nas: d\nkey: d.id\nevents:\n${events}`,
  });

const oldProject = () =>
  specOf(`  deal_created: {at: d.moved_at}
  deal_over: {at: d.moved_at, where: d.id > 1}
  first_created: {at: d.moved_at, once_per: d.stage}
  moved: {at: d.moved_at, variants: {by: d.stage, names: {a: was_a, b: was_b}}}
`);

const newProject = () =>
  specOf(`  deal_opened: {at: d.moved_at, formerly: [deal_created, deal_begun]}
  deal_over: {at: d.moved_at, where: d.id > 1}
  first_opened: {at: d.moved_at, once_per: d.stage, formerly: [first_created]}
  moved: {at: d.moved_at, variants: {by: d.stage, names: {a: {event: is_a, formerly: [was_a]}, b: was_b}}}
`);

const options = { dialect: "duckdb", layout: "narrow", types: idTypes() } as const;

async function withDeals<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const session = await duckDbSession();
  try {
    const rows =
      "(1, 'a', timestamp '2026-01-01'), (2, 'b', timestamp '2026-01-02'), (3, 'a', timestamp '2026-01-03')";
    await session.run(`create table deals as select * from (values ${rows}) as t(id, stage, moved_at)`);
    return await work(session);
  } finally {
    session.close();
  }
}

const sqlOf = (project: Project) => {
  const { relations, findings } = compile(project, options);
  assert.deepEqual(besideUnknownTimes(findings), []);
  return relations[0]?.sql ?? "";
};

describe("former names", () => {
  it("leave ids as they were before the event was renamed", () =>
    withDeals(async (session) => {
      const ids = async (project: Project) =>
        asSet(await session.rows(`select event_id, source_key from (${sqlOf(project)})`));
      assert.deepEqual(await ids(await newProject()), await ids(await oldProject()));
    }));

  it("leave nothing behind in a table that is kept by increments", () =>
    withDeals(async (session) => {
      for (const project of [await oldProject(), await newProject()]) {
        const { scripts, findings } = incrementScripts(project, options);
        assert.deepEqual(besideUnknownTimes(findings), []);
        for (const statement of scripts.flatMap(({ statements }) => statements)) await session.run(statement);
      }
      assert.deepEqual(
        asSet(await session.rows("select event_id, event from events")),
        asSet(await session.rows(`select event_id, event from (${sqlOf(await newProject())})`)),
      );
    }));
});
