/** What a preview's rows say of an event. */
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { EventProfile } from "../../proof/profile/types.ts";
import type { Cell, QueryResult } from "../../warehouse/types.ts";
import { columnLogic, type KeptFacts, logicOf } from "./facts.ts";

/** Distinct values that are kept of each column. */
const kept = 5;

/** Facts of an event from its sample rows, personal columns left out; `whole`: the rows are all there are. */
export function factsFrom(
  project: Project,
  event: ProjectEvent,
  result: QueryResult,
  personal: ReadonlySet<string>,
  whole: boolean,
): KeptFacts {
  const samples = new Map<string, readonly string[]>();
  result.columns.forEach(({ name }, index) => {
    if (!personal.has(name)) samples.set(name, distinct(result.rows.map((row) => row[index])));
  });
  const nulls = new Map<string, number>();
  result.columns.forEach(({ name }, index) => {
    const missing = result.rows.filter((row) => (row[index] ?? null) === null).length;
    if (missing > 0) nulls.set(name, missing / result.rows.length);
  });
  const times = samplesOf(result, "occurred_at").sort();
  const last = times.at(-1);
  return {
    ...(whole ? { count: result.rows.length, ...(last === undefined ? {} : { lastAt: last }) } : {}),
    samples,
    nulls,
    logic: logicOf(project, event),
    columns: columnLogic(project, event),
  };
}

/** The same with what a profile of all rows says; of personal columns only how many values are missing. */
export function withProfile(
  facts: KeptFacts,
  { events, last, columns }: EventProfile,
  personal: ReadonlySet<string>,
): KeptFacts {
  const missing = columns.filter(({ nulls }) => nulls > 0);
  return {
    ...facts,
    count: events,
    ...(last === undefined ? {} : { lastAt: last }),
    nulls: new Map(missing.map(({ name, nulls }) => [name, nulls / events])),
    profiles: new Map(
      columns.filter(({ name }) => !personal.has(name)).map((column) => [column.name, column]),
    ),
  };
}

function samplesOf(result: QueryResult, column: string): string[] {
  const index = result.columns.findIndex(({ name }) => name === column);
  return result.rows.flatMap((row) => (typeof row[index] === "string" ? [row[index]] : []));
}

function distinct(cells: readonly (Cell | undefined)[]): string[] {
  const found = new Set<string>();
  for (const cell of cells) {
    if (cell === null || cell === undefined) continue;
    found.add(typeof cell === "object" ? JSON.stringify(cell) : String(cell));
    if (found.size === kept) break;
  }
  return [...found];
}
