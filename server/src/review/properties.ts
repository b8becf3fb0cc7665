/** Properties of both sides of an event → what changed: their values, types, and what is promised of them. */
import { sqlOf, type UserSql } from "../project/sqlOf.ts";
import type { EventProperty, Project, ProjectEvent } from "../project/types.ts";
import { type RenameAliases, sameAliases } from "./aliases.ts";
import { canonical } from "./canonical.ts";
import { type Sides, textAt } from "./compareFacts.ts";
import { type About, comparePromises } from "./promises.ts";
import type { Change, Place } from "./types.ts";
import { isSame } from "./types.ts";

export interface EventSides extends Sides {
  readonly before: ProjectEvent;
  readonly after: ProjectEvent;
  readonly rename: RenameAliases;
}

export async function compareProperties(sides: EventSides): Promise<Change[]> {
  const { before, after } = sides;
  const [old, now] = [byName(before), byName(after)];
  const [bases, heads] = [positionsOf(sides.base, before), positionsOf(sides.head, after)];
  const changes: Change[] = [];
  for (const [name, is] of now) {
    const was = old.get(name);
    if (!was) changes.push(newProperty(is, sides));
    else changes.push(...(await valueChanges(was, is, heads, sides)), ...promiseChanges(was, is, sides));
  }
  for (const [name, was] of old)
    if (!now.has(name)) changes.push(goneProperty(was, renamedTo(was, { old, now, bases, heads }), sides));
  return changes;
}

type Positions = (property: EventProperty) => UserSql | undefined;

const byName = ({ properties }: ProjectEvent) => new Map(properties.map((one) => [one.name.value, one]));

/** Where the SQL of properties stands; a lookup's under each name that it is used by. */
function positionsOf(project: Project, event: ProjectEvent): Positions {
  let known: readonly UserSql[] | undefined;
  return ({ sql, lookup }) => {
    known ??= sqlOf(project, event).filter(({ role }) => role === "property");
    return known.find((one) => one.sql === sql && (!lookup || one.use?.use === lookup.use));
  };
}

function changeOf(
  property: EventProperty,
  sides: EventSides,
  about: About,
  more: Partial<Change> = {},
): Change {
  const name = property.name.value;
  const own = property.from === "event" ? `events.${sides.after.definition.name.value}.` : "";
  return {
    ...(sides.event !== undefined && { event: sides.event }),
    kind: `property-${about.how}`,
    what: `Property \`${name}\``,
    class: about.class,
    message: about.message,
    path: `${own}properties.${name}`,
    ...more,
  };
}

const placeOf = ({ file, span }: EventProperty): Place => ({ file, span });

function newProperty(is: EventProperty, sides: EventSides): Change {
  const message = `Property \`${is.name.value}\` is new.`;
  return changeOf(
    is,
    sides,
    { how: "added", class: "additive", message },
    {
      after: textAt(sides.head, placeOf(is)),
      head: placeOf(is),
    },
  );
}

function goneProperty(was: EventProperty, renamed: EventProperty | undefined, sides: EventSides): Change {
  const name = was.name.value;
  const message = renamed
    ? `Property \`${name}\` is now called \`${renamed.name.value}\`: its column is gone under the old name.`
    : `Property \`${name}\` is gone.`;
  const hint = renamed
    ? `Keep \`${name}\` beside it until nobody reads it, or raise \`version\`.`
    : "Keep it until nobody reads it, or raise `version`.";
  return changeOf(
    was,
    sides,
    { how: renamed ? "renamed" : "removed", class: "breaking", message },
    {
      before: textAt(sides.base, placeOf(was)),
      ...(renamed && { after: textAt(sides.head, placeOf(renamed)), head: placeOf(renamed) }),
      base: placeOf(was),
      rule: "property-removed",
      hint,
    },
  );
}

interface Renaming {
  readonly old: ReadonlyMap<string, EventProperty>;
  readonly now: ReadonlyMap<string, EventProperty>;
  readonly bases: Positions;
  readonly heads: Positions;
}

/** A new property with the value of one that is gone. */
function renamedTo(was: EventProperty, { old, now, bases, heads }: Renaming): EventProperty | undefined {
  const value = bases(was)?.sql.text.trim();
  if (value === undefined) return undefined;
  return [...now.values()].find((is) => !old.has(is.name.value) && heads(is)?.sql.text.trim() === value);
}

/** What it is, by SQL or as a constant. */
async function valueChanges(
  was: EventProperty,
  is: EventProperty,
  heads: Positions,
  sides: EventSides,
): Promise<Change[]> {
  const position = is.sql && heads(is);
  const rename = was.lookup ? sameAliases : sides.rename;
  const verdict =
    was.sql && is.sql && position
      ? await sides.judge({ as: "value", before: rename.sql(was.sql.text), after: is.sql.text, position })
      : undefined;
  if (
    verdict?.step === "same tokens" ||
    (!was.sql && !is.sql && canonical(was.constant) === canonical(is.constant))
  )
    return [];
  const same = verdict !== undefined && isSame(verdict);
  const name = is.name.value;
  const message = same
    ? `Property \`${name}\` is written otherwise and means the same.`
    : `Property \`${name}\` has another value.`;
  return [
    changeOf(
      is,
      sides,
      { how: "changed", class: same ? "none" : "meaning", message },
      {
        before: was.sql?.text.trim() ?? textAt(sides.base, placeOf(was)),
        after: is.sql?.text.trim() ?? textAt(sides.head, placeOf(is)),
        base: { file: was.file, span: was.sql?.span ?? was.span },
        head: { file: is.file, span: is.sql?.span ?? is.span },
        ...(verdict && { verdict }),
        ...(!same && { rule: "meaning-changed" as const }),
      },
    ),
  ];
}

/** What is declared of it. */
function promiseChanges(was: EventProperty, is: EventProperty, sides: EventSides): Change[] {
  const places = { base: placeOf(was), head: placeOf(is) };
  return comparePromises(was, is, (about, more = {}) => changeOf(is, sides, about, { ...places, ...more }));
}
