/** The query that counts where rows went, for each event of a golden case. */
import assert from "node:assert/strict";
import { projectWith } from "../../server/src/project/projectWith.ts";
import type { Project } from "../../server/src/project/types.ts";
import { compile } from "../../server/src/sql/compile.ts";
import { type FunnelCounts, type FunnelQuery, funnelQuery } from "../../server/src/sql/funnel/funnelQuery.ts";
import { streamQuery } from "../../server/src/sql/funnel/streamQuery.ts";
import type { CompileOptions, DialectName } from "../../server/src/sql/types.ts";
import type { Connection } from "../../server/src/warehouse/types.ts";
import { never } from "./connections.ts";
import { type GoldenCase, goldenProject } from "./golden.ts";

const bounded = { limit: 1000, timeoutMs: 60_000 };

interface GoldenFunnel {
  readonly event: string;
  /** The project with this event alone. */
  readonly alone: Project;
  readonly options: CompileOptions;
  readonly query: FunnelQuery;
}

/** One for each event that is switched on. */
export async function goldenFunnels(golden: GoldenCase, dialect: DialectName): Promise<GoldenFunnel[]> {
  const project = await goldenProject(golden, dialect);
  const now = golden.queries[0]?.options.now;
  const real = project.events.filter(({ definition }) => definition.proposed === undefined);
  return real.flatMap((event) => {
    const alone = projectWith(project, event);
    const options: CompileOptions = {
      dialect,
      layout: "wide",
      events: [event.name],
      ...(now !== undefined && { now }),
    };
    const query = funnelQuery(alone, options);
    if (!query) return [];
    assert.ok("sql" in query, `${golden.name}, ${event.name}: ${JSON.stringify(query)}`);
    return [{ event: event.name, alone, options, query }];
  });
}

/** Runs each, and holds the numbers of its last step against the events themselves. Out: the counts by event. */
export async function runGoldenFunnels(
  golden: GoldenCase,
  connection: Connection,
): Promise<Record<string, FunnelCounts>> {
  const found: Record<string, FunnelCounts> = {};
  for (const { event, alone, options, query } of await goldenFunnels(golden, connection.dialect)) {
    const { rows } = await connection.run(query.sql, bounded, never());
    const counts = query.read(rows[0] ?? []);
    const [relation] = compile(alone, options).relations;
    const events = await connection.run(relation?.sql ?? "", bounded, never());
    const ids = events.rows.map(([id]) => id);
    assert.deepEqual(
      { events: counts.ids.events, ids: counts.ids.ids },
      { events: ids.length, ids: new Set(ids).size },
      `${golden.name}, ${event}`,
    );
    found[event] = counts;
  }
  return found;
}

/** Runs the count of each stream that a case asks for, and holds it against the stream's rows. */
export async function runGoldenStreams(golden: GoldenCase, connection: Connection): Promise<void> {
  const { dialect } = connection;
  const project = await goldenProject(golden, dialect);
  for (const { name, options } of golden.queries.filter((query) => query.options.stream !== undefined)) {
    const query = streamQuery(project, { ...options, dialect });
    assert.ok(query, `${golden.name}, ${name}`);
    const { rows } = await connection.run(query.sql, bounded, never());
    const { events, repeatedRows, nobodys = 0 } = query.read(rows[0] ?? []);
    const [relation] = compile(project, { ...options, dialect }).relations;
    const found = await connection.run(relation?.sql ?? "", bounded, never());
    const ids = new Set(found.rows.map(([id]) => id)).size;
    const isActivity = relation?.layout === "activity_schema";
    assert.deepEqual(
      { events, isRepeated: repeatedRows > 0, hasNobodys: nobodys > 0 },
      { events: found.rows.length, isRepeated: ids < found.rows.length, hasNobodys: isActivity },
      `${golden.name}, ${name}`,
    );
  }
}
