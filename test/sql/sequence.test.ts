import assert from "node:assert/strict";
import fc from "fast-check";
import type { Project } from "../../server/src/project/types.ts";
import { compile } from "../../server/src/sql/compile.ts";
import type { ExpressionTypes } from "../../server/src/sql/types.ts";
import { duckDbSession, type Session } from "../support/goldenDuckDb.ts";
import { projectOf } from "../support/memoryProject.ts";

const minute = 60_000;
const start = Date.parse("2026-03-29T00:00:00Z");

interface View {
  readonly id: number;
  readonly visitor: string | null;
  /** Minutes. */
  readonly at: number | null;
  readonly page: string;
}

const spec = `
from: views
as: v
key: v.id
where: v.page <> 'robots'
sequence: {per: v.visitor, gap: 30 minutes}
events:
  page_viewed:
    at: v.seen_at
    properties:
      id: v.id
      page: v.page
      before: previous.page
      after: next.page
      before_at: epoch_ms(previous.at)
      same: previous.page is not distinct from v.page
      number: sequence.number
      session: sequence.session
      session_at: epoch_ms(sequence.session_at)
      in_session: sequence.number_in_session
  page_changed:
    at: v.seen_at
    changes: {value: v.page, per: v.visitor}
    properties: {id: v.id, was: previous.value, becomes: next.value, minutes: "datediff('minute', event.at, next.at)"}
`;
const spellings: Readonly<Record<string, string>> = {
  "v.id": "bigint",
  "v.seen_at": "timestamptz",
  "v.visitor": "varchar",
  "v.page": "varchar",
};
const types: ExpressionTypes = (_, sql) => {
  const spelling = spellings[sql];
  return spelling === undefined ? undefined : { spelling, dialect: "duckdb" };
};

type Known = View & { readonly at: number };

/** By time, then key. */
function ordered(views: readonly View[]): Known[] {
  return views
    .filter((view): view is Known => view.at !== null && view.page !== "robots")
    .sort((a, b) => a.at - b.at || a.id - b.id);
}

/** What the spec says, without SQL. */
function viewed(views: readonly View[]) {
  const rows = ordered(views);
  return rows.map((view) => {
    const own = view.visitor === null ? [view] : rows.filter(({ visitor }) => visitor === view.visitor);
    const place = own.indexOf(view);
    const [before, after] = view.visitor === null ? [] : [own[place - 1], own[place + 1]];
    const starts = own.filter((one, at) => at === 0 || one.at - (own[at - 1]?.at ?? 0) > 30);
    const session = starts.findLastIndex((one) => own.indexOf(one) <= place);
    const began = starts[session] ?? view;
    const known = <T>(value: T) => (view.visitor === null ? null : value);
    return {
      id: view.id,
      page: view.page,
      before: before?.page ?? null,
      after: after?.page ?? null,
      before_at: before ? start + before.at * minute : null,
      same: (before?.page ?? null) === view.page,
      number: known(place + 1),
      session: known(session + 1),
      session_at: known(start + began.at * minute),
      in_session: known(place - own.indexOf(began) + 1),
    };
  });
}

function changed(views: readonly View[]) {
  const changes = ordered(views).filter((view, at, rows) => {
    const before = rows.slice(0, at).findLast(({ visitor }) => visitor === view.visitor);
    return before?.page !== view.page;
  });
  return changes.map((view) => {
    const own = view.visitor === null ? [] : changes.filter(({ visitor }) => visitor === view.visitor);
    const place = own.indexOf(view);
    const [before, after] = [place < 1 ? undefined : own[place - 1], place < 0 ? undefined : own[place + 1]];
    return {
      id: view.id,
      was: before?.page ?? null,
      becomes: after?.page ?? null,
      minutes: after ? after.at - view.at : null,
    };
  });
}

async function eventsOf(session: Session, project: Project, name: string, since?: string) {
  const { relations, findings } = compile(project, {
    dialect: "duckdb",
    layout: "narrow",
    events: [name],
    now: "2027-01-01T00:00:00Z",
    types,
    ...(since !== undefined && { window: { since } }),
  });
  assert.deepEqual(findings, []);
  const rows = await session.rows(`select properties from (${relations[0]?.sql})`);
  return rows
    .map(({ properties }) => JSON.parse(String(properties)) as { id: number })
    .sort((a, b) => a.id - b.id);
}

const byId = <T extends { readonly id: number }>(rows: readonly T[]) => rows.toSorted((a, b) => a.id - b.id);

const someViews = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 40 }),
    visitor: fc.constantFrom("a", "b", "B", null),
    // Minutes apart like the gap, and the same ones twice.
    at: fc.option(
      fc.integer({ min: 0, max: 8 }).map((steps) => steps * 15 + (steps % 3)),
      { freq: 8 },
    ),
    page: fc.constantFrom("/", "/plans", "robots"),
  }),
  { selector: ({ id }) => id, maxLength: 14 },
);

describe("sequences", function () {
  this.timeout(60_000);

  it("give what a plain computation gives, whatever the window", async () => {
    const project = await projectOf({ "eventspec.yml": "eventspec: 1\nname: p\n", "a.events.yml": spec });
    const session = await duckDbSession();
    try {
      await fc.assert(
        fc.asyncProperty(someViews, fc.integer({ min: 0, max: 120 }), async (views, since) => {
          await session.run(
            "create or replace table views (id bigint, visitor varchar, seen_at timestamptz, page varchar)",
          );
          for (const { id, visitor, at, page } of views) {
            const time = at === null ? "null" : `'${new Date(start + at * minute).toISOString()}'`;
            const who = visitor === null ? "null" : `'${visitor}'`;
            await session.run(`insert into views values (${id}, ${who}, ${time}, '${page}')`);
          }
          assert.deepEqual(await eventsOf(session, project, "page_viewed"), byId(viewed(views)));
          assert.deepEqual(await eventsOf(session, project, "page_changed"), byId(changed(views)));
          const from = new Date(start + since * minute).toISOString();
          const late = new Set(views.flatMap(({ id, at }) => (at !== null && at >= since ? [id] : [])));
          const inWindow = byId(viewed(views)).filter(({ id }) => late.has(id));
          assert.deepEqual(await eventsOf(session, project, "page_viewed", from), inWindow);
        }),
        { numRuns: 60 },
      );
    } finally {
      session.close();
    }
  });
});
