/** The innermost columns of a scan: what the user wrote, in place. Shared by all shapes of query. */

import { standardTypes } from "../../project/eventColumns.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { EventPlan, TypedSql } from "../plan/plan.ts";
import { canonicalText, idText, isPlainText, joinParts, keyPart } from "./canonical.ts";
import type { Renderer } from "./renderer.ts";
import { embed } from "./sqlText.ts";
import { castTo, instantOf, typedValue } from "./values.ts";

/** SQL of the columns that every event has; `undefined` where this one has none. */
export interface EventRow {
  readonly occurredAt: string;
  /** Text of each of the relation's entities. */
  readonly entities: readonly (string | undefined)[];
  readonly revenue: string | undefined;
  readonly link: string | undefined;
  readonly sourceKey: string | undefined;
  readonly loadedAt: string | undefined;
}

export function eventRow({ dialect, relation, scan }: Renderer, event: EventPlan): EventRow {
  const { loadedAt, timezone } = scan;
  return {
    occurredAt: instantOf(dialect, event.at),
    entities: relation.entities.map((name) => entityText(dialect, event, name)),
    revenue: event.revenue && asMoney(dialect, event.revenue),
    link: event.link && canonicalText(dialect, embed(dialect, event.link), event.link.type),
    sourceKey: sourceKey(dialect, event.key),
    loadedAt: loadedAt && instantOf(dialect, { expression: loadedAt, timezone, nullValues: [] }),
  };
}

function entityText(dialect: Dialect, event: EventPlan, name: string): string | undefined {
  const plan = event.entities.find((entity) => entity.name === name);
  if (!plan) return undefined;
  const { sql, type } = typedValue(dialect, plan);
  return idText(dialect, sql, type);
}

function asMoney(dialect: Dialect, expression: TypedSql): string {
  return castTo(
    dialect,
    { sql: embed(dialect, expression), type: expression.type },
    standardTypes.revenue,
    "UTC",
  ).sql;
}

/** One value stands as it is; several are joined as they are in the id. */
function sourceKey(dialect: Dialect, key: readonly TypedSql[]): string | undefined {
  const [only] = key;
  if (!only) return undefined;
  if (key.length === 1) return idText(dialect, embed(dialect, only), only.type);
  return encodedKey(dialect, key);
}

/** A key as one text in which different values stay different. */
export function encodedKey(dialect: Dialect, key: readonly TypedSql[]): string {
  return joinParts(key.map((one) => keyPart(idText(dialect, embed(dialect, one), one.type), one.type)));
}

/** The key as an id holds it, in terms of `source_key`; nothing where the events' keys are of different shapes. */
export function keysAsWritten(events: readonly EventPlan[]): string | undefined {
  const sizes = new Set(events.map(({ key }) => (key.length === 1 ? "one" : "many")));
  if (sizes.size > 1) return undefined;
  if (sizes.has("many")) return "source_key";
  return events.every(({ key }) => isPlainText(key[0]?.type))
    ? keyPart("source_key", { kind: "integer" })
    : keyPart("source_key", { kind: "string" });
}
