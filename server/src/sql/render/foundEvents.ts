/** The rows of an event that others join: what is asked of them, and what they are compared by. */
import type { Dialect } from "../dialects/dialect.ts";
import type { LogicalType } from "../logicalType.ts";
import type { EventJoinStep, Scan } from "../plan/plan.ts";
import { plainColumn } from "../reader/namesUsed.ts";
import { idText } from "./canonical.ts";
import { layoutColumns, type ResultParts } from "./layouts.ts";
import { ordering } from "./ordering.ts";
import type { Query, Steps } from "./query.ts";
import type { RelationRenderer } from "./renderer.ts";
import { noParts, resultParts } from "./result.ts";
import type { Row } from "./row.ts";
import { type CommonTable, identifier, named, select } from "./sqlText.ts";
import { momentOf } from "./time.ts";
import type { TypedText } from "./typedText.ts";

/** Rows of which a last query is still to be made. */
export interface FoundEvents {
  /** Tables before. */
  readonly tables: readonly CommonTable[];
  readonly from: string;
  readonly where: readonly string[];
  /** SQL of the entity's id as it is compared. */
  readonly key: string;
  /** Whether that is its text. */
  readonly isText: boolean;
  /** SQL of the time that is compared, and of the moment as authors have it. */
  readonly time: string;
  readonly moment: string;
  /** Whether the time is compared as it is written, without a zone. */
  readonly asWritten: boolean;
  /** What orders them. */
  readonly order: readonly string[];
  /** Beside these the columns that are asked for. */
  readonly columns: readonly (readonly [name: string, sql: string])[];
}

/** The query of a scan with this one event. */
interface ScannedEvents {
  readonly scan: Scan;
  readonly query: Query;
  readonly steps: Steps;
}

interface Beside {
  /** The queries of a joined event. */
  readonly scanned: readonly ScannedEvents[];
  /** What its entity is compared with. */
  readonly own: TypedText;
  /** The zone of the naive times that its own are compared with, where these may be compared as they are written. */
  readonly clock: string | undefined;
}

/** In: what gives common tables their names. */
export function foundEvents(
  renderer: RelationRenderer,
  { columns }: EventJoinStep,
  { scanned, own, clock }: Beside,
  pickTable: (wanted: string) => string,
): FoundEvents {
  const asked = columns.filter((name) => name !== "occurred_at");
  const isText = !scanned.every(({ query }) => areAlike(own.type, query.row.entities[0]?.type));
  const [only, ...more] = scanned;
  if (only && more.length === 0) return ofOne(renderer, only, { asked, isText, clock });
  return together(renderer, scanned, { asked, isText }, pickTable);
}

function ofOne(
  renderer: RelationRenderer,
  { scan, query, steps }: ScannedEvents,
  {
    asked,
    isText,
    clock,
  }: Pick<Beside, "clock"> & { readonly asked: readonly string[]; readonly isText: boolean },
): FoundEvents {
  const { dialect } = renderer;
  const compared = { ...query, row: comparedRow(dialect, query.row, isText) };
  const { time } = compared.row;
  const isClock = time.type.kind === "timestamp" && time.timezone === clock;
  const asWritten = isClock && isPlain(dialect, compared, time.sql);
  const isReady = asWritten || isPlain(dialect, compared, time.utc);
  const ready = isReady ? compared : steps.after(compared, "found").query;
  const { row, tables, from, where } = ready;
  const columns = new Map(layoutColumns(renderer.relation, partsOf(renderer, scan, row)));
  return {
    ...{ tables, from, where, isText, asWritten },
    key: row.entities[0]?.sql ?? "null",
    time: asWritten ? row.time.sql : row.time.utc,
    moment: momentOf(dialect, row.time),
    order: ordering(dialect, row),
    columns: asked.map((name) => [name, columns.get(name) ?? "null"]),
  };
}

/** Rows of several sources, or of none. Those of one moment come in the order of their ids. */
function together(
  renderer: RelationRenderer,
  scanned: readonly ScannedEvents[],
  { asked, isText }: { readonly asked: readonly string[]; readonly isText: boolean },
  pickTable: (wanted: string) => string,
): FoundEvents {
  const { dialect, relation } = renderer;
  const wanted = ["event_id", ...asked.filter((name) => name !== "event_id")];
  const rows = (parts: ResultParts, key: string): string[] => {
    const columns = new Map(layoutColumns(relation, parts));
    const rest = wanted.map((name) => named(dialect, columns.get(name) ?? "null", identifier(dialect, name)));
    return [named(dialect, key, "entity_key"), named(dialect, parts.occurredAt, "occurred_at"), ...rest];
  };
  const selects = scanned.map(({ scan, query }) => {
    const row = comparedRow(dialect, query.row, isText);
    const columns = rows(partsOf(renderer, scan, row), row.entities[0]?.sql ?? "null");
    return select({ ...query, tables: [], columns });
  });
  const none = noParts(renderer);
  const name = identifier(dialect, pickTable("found"));
  const query =
    selects.length > 0
      ? selects.join("\nunion all\n")
      : select({ columns: rows(none, none.nobody), limit: 0 });
  return {
    tables: [...scanned.flatMap((one) => one.query.tables), { name, query }],
    ...{ from: name, where: [], isText, asWritten: false, key: "entity_key" },
    time: "occurred_at",
    moment: dialect.toMoment?.("occurred_at") ?? "occurred_at",
    order: ["occurred_at", dialect.byBytes("event_id")],
    columns: asked.map((one) => [one, identifier(dialect, one)]),
  };
}

/** Times stand for moments, as `event.at` does. */
function partsOf(renderer: RelationRenderer, scan: Scan, row: Row): ResultParts {
  const { dialect } = renderer;
  const parts = resultParts(renderer, scan, row);
  const loadedAt = dialect.toMoment?.(parts.loadedAt) ?? parts.loadedAt;
  return { ...parts, loadedAt };
}

/** What identifies an event of `once_per` orders it, too. */
function comparedRow(dialect: Dialect, row: Row, isText: boolean): Row {
  const [own] = row.entities;
  const text: TypedText | undefined = own && {
    sql: idText(dialect, own.sql, own.type),
    type: { kind: "string" },
  };
  return { ...row, entities: [isText ? text : own], key: row.key.length > 0 ? row.key : row.once };
}

/** Whether what windows speak of several times are columns as they stand. In: the time that they speak of. */
function isPlain(dialect: Dialect, { row, qualify, windows = [] }: Query, time: string): boolean {
  const said = [row.entities[0]?.sql ?? "", time];
  const isAlone = qualify.length === 0 && windows.length === 0;
  return isAlone && said.every((sql) => plainColumn(sql, dialect.name) !== undefined);
}

/** Of which equal values are equal on every engine without a cast. */
const exact: ReadonlySet<LogicalType["kind"] | undefined> = new Set(["integer", "string", "uuid", "date"]);

function areAlike(one: LogicalType | undefined, other: LogicalType | undefined): boolean {
  return exact.has(one?.kind) && one?.kind === other?.kind && !one?.needsCast && !other?.needsCast;
}
