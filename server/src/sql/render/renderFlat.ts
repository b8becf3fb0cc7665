/** Events of one source whose rows don't depend on each other: one pass over it, whatever their number. */

import { entityColumn, standardTypes } from "../../project/eventColumns.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { EventPlan } from "../plan/plan.ts";
import { activityConditions } from "./activity.ts";
import { escapeName, escapeText } from "./canonical.ts";
import { picking } from "./generatedNames.ts";
import type { Renderer } from "./renderer.ts";
import { renderFrom } from "./renderFrom.ts";
import {
  hasTypedColumns,
  nullColumn,
  propertiesObject,
  propertyValue,
  type ResultParts,
  resultColumns,
} from "./renderResult.ts";
import { momentConditions, scanConditions, scanWindow } from "./renderWindow.ts";
import { type EventRow, encodedKey, eventRow, keysAsWritten } from "./rows.ts";
import { choose } from "./sharedMoment.ts";
import { bracketed, derived, identifier, literal, named, select } from "./sqlText.ts";
import { nullOf, typedValue } from "./values.ts";

/** A query with the relation's columns. */
export function renderFlat(renderer: Renderer): string {
  const { dialect, scan } = renderer;
  const inner: string[] = [];
  // Names that differ in case alone are one name to most engines.
  const pick = picking([]);
  const parts = flatParts(renderer, (name, sqls, absent) => {
    if (sqls.every((sql) => sql === undefined)) return absent;
    const column = identifier(dialect, pick(name));
    inner.push(named(choose(renderer, sqls, "null"), column));
    return column;
  });
  const { conditions, exact } = scanConditions(renderer);
  const rows = select({
    columns: inner,
    from: renderFrom(renderer),
    where: [...scan.where.map((sql) => bracketed(dialect, sql)), ...ownConditions(renderer), ...conditions],
    settings: dialect.settings,
  });
  return select({
    columns: resultColumns(renderer, parts),
    from: derived(rows, "found"),
    where: [
      ...momentConditions(renderer, scan.events),
      ...activityConditions(renderer.relation, parts.entities, nullOf(dialect, { kind: "string" })),
      ...scanWindow(renderer, exact),
    ],
  });
}

/** Makes a column of the inner query out of what each event has there. Out: what the outer query calls it. */
type Carry = (name: string, sqls: readonly (string | undefined)[], absent: string) => string;

function flatParts(renderer: Renderer, carry: Carry): ResultParts {
  const { dialect, relation, scan } = renderer;
  const { events } = scan;
  const rows = events.map((event) => eventRow(renderer, event));
  const carryEach = (name: string, of: (row: EventRow) => string | undefined, absent: string) =>
    carry(name, rows.map(of), absent);
  const constant = (name: string, values: readonly string[]) =>
    new Set(values).size === 1 ? (values[0] ?? "null") : carry(name, values, "null");
  const text = nullOf(dialect, { kind: "string" });
  const event = constant(
    "event",
    events.map(({ name }) => literal(dialect, name)),
  );
  const version = constant(
    "event_version",
    events.map((one) => String(one.version)),
  );
  const occurredAt = carryEach("occurred_at", (row) => row.occurredAt, "null");
  const entities = relation.entities.map((name, at) =>
    carryEach(entityColumn(name), (row) => row.entities[at], text),
  );
  const properties = flatProperties(renderer, carry);
  const revenue = carryEach("revenue", (row) => row.revenue, nullOf(dialect, standardTypes.revenue));
  const link = carryEach("link", (row) => row.link, text);
  const sourceKey = carryEach("source_key", (row) => row.sourceKey, text);
  const key =
    keysAsWritten(events) ??
    carry(
      "id_key",
      events.map((one) => encodedKey(dialect, one.key)),
      text,
    );
  const loadedAt = carryEach("loaded_at", (row) => row.loadedAt, `cast(null as ${dialect.types.instant})`);
  return {
    ...{ event, version, occurredAt, entities, properties, revenue, link, sourceKey, loadedAt },
    id: dialect.md5(`${namePrefix(dialect, events, event)} || ${key}`),
    source: literal(dialect, scan.source),
    numbers: undefined,
  };
}

function flatProperties(renderer: Renderer, carry: Carry) {
  const { dialect, relation, scan } = renderer;
  if (!hasTypedColumns(relation)) return carry("properties", objects(renderer), "null");
  return relation.properties.map((column) =>
    carry(
      column.name,
      scan.events.map((event) => propertyValue(dialect, event, column.name)),
      nullColumn(dialect, column),
    ),
  );
}

/** JSON of each event; the same for all of them, with the values by branch, where they have the same properties. */
function objects(renderer: Renderer): string[] {
  const { dialect, scan } = renderer;
  const { events } = scan;
  const values = events.map(({ properties }) => properties.map((plan) => typedValue(dialect, plan)));
  const shapes = events.map(({ properties }, n) =>
    properties.map(({ name }, at) => [name, values[n]?.[at]?.type?.kind]),
  );
  const [first] = events;
  if (!first || new Set(shapes.map((shape) => JSON.stringify(shape))).size > 1) {
    return events.map((event, n) => propertiesObject(dialect, event, values[n] ?? []));
  }
  const shared = first.properties.map((_, at) => ({
    sql: choose(
      renderer,
      values.map((own) => own[at]?.sql),
      "null",
    ),
    type: values[0]?.[at]?.type,
  }));
  const object = propertiesObject(dialect, first, shared);
  return events.map(() => object);
}

/** SQL of the part of an id that says the event's name. */
function namePrefix(dialect: Dialect, events: readonly EventPlan[], event: string): string {
  const [only] = events;
  if (events.length === 1 && only) return literal(dialect, `${escapeName(only.name)}|`);
  const plain = events.every(({ name }) => escapeName(name) === name);
  return `${plain ? event : escapeText(event)} || '|'`;
}

function ownConditions(renderer: Renderer): string[] {
  const { dialect, scan } = renderer;
  const conditions = scan.events.map(({ where }) =>
    where.map((sql) => bracketed(dialect, sql)).join(" and "),
  );
  if (conditions.every((sql) => sql === "")) return [];
  return [
    choose(
      renderer,
      conditions.map((sql) => (sql === "" ? "true" : sql)),
      "true",
    ),
  ];
}
