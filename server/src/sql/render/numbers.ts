/** Numbers of events: which one of its kind it is for whoever it is about, and when the next one comes. */

import { firstKnown, holdersOf, holderValues } from "./activity.ts";
import { idText } from "./canonical.ts";
import { castAs } from "./cast.ts";
import { operand } from "./embed.ts";
import { columnNames, type ResultParts, resultNames } from "./layouts.ts";
import { ordering, over, windowOf } from "./ordering.ts";
import { isConstant } from "./query.ts";
import type { RelationRenderer } from "./renderer.ts";
import type { Row } from "./row.ts";
import { caseOf, identifier, named } from "./sqlText.ts";

/** Columns of numbers, and the named windows that they speak of; none where a row has no numbers. */
export interface Numbers {
  readonly parts?: ResultParts["numbers"];
  readonly windows?: readonly string[];
}

/** Of the events of one scan, among those of the same name or among all. In: what names windows; DuckDB knows them in all of a union. */
export function numbersOf(
  renderer: RelationRenderer,
  row: Row,
  pickWindow: (wanted: string) => string,
): Numbers {
  const { dialect, relation } = renderer;
  const holder = holderOf(renderer, row);
  if (holder === undefined) return {};
  const isAcross = relation.numbering?.by === "entity";
  const event = isConstant(row.event) ? [] : [row.event];
  const [first, ...rest] = ordering(dialect, row);
  const order = isAcross ? [first ?? "", ...event.map(dialect.byBytes), ...rest] : [first ?? "", ...rest];
  const window = {
    name: pickWindow(isAcross ? "same_entity" : "same_event"),
    partition: isAcross ? [holder] : [holder, ...event],
  };
  return numbered(renderer, holder, { ...window, order }, row.time.utc);
}

/** An event's place among those of its own name, for numbers that are made across scans. */
export function placeAmongEvents(renderer: RelationRenderer, row: Row): Numbers {
  const { dialect } = renderer;
  const holder = holderOf(renderer, row);
  const place = `row_number() ${over(holder === undefined ? [] : [holder], ordering(dialect, row))}`;
  return { parts: { occurrence: place, nextAt: castAs(dialect, "null", dialect.types[dialect.eventTime]) } };
}

/** Columns of a relation whose rows have places. */
export function acrossEvents(renderer: RelationRenderer): {
  readonly columns: string[];
  readonly windows: readonly string[];
} {
  const { dialect, relation } = renderer;
  const { id, event, occurredAt, occurrence, nextAt } = columnNames(relation, "");
  const holders = holdersOf(relation).map((name) => identifier(dialect, columnNames(relation, name).entity));
  const holder = firstKnown(holders) ?? "null";
  const order = [occurredAt, dialect.byBytes(event), occurrence, id];
  const { parts, windows = [] } = numbered(
    renderer,
    holder,
    { name: "same_entity", partition: [holder], order },
    occurredAt,
  );
  const columns = resultNames(relation).map((name) => {
    if (name === occurrence) return named(dialect, parts?.occurrence ?? "null", name);
    return name === nextAt ? named(dialect, parts?.nextAt ?? "null", name) : identifier(dialect, name);
  });
  return { columns, windows };
}

interface NumberedWindow {
  readonly name: string;
  readonly partition: readonly string[];
  readonly order: readonly string[];
}

function numbered(
  { dialect }: RelationRenderer,
  holder: string,
  window: NumberedWindow,
  time: string,
): Numbers {
  const { name, partition, order } = window;
  const spec = dialect.namedWindows ? `over ${name}` : over(partition, order);
  const known = (sql: string) => caseOf("case", [`when ${operand(dialect, holder)} is not null then ${sql}`]);
  return {
    parts: {
      occurrence: known(`row_number() ${spec}`),
      nextAt: known(`lead(${dialect.toNullable?.(time) ?? time}) ${spec}`),
    },
    ...(dialect.namedWindows && { windows: [`${name} as (${windowOf(partition, order)})`] }),
  };
}

/** Whoever holds the row's numbers. Ids of several kinds are compared as texts. */
function holderOf({ dialect, relation }: RelationRenderer, row: Row): string | undefined {
  const values = holderValues(relation, row);
  if (values.length < 2) return values[0]?.sql;
  return firstKnown(values.map(({ sql, type }) => idText(dialect, sql, type)));
}
