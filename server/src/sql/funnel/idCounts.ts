/** How many events there are, and how many of them share their id with another. */
import { derived, select } from "../render/sqlText.ts";
import { type Counted, countIf } from "./countedQuery.ts";

/** Something else that is counted: a column of the rows of one id, and one of all. */
interface Also {
  readonly ofId?: Readonly<Record<string, string>>;
  readonly ofAll?: Readonly<Record<string, string>>;
}

/** In: a query of events, and its column with their id. */
export function idCounts(events: string, id: string, { ofId = {}, ofAll = {} }: Also = {}): Counted {
  const listed = Object.entries(ofId).map(([name, sql]) => `${sql} as ${name}`);
  const ids = select({
    columns: [id, "count(*) as same_rows", ...listed],
    from: derived(events, "events"),
  });
  return {
    name: "ids",
    columns: {
      event_rows: "sum(same_rows)",
      event_ids: "count(*)",
      repeated_rows: "sum(case when same_rows > 1 then same_rows end)",
      repeated_ids: countIf("same_rows > 1"),
      most_rows: "max(same_rows)",
      ...ofAll,
    },
    from: derived(`${ids}\ngroup by ${id}`, "by_id"),
  };
}
