/** What keeps other events from being joined. */
import { didYouMean } from "../../document/didYouMean.ts";
import { spanInScalar } from "../../document/scalarMap.ts";
import type { Finding, Span } from "../../document/types.ts";
import {
  type EventJoin,
  eventAsTable,
  eventJoinsOf,
  eventsCalled,
  joinsTooMany,
  mostJoinedEvents,
  usedEventJoins,
} from "../../project/joinedEvents.ts";
import { sqlOfRows } from "../../project/sqlOf.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import { columnPlaces } from "../reader/columnPlaces.ts";
import { qualifiersIn } from "../reader/namesUsed.ts";
import type { DialectName } from "../types.ts";

/** What is wrong with a join, at a place in the event's file. */
export interface JoinFault {
  readonly span: Span;
  readonly message: string;
  readonly hint: string;
}

/** In: an event. Out: what keeps the events that it speaks of from being joined. Names that nobody declares are none of it. */
export function brokenJoins(event: ProjectEvent, project: Project, dialect: DialectName): JoinFault[] {
  const used = usedEventJoins(event, project);
  const scope = { project, dialect };
  const faults = used.flatMap((join) => faultOf(join, event, scope) ?? columnFaults(join, event, scope));
  return faults.length > 0 ? faults : tooMany(event, used, project);
}

interface Scope {
  readonly project: Project;
  readonly dialect: DialectName;
}

function faultOf(join: EventJoin, event: ProjectEvent, scope: Scope): JoinFault | undefined {
  const { name, by, alias } = join;
  const declared = scope.project.eventsByName.get(name.value) ?? [];
  if (!by || declared.length === 0) return undefined;
  const bearers = eventsCalled(scope.project, name.value);
  if (bearers.length < declared.length)
    return {
      span: name.span,
      message: `Event "${name.value}" is only proposed, so it has no rows to join.`,
      hint: "Join an event that has SQL.",
    };
  const without = [event, ...bearers.map((one) => one.event)].find((one) => !carries(one, by.value));
  if (without)
    return {
      span: by.span,
      message: `Event "${without.name}" does not carry the entity "${by.value}", by which "${alias}" is found.`,
      hint: `Give it the id below its \`entities\`, or name an entity that both carry.`,
    };
  return circleOf(join, event, scope) ?? ownEntityFault(join, event, scope);
}

/** Columns that the joined event does not have. */
function columnFaults(join: EventJoin, event: ProjectEvent, { project, dialect }: Scope): JoinFault[] {
  const { alias, name } = join;
  const known = eventAsTable(join, project).columns.map((column) => column.name);
  if (known.length === 0) return [];
  return sqlOfRows(project, event).flatMap(({ sql, file, lookup }) =>
    lookup
      ? []
      : columnPlaces(sql.text, dialect).flatMap(({ parts: [qualifier, column] }): JoinFault[] => {
          if (qualifier?.name.toLowerCase() !== alias.toLowerCase() || !column) return [];
          if (known.some((one) => one.toLowerCase() === column.name.toLowerCase())) return [];
          const near = didYouMean(column.name, known);
          const text = project.documents.get(file)?.text ?? "";
          return [
            {
              span: spanInScalar(sql.scalar, text, column.start, column.end),
              message: `There is no column "${column.name}" in the relation of event "${name.value}".`,
              hint:
                near === undefined ? `It has ${known.slice(0, 8).join(", ")} …` : `Did you mean "${near}"?`,
            },
          ];
        }),
  );
}

const carries = ({ entities }: ProjectEvent, entity: string) =>
  entities.some(({ name }) => name.value === entity);

/** An entity by which an event is found can't come from one. */
function ownEntityFault({ by }: EventJoin, event: ProjectEvent, { dialect }: Scope): JoinFault | undefined {
  const aliases = eventJoinsOf(event.document).map(({ alias }) => alias);
  const entity = event.entities.find(({ name }) => name.value === by?.value);
  const qualifiers = entity && qualifiersIn(entity.sql.text, dialect);
  const alias = aliases.find((one) => qualifiers?.has(one.toLowerCase()));
  if (!by || alias === undefined) return undefined;
  return {
    span: by.span,
    message: `The entity "${by.value}" comes from "${alias}", and events are found by it.`,
    hint: "Take it from the source or a plain join.",
  };
}

function circleOf(join: EventJoin, event: ProjectEvent, scope: Scope): JoinFault | undefined {
  const way = wayBack(event, join.name.value, scope, new Set());
  if (!way) return undefined;
  if (way.length === 1)
    return {
      span: join.name.span,
      message: `Event "${event.name}" joins itself.`,
      hint: "For the row before write `sequence: {per: …}`, and speak of `previous`.",
    };
  return {
    span: join.name.span,
    message: `Events join each other in a circle: ${[event.name, ...way].join(" → ")}.`,
    hint: "Take one of the joins out, or what speaks of it.",
  };
}

/** The names over which an event's joins lead back to it; each event is looked at once. */
function wayBack(
  event: ProjectEvent,
  name: string,
  scope: Scope,
  seen: Set<ProjectEvent>,
): readonly string[] | undefined {
  for (const { event: next } of eventsCalled(scope.project, name)) {
    if (next.name === event.name && next.file === event.file && next.document === event.document)
      return [name];
    if (seen.has(next) || seen.size >= mostJoinedEvents) continue;
    seen.add(next);
    for (const join of usedEventJoins(next, scope.project)) {
      const rest = wayBack(event, join.name.value, scope, seen);
      if (rest) return [name, ...rest];
    }
  }
  return undefined;
}

function tooMany(event: ProjectEvent, [first]: readonly EventJoin[], project: Project): JoinFault[] {
  if (!first || !joinsTooMany(event, project)) return [];
  return [
    {
      span: first.name.span,
      message: `Event "${event.name}" joins more than ${mostJoinedEvents} events, those that they join among them.`,
      hint: "Join fewer, or keep some of them as a table and join that.",
    },
  ];
}

/** The same as findings about an event that has no SQL because of them. */
export function brokenJoinFindings(event: ProjectEvent, project: Project, dialect: DialectName): Finding[] {
  return brokenJoins(event, project, dialect).map(
    (fault): Finding => ({
      ...{ file: event.file, rule: "broken-event-join", severity: "error", event: event.name },
      ...fault,
    }),
  );
}
