/** Whether rows come later than `lookback` says. */
import type { Finding } from "../../document/types.ts";
import type { ProjectEvent } from "../../project/types.ts";
import { duration, percent } from "../../proof/words.ts";
import { secondsOf } from "../../spec/values.ts";
import { restoreBreaks, withTables } from "../../sql/render/sqlText.ts";
import { askRow } from "../test/asking.ts";
import type { Rows } from "./types.ts";

/** Fewer are lived with: there is always one. */
const smallestShare = 0.01;

export async function lateRows({ event, relation, asking }: Rows): Promise<Finding[]> {
  const { lookback, definition, document } = event;
  const written = definition.lookback ?? document.defaults.lookback;
  if (!lookback || !written || !document.loadedAt || isWrittenAgain(event)) return [];
  const { dialect, events } = relation;
  const isLate = `${dialect.minusSeconds("loaded_at", secondsOf(lookback))} > occurred_at`;
  // What had happened before loading began came with the first load, however old it was.
  const sql = `${restoreBreaks(
    `${withTables(relation.tables)}\nselect count(*) as all_rows, sum(case when ${isLate} then 1 else 0 end) as late_rows\nfrom ${events}\nwhere occurred_at >= (select min(loaded_at) from ${events})`,
  )}\n`;
  const [all, late] = (await askRow(asking, sql)).map((cell) => Number(cell ?? 0));
  const share = all && late ? late / all : 0;
  if (share < smallestShare) return [];
  return [
    {
      file: event.file,
      rule: "lookback-below-lateness",
      severity: "warning",
      event: event.name,
      span: written.span,
      message: `${percent(share)} of the rows of "${event.name}" came more than ${duration(secondsOf(lookback))} after they happened.`,
      hint: "Raise `lookback` until it holds for nearly all: increments look back no further, so they miss the others.",
    },
  ];
}

/** Rows with several times are written once for each, and tell of the last one alone when that was. */
function isWrittenAgain({ document: { events } }: ProjectEvent): boolean {
  return new Set(events.map(({ at }) => at?.sql?.text.trim())).size > 1;
}
