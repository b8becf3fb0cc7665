/** Shapes of tables that tell more than their timestamps: fields with values, statuses with times, and statuses without. */
import { eventNameFor, nounOf, snake } from "../../project/proposedEvents.ts";
import type { Column, Table } from "../../project/types.ts";
import { isPast, pastOf } from "../../spec/englishVerbs.ts";
import type { EventNameStyle } from "../../spec/eventNameStyle.ts";
import { wordsOf } from "../../spec/nameWords.ts";
import { isHistory, isLastChange } from "../../spec/timeNames.ts";
import { columnType } from "../../sql/logicalType.ts";
import { isId } from "./columns.ts";
import type { SuggestedEvent } from "./types.ts";

/** Values of a column of which each becomes an event. */
export const mostValues = 12;

/** Reads the values of a column; `undefined` where nobody can, or there are more than `mostValues`. */
type ValuesOf = (column: Column) => Promise<readonly string[] | undefined>;

export interface Shaping {
  readonly table: Table;
  /** The moment of each row. */
  readonly time: Column;
  readonly style: EventNameStyle;
  readonly values: ValuesOf;
  /** Whether a column alone tells rows apart. */
  readonly isRowId: (column: Column) => boolean;
}

const named = (table: Table, pattern: RegExp): Column | undefined =>
  table.columns.find((column) => pattern.test(snake(column.name)) && isText(column));

function isText(column: Column): boolean {
  return (columnType(column)?.kind ?? "string") === "string";
}

/**
 * The id of what a row of a history is about. Beside an id of the row itself it is one that the table is called after: `order_id` in
 * `order_status_history`. Without that the row's own id is what repeats.
 */
function aboutOf({ columns, parts }: Table, { isRowId }: Pick<Shaping, "isRowId">): Column | undefined {
  const ids = columns.filter(({ name }) => isId(name));
  const own = ids.find(({ name }) => /^(id|key|uuid|guid)$/i.test(name));
  if (!own) return ids[0];
  if (!isRowId(own)) return own;
  const noun = nounOf(parts.at(-1) ?? "");
  return ids.find(
    ({ name }) => name !== own.name && noun.startsWith(snake(name).replace(/_(id|key|uuid|guid)$/, "")),
  );
}

/** What a history is of: `ticket_id` → `ticket`; of a bare `id` what its table is of. */
function objectOf(about: Column, table: Table): string[] {
  const entity = snake(about.name).replace(/_?(id|key|uuid|guid)$/, "");
  return wordsOf(entity === "" ? nounOf(table.parts.at(-1) ?? "") : entity);
}

/** A history with a row for each change of a field: name, value, time. An event for each field that there is. */
export async function fieldEvents(shaping: Shaping): Promise<SuggestedEvent[]> {
  const { table, time, style, values } = shaping;
  const field = named(table, /^(field|attribute|property|column)(_name)?$/);
  const value = named(table, /^(new_)?value$/);
  const about = aboutOf(table, shaping);
  if (!field || !value || !about) return [];
  const found = await values(field);
  const object = objectOf(about, table);
  const event = (what: string, of: readonly Column[]) => ({
    name: eventNameFor(object, [...wordsOf(what).filter((word) => word !== "id"), "changed"], style),
    at: time,
    changes: { value, per: of },
  });
  if (!found?.length)
    return [
      {
        ...event("field", [about, field]),
        description: `A ${field.name} of ${about.name} got another ${value.name}, at its ${time.name}.`,
        reason: `a row for each change of a field (${field.name}, ${value.name}), by the names of columns.`,
      },
    ];
  return found
    .filter((one) => /^[a-z]/.test(snake(one)))
    .map((one) => ({
      ...event(one, [about]),
      where: { column: field, value: one },
      description: `The ${one} of ${about.name} got another ${value.name}, at its ${time.name}.`,
      reason: `rows whose ${field.name} is ${JSON.stringify(one)}: one event for each change of ${value.name}.`,
    }));
}

const statusName = /^(\w+_)?(status|state|stage|phase)$/;

