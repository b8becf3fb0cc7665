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
  /** SQL of the time as events hold it, and as authors have it. */
  readonly time: string;
  readonly moment: string;
  /** What orders them. */
  readonly order: readonly string[];
  /** Beside these the columns that are asked for. */
  readonly columns: readonly (readonly [name: string, sql: string])[];
}

/** The query of a scan with this one event. */
export interface ScannedEvents {
  readonly scan: Scan;
  readonly query: Query;
  readonly steps: Steps;
}

/** In: the queries of a joined event; what its entity is compared with; what gives common tables their names. */
export function foundEvents(
  renderer: RelationRenderer,
  { columns }: EventJoinStep,
  { scanned, own }: { readonly scanned: readonly ScannedEvents[]; readonly own: TypedText },
  pickTable: (wanted: string) => string,
): FoundEvents {
  const asked = columns.filter((name) => name !== "occurred_at");
  const isText = !scanned.every(({ query }) => areAlike(own.type, query.row.entities[0]?.type));
  const [only, ...more] = scanned;
  if (only && more.length === 0) return ofOne(renderer, only, asked, isText);
  return together(renderer, scanned, { asked, isText }, pickTable);
}

function ofOne(
  renderer: RelationRenderer,
  { scan, query, steps }: ScannedEvents,
  asked: readonly string[],
  isText: boolean,
): FoundEvents {
  const { dialect } = renderer;
  const compared = { ...query, row: comparedRow(dialect, query.row, isText) };
  const ready = isPlain(dialect, compared) ? compared : steps.after(compared, "found").query;
  const { row, tables, from, where } = ready;
  const columns = new Map(layoutColumns(renderer.relation, partsOf(renderer, scan, row)));
  return {
    ...{ tables, from, where, isText },
    key: row.entities[0]?.sql ?? "null",
    time: row.time.utc,
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
    ...{ from: name, where: [], isText, key: "entity_key" },
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

/** Whether what windows speak of several times are columns as they stand. */
function isPlain(dialect: Dialect, { row, qualify, windows = [] }: Query): boolean {
  const said = [row.entities[0]?.sql ?? "", row.time.utc];
  const isAlone = qualify.length === 0 && windows.length === 0;
  return isAlone && said.every((sql) => plainColumn(sql, dialect.name) !== undefined);
}

/** Of which equal values are equal on every engine without a cast. */
const exact: ReadonlySet<LogicalType["kind"] | undefined> = new Set(["integer", "string", "uuid", "date"]);

function areAlike(one: LogicalType | undefined, other: LogicalType | undefined): boolean {
  return exact.has(one?.kind) && one?.kind === other?.kind && !one?.needsCast && !other?.needsCast;
}
