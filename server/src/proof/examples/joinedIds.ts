/** Which events the rows of another have joined, as columns beside these rows. */
import type { RelationPlan, Scan } from "../../sql/plan/plan.ts";
import { identifier } from "../../sql/render/sqlText.ts";
import type { Cell } from "../../warehouse/types.ts";
import type { EventRelation } from "../rows/eventRelation.ts";

/** An event that was found by a join. */
export interface FoundEvent {
  /** As the join names it. */
  readonly name: string;
  readonly id: string;
}

/** A column for each event that a scan joins: `name` in the result, and the SQL of its id. */
export function joinedIds({ dialect, scan }: Pick<EventRelation, "dialect" | "scan">) {
  return joinsOf(scan).map(({ alias, relation }, at) => ({
    name: `joined_${at + 1}`,
    event: relation.events[0] ?? alias,
    value: { sql: `${identifier(dialect, alias)}.${idColumn}` },
  }));
}

/** A relation whose joined events have their ids, whatever else is asked of them. */
export function withJoinedIds(plan: RelationPlan): RelationPlan {
  const scans = plan.scans.map((scan) => ({
    ...scan,
    steps: scan.steps.map((step) =>
      step.kind === "event_join" && !step.columns.includes(idColumn)
        ? { ...step, columns: [...step.columns, idColumn] }
        : step,
    ),
  }));
  return { ...plan, scans };
}

/** In: the events of those columns, and rows of their cells. Out: each event that was found, once. */
export function foundEvents(events: readonly string[], rows: readonly (readonly Cell[])[]): FoundEvent[] {
  const found = rows.flatMap((cells) =>
    events.flatMap((name, at): FoundEvent[] => {
      const id = cells[at] ?? null;
      return id === null ? [] : [{ name, id: String(id) }];
    }),
  );
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}

const idColumn = "event_id";

const joinsOf = ({ steps }: Scan) => steps.filter((step) => step.kind === "event_join");
