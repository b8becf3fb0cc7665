/** Numbers of events: which one of its kind it is for whoever it is about, when the next one comes, and when the first came. */

import type { RelationPlan } from "../plan/plan.ts";
import { castAs } from "./cast.ts";
import { operand } from "./embed.ts";
import { columnNames, type NumberParts, numberColumns, resultNames } from "./layouts.ts";
import { ordering, over, sharedWindow } from "./ordering.ts";
import { isConstant } from "./query.ts";
import type { RelationRenderer } from "./renderer.ts";
import type { Row } from "./row.ts";
import { caseOf, identifier, named } from "./sqlText.ts";

/** Columns of numbers, and the named windows that they speak of; none where a row has no numbers. */
export interface Numbers {
  readonly parts?: NumberParts;
  readonly windows?: readonly string[];
}

/** Of the events of one scan, among those of the same name or among all. In: what names windows; DuckDB knows them in all of a union. */
export function numbersOf(
  renderer: RelationRenderer,
  row: Row,
  pickWindow: (wanted: string) => string,
): Numbers {
  const { dialect, relation } = renderer;
  const holders = holdersOf(renderer, row);
  if (holders.length === 0) return {};
  const { by } = relation.numbering ?? {};
  if (!by) return numbered(renderer, holders, undefined, row.time.utc);
  const isAcross = by === "entity";
  const event = isConstant(row.event) ? [] : [row.event];
  const [first, ...rest] = ordering(dialect, row);
  const order = isAcross ? [first ?? "", ...event.map(dialect.byBytes), ...rest] : [first ?? "", ...rest];
  const window = {
    name: pickWindow(isAcross ? "same_entity" : "same_event"),
    partition: isAcross ? firstKnown(holders) : [...firstKnown(holders), ...event],
  };
  return numbered(renderer, holders, { ...window, order }, row.time.utc);
}

/** What the events of one scan tell by themselves, where numbers are made across scans. */
export function numbersApart(
  renderer: RelationRenderer,
  row: Row,
  pickWindow: (wanted: string) => string,
): Numbers {
  const { relation } = renderer;
  const { firstAt: _, ...counted } = relation.numbering ?? { entity: "" };
  if (counted.by === "entity") return placeAmongEvents(renderer, row);
  if (!counted.by) return {};
  return numbersOf({ ...renderer, relation: { ...relation, numbering: counted } }, row, pickWindow);
}

/** An event's place among those of its own name. */
function placeAmongEvents(renderer: RelationRenderer, row: Row): Numbers {
  const { dialect } = renderer;
  const place = `row_number() ${over(firstKnown(holdersOf(renderer, row)), ordering(dialect, row))}`;
  return { parts: { occurrence: place, nextAt: castAs(dialect, "null", dialect.types[dialect.eventTime]) } };
}

/** Columns of a relation whose rows have places. */
export function acrossEvents(renderer: RelationRenderer): {
  readonly columns: string[];
  readonly windows: readonly string[];
} {
  const { dialect, relation } = renderer;
  const names = columnNames(relation, "");
  const { id, event, occurredAt, occurrence } = names;
  const holders = holderNames(relation).map((name) =>
    identifier(dialect, columnNames(relation, name).entity),
  );
  const partition = firstKnown(holders);
  const order = [occurredAt, dialect.byBytes(event), occurrence, id];
  const window = relation.numbering?.by === "entity" ? { name: "same_entity", partition, order } : undefined;
  const { parts = {}, windows = [] } = numbered(renderer, holders, window, occurredAt);
  const made = new Map(numberColumns(relation).map((column) => [names[column], parts[column]]));
  const columns = resultNames(relation).map((name) => {
    const sql = made.get(name);
    return sql === undefined ? identifier(dialect, name) : named(dialect, sql, name);
  });
  return { columns, windows };
}

interface NumberedWindow {
  readonly name: string;
  readonly partition: readonly string[];
  readonly order: readonly string[];
}

/** It stands behind a condition on each holder. Characters. */
const shortWindow = 60;

function numbered(
  { dialect, relation }: RelationRenderer,
  holders: readonly string[],
  window: NumberedWindow | undefined,
  time: string,
): Numbers {
  const spec = window && sharedWindow(dialect, window.name, [window.partition, window.order]);
  // What is nobody's is no activity, and gone.
  const isSomebodys = relation.activity !== undefined;
  const isHeld = holders.map((holder) => `${operand(dialect, holder)} is not null`).join(" or ");
  const known = (sql: string) => (isSomebodys ? sql : caseOf("case", [`when ${isHeld} then ${sql}`]));
  return {
    parts: {
      ...(spec && {
        occurrence: known(`row_number() ${spec.over}`),
        nextAt: known(`lead(${dialect.toNullable?.(time) ?? time}) ${spec.over}`),
      }),
      ...(relation.numbering?.firstAt && {
        firstAt: known(`min(${time}) ${over(firstKnown(holders), [], shortWindow)}`),
      }),
    },
    windows: spec?.named ?? [],
  };
}

/** The entities of which the first that is known holds an event's numbers. */
function holderNames({ numbering }: RelationPlan): string[] {
  const { entity, anonymous } = numbering ?? {};
  return [entity, anonymous].filter((name): name is string => name !== undefined);
}

/** Their values, as far as the row has them. */
function holdersOf({ relation }: RelationRenderer, { entities }: Row): string[] {
  return holderNames(relation).flatMap((name) => entities[relation.entities.indexOf(name)]?.sql ?? []);
}

/** What is the same in the rows of one holder. Ids of two kinds are never taken for each other, whatever they are. */
function firstKnown(holders: readonly string[]): string[] {
  return holders.map((holder, at) =>
    at === 0 ? holder : caseOf("case", [`when ${holders[at - 1]} is null then ${holder}`]),
  );
}
