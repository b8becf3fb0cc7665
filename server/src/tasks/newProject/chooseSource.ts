/** Which table the first events of a project are of: the one that suggests the surest. */
import { occurrencesOf } from "../../project/proposedEvents.ts";
import type { Table } from "../../project/types.ts";
import { pathFor } from "../suggest/specText.ts";
import { type Around, suggestEvents } from "../suggest/suggestEvents.ts";
import type { Suggestion } from "../suggest/types.ts";

/** Tables that are looked into at most. */
const mostTables = 12;

/**
 * The best of tables that have a time: one with a time in every row and another key in each, else the first. Without a connection the
 * columns' names decide alone. `undefined` where no table has a time.
 */
export async function chooseSource(
  tables: readonly Table[],
  around: Omit<Around, "file">,
  signal: AbortSignal,
): Promise<Suggestion | undefined> {
  const found: Suggestion[] = [];
  const likely = tables.filter((table) => occurrencesOf(table).length > 0);
  for (const table of likely.sort((a, b) => promise(b) - promise(a)).slice(0, mostTables)) {
    const suggestion = await suggestEvents(table, { ...around, file: pathFor(table) }, signal);
    if (suggestion?.events.some(({ at }) => at)) found.push(suggestion);
  }
  return found.sort((a, b) => merit(b) - merit(a))[0];
}

/** What dbt builds for people comes before what it builds that of. */
function promise({ reference, dbt }: Table): number {
  return (reference?.startsWith("ref(") ? 1 : 0) - (dbt?.deprecatedOn === undefined ? 0 : 2);
}

function merit({ measured, key, events, table }: Suggestion): number {
  const filled = events[0]?.at && measured?.columns.get(events[0].at.name)?.filled;
  const isApart = key.known === "rows" || key.known === "dbt";
  const isGood = measured !== undefined && measured.rows > 0 && isApart && filled === measured.rows;
  return (isGood ? 2 : 0) + promise(table);
}
