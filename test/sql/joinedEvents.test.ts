import assert from "node:assert/strict";
import fc from "fast-check";
import { compile } from "../../server/src/sql/compile.ts";
import { joinChecks } from "../../server/src/sql/joinChecks.ts";
import { dialectNames, type ExpressionTypes, type Window } from "../../server/src/sql/types.ts";
import { duckDbSession, type Session } from "../support/goldenDuckDb.ts";
import { projectOf } from "../support/memoryProject.ts";

const minute = 60_000;
const start = Date.parse("2026-03-29T00:00:00Z");

interface Message {
  readonly id: number;
  readonly ticket: number | null;
  /** Minutes. */
  readonly at: number | null;
}

const joins = {
  last: "{event: question_asked, as: last, by: ticket}",
  first: "{event: question_asked, as: first, by: ticket, pick: first}",
  recent: "{event: question_asked, as: recent, by: ticket, within: 10 minutes}",
  early: "{event: question_asked, as: early, by: ticket, pick: first, within: 10 minutes}",
} as const;
type JoinName = keyof typeof joins;
const joinNames = Object.keys(joins) as JoinName[];

const specWith = (names: readonly JoinName[]) => `
from: answers
as: a
key: a.id
entities: {ticket: a.ticket}
join:
${names.map((name) => `  - ${joins[name]}\n`).join("")}
events:
  question_answered:
    at: a.said_at
    properties: {id: a.id, ${names.map((name) => `${name}: ${name}.id`).join(", ")}}
---
from: questions
as: q
key: q.id
entities: {ticket: q.ticket}
events:
  question_asked:
    at: q.said_at
    properties: {id: q.id}
`;
const projectWith = (names: readonly JoinName[]) =>
  projectOf({ "eventspec.yml": "eventspec: 1\nname: p\n", "a.events.yml": specWith(names) });
const spellings: Readonly<Record<string, string>> = {
  ...{ "a.id": "bigint", "q.id": "bigint", "q.ticket": "bigint" },
};
/** Of the answers' tickets, and of all times. */
interface Types {
  readonly ticket: "varchar" | "bigint";
  readonly time: "timestamptz" | "timestamp";
}
const typesWith =
  ({ ticket, time }: Types): ExpressionTypes =>
  (_, sql) => {
    const spelling = sql === "a.ticket" ? ticket : sql.endsWith(".said_at") ? time : spellings[sql];
    return spelling === undefined ? undefined : { spelling, dialect: "duckdb" };
  };
const types = typesWith({ ticket: "varchar", time: "timestamptz" });

const messages = fc
  .array(
    fc.record({
      ticket: fc.option(fc.integer({ min: 1, max: 3 })),
      at: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 6 }),
    }),
    { maxLength: 12 },
  )
  .map((list) => list.map((one, id): Message => ({ id, ...one })));

const moment = (minutes: number) => new Date(start + minutes * minute).toISOString();

async function fill(
  session: Session,
  table: string,
  { ticket: type, time }: Types,
  rows: readonly Message[],
): Promise<void> {
  await session.run(`create or replace table ${table} (id bigint, ticket ${type}, said_at ${time})`);
  for (const { id, ticket, at } of rows)
    await session.run(
      `insert into ${table} values (${id}, ${ticket === null ? "null" : `'${ticket}'`}, ${at === null ? "null" : `'${moment(at)}'`})`,
    );
}

/** In the order of their times, then keys. */
function asked(questions: readonly Message[], answer: Message, within = Number.POSITIVE_INFINITY): number[] {
  const { at } = answer;
  if (at === null || answer.ticket === null) return [];
  return questions
    .flatMap((one) =>
      one.at !== null && one.ticket === answer.ticket && one.at <= at && one.at >= at - within
        ? [{ id: one.id, at: one.at }]
        : [],
    )
    .sort((one, other) => one.at - other.at || one.id - other.id)
    .map(({ id }) => id);
}

describe("joined events", function () {
  this.timeout(60_000);

  it("are those that a plain computation finds, whatever the window", async () => {
    const session = await duckDbSession();
    const windows = fc.constantFrom<Window>(
      {},
      { since: moment(12) },
      { since: moment(5), until: moment(25) },
      { until: moment(20) },
    );
    const someTypes = fc.record<Types>({
      ticket: fc.constantFrom("varchar", "bigint"),
      time: fc.constantFrom("timestamptz", "timestamp"),
    });
    const someJoins = fc.subarray(joinNames, { minLength: 1 });
    try {
      await fc.assert(
        fc.asyncProperty(
          messages,
          messages,
          windows,
          someJoins,
          someTypes,
          async (questions, answers, window, names, kinds) => {
            const project = await projectWith(names);
            await fill(session, "questions", { ...kinds, ticket: "bigint" }, questions);
            await fill(session, "answers", kinds, answers);
            const { relations, findings } = compile(project, {
              ...{ dialect: "duckdb", layout: "per_event", events: ["question_answered"] },
              ...{ now: moment(35), window, types: typesWith(kinds) },
            });
            assert.deepEqual(findings, []);
            const sql = `select id, ${names.join(", ")} from (${relations[0]?.sql}) order by id`;
            const [since, until] = [window.since ?? "", window.until ?? "9"];
            const expected = answers.flatMap((answer) => {
              if (answer.at === null || answer.at > 35) return [];
              if (moment(answer.at) < since || moment(answer.at) >= until) return [];
              const all = asked(questions, answer);
              const near = asked(questions, answer, 10);
              const found = { last: all.at(-1), first: all[0], recent: near.at(-1), early: near[0] };
              return [[answer.id, ...names.map((name) => found[name])].map((id) => id ?? null)];
            });
            const rows = await session.rows(sql);
            assert.deepEqual(
              rows.map((row) =>
                Object.values(row as object).map((cell) => (cell === null ? null : Number(cell))),
              ),
              expected,
            );
          },
        ),
        { numRuns: 100 },
      );
    } finally {
      await session.close();
    }
  });

  it("find one row at most by themselves, so no check asks for it", async () => {
    const project = await projectWith(joinNames);
    const [event] = project.eventsByName.get("question_answered") ?? [];
    assert.ok(event);
    assert.deepEqual(joinChecks(project, event, "duckdb", { types }), []);
  });

  it("read no more of the other event than the window and `within` reach", async () => {
    const bounds = async (names: readonly JoinName[]) => {
      const { relations } = compile(await projectWith(names), {
        ...{ dialect: "duckdb", layout: "per_event", events: ["question_answered"] },
        ...{ now: moment(35), window: { since: moment(20), until: moment(30) }, types },
      });
      const found = (relations[0]?.sql ?? "").matchAll(/q\.said_at (<|>=) timestamptz '([^']*)'/g);
      return [...found].map(([, sign, bound]) => `${sign} ${bound}`);
    };
    const until = "< 2026-03-29 00:30:00+00";
    const since = ">= 2026-03-29 00:10:00+00";
    assert.deepEqual(await bounds(["last"]), [until]);
    assert.deepEqual(await bounds(["recent", "early"]), [since, until]);
    assert.deepEqual(await bounds(["recent", "first"]), [until]);
  });

  it("are read once, however often they are joined", async () => {
    for (const dialect of dialectNames) {
      const { relations } = compile(await projectWith(joinNames), {
        ...{ dialect, layout: "per_event", events: ["question_answered"], now: moment(35), types },
      });
      assert.equal(relations[0]?.sql.split("questions as q").length, 2, dialect);
    }
  });
});