/** A history with a status in each row: an event for each change of it. */
export async function statusEvents(shaping: Shaping): Promise<SuggestedEvent[]> {
  const { table, time, style, values } = shaping;
  const name = table.parts.at(-1) ?? "";
  const about = aboutOf(table, shaping);
  // Of a row that is written anew for each version, the time when its thing began says nothing of the change.
  if (about && /^(id|key|uuid|guid)$/i.test(about.name) && !isLastChange(time.name)) return [];
  const status = isHistory(name) ? named(table, statusName) : undefined;
  if (!status || !about) return [];
  const object = objectOf(about, table);
  const words = wordsOf(status.name).filter((word) => !object.includes(word));
  const variants = variantsOf(status, await values(status), object, style);
  return [
    {
      name: eventNameFor(object, [...words, "changed"], style),
      description: `The ${status.name} of ${about.name} became another one, at its ${time.name}.`,
      reason: `a row for each change of ${status.name}: one event for each row where it differs from the one before.`,
      at: time,
      changes: { value: status, per: [about] },
      ...(variants && { variants }),
    },
  ];
}

/** A log whose rows say what was done: an event of many names. */
export async function actionEvents({ table, time, style, values }: Shaping): Promise<SuggestedEvent[]> {
  const name = table.parts.at(-1) ?? "";
  const action = isHistory(name)
    ? named(table, /^(action|event|event_type|event_name|activity|verb|type)$/)
    : undefined;
  if (!action) return [];
  const object = wordsOf(nounOf(name));
  const variants = variantsOf(action, await values(action), object, style);
  if (!variants) return [];
  return [
    {
      name: eventNameFor(object, ["recorded"], style),
      description: `A row of ${name}, at its ${time.name}, called after its ${action.name}.`,
      reason: `${action.name} says what was done: each of its values is an event.`,
      at: time,
      variants,
    },
  ];
}

/** Names of events by values; `undefined` unless each value is an action, and no two are one. */
function variantsOf(
  by: Column,
  values: readonly string[] | undefined,
  object: readonly string[],
  style: EventNameStyle,
): SuggestedEvent["variants"] {
  if (!values?.length || !values.every(isAction)) return undefined;
  const names = values.map((value) => [value, eventNameFor(object, wordsOf(value), style)] as const);
  const isSeveral = names.length > 1 && new Set(names.map(([, name]) => name)).size === names.length;
  return isSeveral ? { by, names } : undefined;
}

function isAction(value: string): boolean {
  const last = wordsOf(value).at(-1) ?? "";
  return /^[A-Za-z][\w .-]*$/.test(value) && (isPast(last) || pastOf(last) !== undefined);
}

/** Proposed events at most of one table. */
const mostProposed = 6;

/** A status that a row has now, and no time of when it came to have it: nothing can be derived of that, which is said. */
export async function proposedEvents(
  { table, style, values }: Omit<Shaping, "time" | "isRowId">,
  taken: ReadonlySet<string>,
): Promise<{ readonly column: Column; readonly events: SuggestedEvent[] } | undefined> {
  const name = table.parts.at(-1) ?? "";
  const noun = nounOf(name);
  const column = table.columns.find(
    (one) =>
      isText(one) &&
      ["status", "state", "stage", `${noun}_status`, `${noun}_state`, `${noun}_stage`].includes(
        snake(one.name),
      ),
  );
  if (!column) return undefined;
  const actions = ((await values(column)) ?? []).filter(
    (value) => isAction(value) && isPast(wordsOf(value).at(-1) ?? ""),
  );
  const object = wordsOf(noun);
  const event = (what: readonly string[], became: string) => ({
    name: eventNameFor(object, what, style),
    description: `The ${column.name} of a row of ${name} became ${became}.`,
    reason: `${column.name} says how a row is now.`,
    blockedBy: `${name} keeps the ${column.name} that a row has now, and no time of when it became ${became}`,
  });
  const all =
    actions.length > 0
      ? actions.map((value) => event(wordsOf(value), JSON.stringify(value)))
      : [event([...wordsOf(column.name).filter((word) => !object.includes(word)), "changed"], "another one")];
  return { column, events: all.filter((one) => !taken.has(one.name)).slice(0, mostProposed) };
}
