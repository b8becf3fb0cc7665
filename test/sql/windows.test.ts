import assert from "node:assert/strict";
import fc from "fast-check";
import { withCatalog } from "../../server/src/project/updateFile.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { planProject } from "../../server/src/sql/plan/planProject.ts";
import type { CompileOptions, ExpressionTypes } from "../../server/src/sql/types.ts";
import { type GoldenCase, goldenCases, goldenProject } from "../support/golden.ts";
import { asSet, duckDbSession } from "../support/goldenDuckDb.ts";
import { columnType } from "../support/goldenStatements.ts";
import { idTypes } from "../support/idTypes.ts";

const times = [
  "2025-12-31T22:59:59Z",
  "2026-01-01T00:00:00Z",
  "2026-01-02T00:00:00Z",
  "2026-03-29T01:00:00Z",
];
const moments = fc.oneof(
  fc.constantFrom(...times),
  fc
    .date({ min: new Date("1890-01-01"), max: new Date("2028-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString()),
);

/** Every query of a case that is about all of its events. */
function wholeQueries(golden: GoldenCase): Omit<CompileOptions, "dialect">[] {
  return golden.queries
    .map(({ options }) => options)
    .filter(({ window, layout }) => window === undefined && layout !== "per_event");
}

describe("windows", function () {
  this.timeout(60_000);

  for (const golden of goldenCases()) {
    it(`of any split are the whole of ${golden.name}`, async () => {
      const session = await duckDbSession(golden.tables);
      const project = await goldenProject(golden, "duckdb");
      const rowsOf = async (options: Omit<CompileOptions, "dialect">) => {
        const { relations } = compile(project, { ...options, dialect: "duckdb" });
        const rows = await Promise.all(relations.map(({ sql }) => session.rows(sql)));
        return rows.flat();
      };
      const wholes = await Promise.all(
        wholeQueries(golden).map(async (options) => ({ options, whole: asSet(await rowsOf(options)) })),
      );
      try {
        await fc.assert(
          fc.asyncProperty(fc.array(moments, { maxLength: 3 }), async (cuts) => {
            const bounds = [undefined, ...[...new Set(cuts)].sort(), undefined];
            const windows = bounds.slice(1).map((until, at) => {
              const since = bounds[at];
              return { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
            });
            for (const { options, whole } of wholes) {
              const rows = [];
              for (const window of windows) rows.push(...(await rowsOf({ ...options, window })));
              assert.deepEqual(asSet(rows), whole);
            }
          }),
          { numRuns: 5 },
        );
      } finally {
        session.close();
      }
    });

    it(`and the events of ${golden.name} are the same one by one`, async () => {
      const session = await duckDbSession(golden.tables);
      const project = await goldenProject(golden, "duckdb");
      const shared = { dialect: "duckdb", layout: "narrow", now: "2027-01-01T00:00:00Z" } as const;
      try {
        const rowsOf = async (options: CompileOptions) => {
          const { relations } = compile(project, options);
          const rows = await Promise.all(relations.map(({ sql }) => session.rows(sql)));
          return rows.flat().map(({ event_id, event, occurred_at, properties }) => ({
            ...{ event_id, event, occurred_at, properties },
          }));
        };
        // An event that may bear its own name beside others is all of them by it, and documents that give one event share its name.
        const names = new Set(
          project.events
            .filter(({ enabled }) => enabled)
            .flatMap(({ name, names }) => (names.includes(name) ? [name] : names)),
        );
        const alone = [];
        for (const name of names) alone.push(...(await rowsOf({ ...shared, events: [name] })));
        assert.deepEqual(asSet(alone), asSet(await rowsOf({ ...shared, events: [...names] })));
      } finally {
        session.close();
      }
    });

    it(`and the events of ${golden.name} whose times have no zone are the same when no type is known but those of ids`, async () => {
      const session = await duckDbSession(golden.tables);
      const project = await goldenProject(golden, "duckdb");
      const untyped = withCatalog(project, { tables: [], known: false });
      const types: ExpressionTypes = (event, sql) => {
        const name = sql.split(".").at(-1)?.replaceAll('"', "");
        const column = golden.tables.flatMap(({ columns }) => columns).find((one) => one.name === name);
        return column && idTypes(columnType(column, "duckdb"))(event, sql);
      };
      const shared = { dialect: "duckdb", layout: "narrow", now: "2027-01-01T00:00:00Z", types } as const;
      const moments = new Set(
        planProject(project, { dialect: "duckdb", layout: "narrow" })
          .plan.relations.flatMap(({ scans }) => scans.flatMap(({ events }) => events))
          .filter(({ at }) => at.expression.type?.kind === "instant")
          .flatMap(({ name, variants }) => [name, ...(variants?.names ?? []).map((one) => one.event)]),
      );
      const times = async (which: typeof project) => {
        const rows = await Promise.all(compile(which, shared).relations.map(({ sql }) => session.rows(sql)));
        const naive = rows.flat().filter(({ event }) => !moments.has(String(event)));
        return asSet(naive.map(({ event, occurred_at }) => ({ event, occurred_at })));
      };
      try {
        assert.deepEqual(await times(untyped), await times(project));
      } finally {
        session.close();
      }
    });
  }
});
