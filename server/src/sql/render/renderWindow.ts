/** A run's `now` and window: on the result, and where that can't change it also on the source. */
import { secondsOf } from "../../spec/values.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { EventPlan, MomentPlan, WindowPlan } from "../plan/plan.ts";
import { plainColumn } from "../reader/namesUsed.ts";
import type { RelationRenderer, Renderer } from "./renderer.ts";
import { writtenMoment } from "./sharedMoment.ts";
import { embed, literal } from "./sqlText.ts";
import { rangeConditions, utcText } from "./windowBounds.ts";

const occurredAt = "occurred_at";

/** What a moment needs to be an event's at all: it is known, and not in the future unless that is planned. */
export function momentConditions(
  { dialect, relation }: RelationRenderer,
  events: readonly EventPlan[],
): string[] {
  const now = nowOf(dialect, relation.now);
  const scheduled = events.filter((event) => event.scheduled);
  if (scheduled.length === 0) return [`${occurredAt} <= ${now}`];
  const known = `${occurredAt} is not null`;
  if (scheduled.length === events.length) return [known];
  const names = scheduled.map(({ name }) => literal(dialect, name)).join(", ");
  return [known, `(${occurredAt} <= ${now} or event in (${names}))`];
}

/** The window on a result that calls the moment `column`. */
export function windowConditions({ dialect, relation }: RelationRenderer, column = occurredAt): string[] {
  const moment = { sql: column, type: { kind: "instant" }, timezone: "UTC" } as const;
  return rangeConditions(dialect, moment, relation.window);
}

/** The window on the result of a scan whose rows don't depend on others, with what an increment leaves out. */
export function scanWindow(renderer: Renderer, isDone = false): string[] {
  return [...(isDone ? [] : windowConditions(renderer)), ...incrementConditions(renderer)];
}

/**
 * Rows that reached the warehouse since the last run, and rows whose moment has come since. Without `loaded_at`, and for moments that
 * are planned, rows from the last known moment on. Where nothing is there yet, or a row doesn't say when it came, all.
 */
function incrementConditions({ dialect, relation, scan }: Renderer): string[] {
  const [event] = scan.events;
  const { increment } = relation.window;
  if (!increment || !event) return [];
  const marks = watermarks({ dialect, relation }, increment, event);
  const since = (column: string, mark: string) => `coalesce(${column} >= ${mark}, true)`;
  const moment = since(occurredAt, marks.occurredAt);
  if (!scan.loadedAt || event.scheduled) return [moment];
  return [`(${since("loaded_at", marks.loadedAt)} or ${moment})`];
}

type Increment = NonNullable<WindowPlan["increment"]>;

/** From where on an event's rows are read again: its own newest ones of this version, minus how late rows may be. */
export function watermarks(
  { dialect, relation: { events, now } }: RelationRenderer,
  { target, lookbackSeconds }: Increment,
  event: EventPlan,
) {
  const ofVersion = `event in (${events.map((name) => literal(dialect, name)).join(", ")}) and event_version = ${event.version}`;
  const past = event.scheduled ? ` and occurred_at <= ${nowOf(dialect, now)}` : "";
  const newest = (column: string) => {
    const mark =
      lookbackSeconds > 0 ? dialect.minusSeconds(`max(${column})`, lookbackSeconds) : `max(${column})`;
    return `(select ${mark} from ${target} where ${ofVersion}${past})`;
  };
  return { loadedAt: newest("loaded_at"), occurredAt: newest("occurred_at") };
}

/** The run's moment. */
export function nowOf(dialect: Dialect, now: string | undefined): string {
  return now === undefined ? dialect.now : dialect.moment("instant", utcText(now));
}

export interface ScanConditions {
  readonly conditions: readonly string[];
  /** Whether they are the window itself, so that the result needs no more. */
  readonly exact: boolean;
}

/**
 * The window on the source, for rows that don't depend on others: conditions that every event's rows meet. The partition's come first;
 * then the moments as they are written, which engines compare before they convert them.
 */
export function scanConditions(renderer: Renderer): ScanConditions {
  const { dialect, relation, scan } = renderer;
  const { window } = relation;
  const { partition, timezone, events } = scan;
  const pruned = partition?.within
    ? columnRange(renderer, { expression: partition.column, timezone }, secondsOf(partition.within))
    : [];
  const ranges = events.map(({ at }) =>
    plainColumn(at.expression.sql, dialect.name) ? columnRange(renderer, at) : [],
  );
  const exact = events.every(({ at }, n) => isMoment(at) && ranges[n] !== undefined && ranges[n].length > 0);
  if (events.length === 1) return { conditions: [...pruned, ...ranges.flat()], exact };
  if (pruned.length === 0) return { conditions: anyOf(ranges), exact: false };
  const written = ranges.every((range) => range.length > 0) ? writtenMoment(renderer) : undefined;
  if (!written) return { conditions: pruned, exact: false };
  return { conditions: [...pruned, ...rangeConditions(dialect, written, window)], exact };
}

/** Whether the time as it is written orders like the moment that it means. */
function isMoment({ expression: { type }, timezone }: MomentPlan): boolean {
  return type?.kind === "instant" || (type?.kind === "timestamp" && timezone === "UTC");
}

function anyOf(ranges: readonly (readonly string[])[]): string[] {
  const texts = new Set(ranges.map((range) => range.join(" and ")));
  const [first = []] = ranges;
  if (texts.size <= 1) return [...first];
  return texts.has("") ? [] : [`(${[...texts].map((text) => `(${text})`).join(" or ")})`];
}

/** The window on a column: no engine prunes by an expression that it would have to compute. */
function columnRange(
  { dialect, relation }: RelationRenderer,
  { expression, timezone }: Pick<MomentPlan, "expression" | "timezone">,
  slackSeconds = 0,
): string[] {
  const column = { sql: embed(dialect, expression), type: expression.type, timezone };
  return rangeConditions(dialect, column, relation.window, slackSeconds);
}
