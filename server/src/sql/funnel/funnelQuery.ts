/** Where the rows of an event or a stream went: one query that counts, and its answer as numbers. */
import type { Finding } from "../../document/types.ts";
import type { Project } from "../../project/types.ts";
import { dialectOf } from "../dialects/index.ts";
import type { EventPlan, RelationPlan, Scan } from "../plan/plan.ts";
import { planProject } from "../plan/planProject.ts";
import { joinedInPlace } from "../render/joinedEvents.ts";
import { restoreBreaks } from "../render/sqlText.ts";
import type { CompileOptions } from "../types.ts";
import { conditionCounts } from "./conditionCounts.ts";
import { type Answer, answerOf, type CountedQuery, countedQuery } from "./countedQuery.ts";
import { declaredColumns, eventCounts } from "./eventCounts.ts";
import { joinName, stepsInOrder, tableCounts } from "./tableCounts.ts";

/** How many rows there are after each step, in the order of evaluation. */
export interface FunnelCounts {
  readonly source: number;
  /** Of the source's rows: those that each table of a full join has. */
  readonly sides: readonly { readonly alias: string; readonly rows: number }[];
  /** After each list. */
  readonly lists: readonly number[];
  readonly joins: readonly JoinCount[];
  /** After each condition: the document's, then the event's. */
  readonly conditions: readonly number[];
  readonly noTime: number;
  readonly inFuture: number;
  /** Further from the partition's column than `within`, or that column is null; absent where no window is put on it. */
  readonly outsideWithin?: number;
  /** After `changes`. */
  readonly changed?: number;
  readonly variants?: VariantCount;
  readonly oncePer?: OnceCount;
  /** Events whatever their time; absent where no history bounds it. */
  readonly ever?: number;
  readonly window?: WindowCount;
  readonly ids: IdCount;
  /** Declared columns that are null in each of the events. */
  readonly empty: readonly string[];
}

export interface JoinCount {
  /** What the join is called in the event's SQL. */
  readonly alias: string;
  readonly before: number;
  readonly after: number;
  /** Of the rows before: those for which it finds something. */
  readonly matched: number;
  /** What it finds for them. */
  readonly found: number;
  /** It only asks whether there is a row, or none. */
  readonly filters?: "semi" | "anti";
}

/** Of a window that is asked for. */
interface WindowCount {
  /** Events whatever the window. */
  readonly before: number;
  /** Events in the window that `within` keeps from being read. */
  readonly lost: number;
}

interface VariantCount {
  /** Rows that have one of the names asked for. */
  readonly named: number;
  readonly unnamed: number;
  /** How many values no variant has, with the first and the last in order. */
  readonly values: number;
  readonly examples: readonly string[];
}

interface OnceCount {
  readonly before: number;
  readonly noKey: number;
  /** Keys whose rows don't say the same; absent where one of them is chosen. */
  readonly disagreeing?: number;
}

interface IdCount {
  readonly events: number;
  readonly ids: number;
  readonly repeatedRows: number;
  readonly repeatedIds: number;
  /** Of one id. */
  readonly mostRows: number;
  /** `source_key` of one of the repeated ids. */
  readonly repeatedKey?: string;
  /** Events without any value in their key; absent where `once_per` identifies them. */
  readonly nullKeys?: number;
}

export interface FunnelQuery extends CountedQuery {
  /** In: the cells of the one row. */
  read(cells: readonly unknown[]): FunnelCounts;
}

/**
 * In: a project with one event, and what a preview of it asks for; the limit does not count. Out: `undefined` for an event that is
 * switched off; the findings where it has no SQL.
 */
export function funnelQuery(
  project: Project,
  options: CompileOptions,
): FunnelQuery | { readonly findings: readonly Finding[] } | undefined {
  const { plan, findings } = planProject(project, { ...options, layout: "wide" });
  const errors = findings.filter(({ severity }) => severity === "error");
  const [planned] = plan.relations;
  if (!planned || errors.length > 0) return { findings: errors };
  const [written] = planned.scans;
  const event = written?.events[0];
  if (!written || !event) return undefined;
  const dialect = dialectOf(options.dialect);
  const scan = joinedInPlace(dialect, written, planned.now);
  const query = countedQuery([
    ...tableCounts(dialect, scan, event),
    conditionCounts(dialect, planned, scan, event),
    ...eventCounts(dialect, planned, event),
  ]);
  return {
    sql: `${restoreBreaks(query.sql)}\n`,
    names: query.names,
    read: (cells) => readCounts(answerOf(query, cells), planned, scan, event),
  };
}

function readOnce({ number, has }: Answer): OnceCount {
  return {
    before: number("once_before"),
    noKey: number("once_null"),
    ...(has("once_keys") && { disagreeing: number("once_keys") - number("once_kept") }),
  };
}

const sidesOf = ({ from }: Scan) => (from.kind === "full" ? from.tables.map(({ alias }) => alias) : []);

function readCounts(answer: Answer, relation: RelationPlan, scan: Scan, event: EventPlan): FunnelCounts {
  const { number, has } = answer;
  const { lists, joins } = stepsInOrder(scan);
  const afterLists = lists.map((_, at) => number(`list_${at + 1}_rows`));
  const columns = declaredColumns(relation, event, scan.loadedAt !== undefined);
  const events = number("event_rows");
  const repeatedKey = answer.text("repeated_key");
  let before = afterLists.at(-1) ?? number("source_rows");
  return {
    source: number("source_rows"),
    sides: sidesOf(scan).map((alias, at) => ({ alias, rows: number(`in_${at + 1}`) })),
    lists: afterLists,
    joins: joins.map((join, at): JoinCount => {
      const left = number(`left_${at + 1}_rows`);
      const found = number(`inner_${at + 1}_rows`);
      const matched = before - (left - found);
      const after = join.inner || join.filters ? found : left;
      const count = { alias: joinName(join), before, after, matched, found };
      before = count.after;
      return { ...count, ...(join.filters && { filters: join.filters }) };
    }),
    conditions: [...scan.where, ...event.where].map((_, at) => number(`passed_${at + 1}`)),
    noTime: number("no_time"),
    inFuture: number("in_future"),
    ...(has("outside_within") && { outsideWithin: number("outside_within") }),
    ...(has("changed_rows") && { changed: number("changed_rows") }),
    ...(has("unnamed_rows") && { variants: readVariants(answer) }),
    ...(has("once_null") && { oncePer: readOnce(answer) }),
    ...(has("ever_rows") && { ever: number("ever_rows") }),
    ...(has("whole_rows") && {
      window: {
        before: number("whole_rows"),
        lost: has("unpruned_rows") ? number("unpruned_rows") - events : 0,
      },
    }),
    ids: {
      events,
      ids: number("event_ids"),
      repeatedRows: number("repeated_rows"),
      repeatedIds: number("repeated_ids"),
      mostRows: number("most_rows"),
      ...(repeatedKey !== undefined && { repeatedKey }),
      ...(has("null_keys") && { nullKeys: number("null_keys") }),
    },
    empty: events === 0 ? [] : columns.filter((_, at) => number(`filled_${at + 1}_rows`) === 0),
  };
}

function readVariants({ number, text }: Answer): VariantCount {
  const ends = [text("unnamed_first"), text("unnamed_last")].filter((value) => value !== undefined);
  return {
    named: number("named_rows"),
    unnamed: number("unnamed_rows"),
    values: number("unnamed_values"),
    examples: [...new Set(ends)],
  };
}
