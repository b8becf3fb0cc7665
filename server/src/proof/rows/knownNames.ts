/** Whether names that come from data were seen before. */
import type { Project } from "../../project/types.ts";
import { countIf } from "../../sql/funnel/countedQuery.ts";
import { literal, select } from "../../sql/render/sqlText.ts";
import type { Check } from "../checks.ts";
import type { Verdict } from "../results.ts";
import { many } from "../words.ts";
import type { CheckedRows } from "./eventRelation.ts";
import type { RowCheck } from "./rowCheck.ts";

const refresh = "`eventspec catalog refresh` keeps the names that there are.";

/** Out: the verdict where no names are kept yet. */
export function knownNames(
  { dialect, event, events }: CheckedRows,
  { committed }: Pick<Project, "committed">,
  check: Check,
  prefix: string,
): RowCheck | Verdict {
  if (!committed.names?.has(event.name))
    return { status: "skipped", message: `Nobody has looked which names there are. ${refresh}` };
  const names = event.names.map((name) => literal(dialect, name)).join(", ");
  const isNew = `event not in (${names})`;
  const [rows, values] = [`${prefix}_new`, `${prefix}_new_names`];
  const byName = select({
    columns: ["event as event_name", "count(*) as row_count"],
    from: events,
    where: [isNew],
  });
  return {
    check,
    counts: { [rows]: countIf(isNew), [values]: `count(distinct case when ${isNew} then event end)` },
    failingRows: `${byName}\ngroup by event\norder by 2 desc, 1`,
    total: ({ number }) => number(values),
    read({ number }) {
      const expected = `one of ${many(event.names.length, "known name")}`;
      const count = number(values);
      if (count === 0) return { status: "passed", message: "Every name is known.", expected, failing: 0 };
      return {
        status: "failed",
        message: `${many(number(rows), "row")} ${number(rows) === 1 ? "has a new name" : `have ${many(count, "new name")}`}. ${refresh}`,
        expected,
        actual: many(count, "new name"),
        failing: number(rows),
      };
    },
  };
}
