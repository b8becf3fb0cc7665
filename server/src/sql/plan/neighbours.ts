/** SQL that speaks of an event's rows before and after: whether it may, and what type it gives. */
import type { Finding } from "../../document/types.ts";
import { aliasesOf } from "../../project/aliases.ts";
import { eventJoinsOf } from "../../project/joinedEvents.ts";
import {
  comesAfterTime,
  type NeighbourName,
  neighbourNames,
  neighboursAt,
  sequenceOf,
} from "../../project/sequence.ts";
import { sqlOf, type UserSql } from "../../project/sqlOf.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import { secondsOf } from "../../spec/values.ts";
import type { LogicalType } from "../logicalType.ts";
import { columnPlaces } from "../reader/columnPlaces.ts";
import { plainColumn, qualifiersIn } from "../reader/namesUsed.ts";
import { holdsQuery, structureOf } from "../reader/structure.ts";
import type { DialectName } from "../types.ts";
import type { Planning, Typing } from "./expressionTypes.ts";
import { type Made, neighbouring } from "./neighbouring.ts";
import type { SequencePlan, TypedSql } from "./plan.ts";
import { propertyColumnType } from "./planColumns.ts";
import { virtualAt } from "./virtualAliases.ts";

/** The names by which an event's SQL speaks of its other rows: those that no table of its own bears. */
function namesOf(event: ProjectEvent, project: Project): readonly NeighbourName[] {
  const taken = new Set(aliasesOf(event, project).map(({ alias }) => alias.toLowerCase()));
  return neighbourNames.filter((name) => !taken.has(name));
}

/** Hardly any SQL does, and this is asked of all of it at every keystroke. */
const mayMention = new RegExp(neighbourNames.join("|"), "i");

function speaks(sql: string, dialect: DialectName, names: readonly string[]): boolean {
  const qualifiers = qualifiersIn(sql, dialect);
  return names.some((name) => qualifiers.has(name));
}

/** The event's sequence as it stands in the plan; none where nothing of what it is made of speaks of other rows. */
export function planSequence(
  { dialect }: Planning,
  event: ProjectEvent,
  typing: Typing,
  made: Made,
): { readonly sequence?: SequencePlan } {
  const speaking = neighbouring(made);
  const sequence = speaking.length > 0 ? sequenceOf(event) : undefined;
  if (!sequence) return {};
  const { per, value, gap } = sequence;
  const named = new Set(
    speaking.flatMap(({ sql }) =>
      columnPlaces(sql, dialect).flatMap(({ parts: [alias, column] }) =>
        isRow(alias?.name.toLowerCase()) && column ? [column.name.toLowerCase()] : [],
      ),
    ),
  );
  return {
    sequence: {
      per: per.map((sql) => typing(sql)),
      values: made.properties.filter(({ name }) => named.has(name.toLowerCase())),
      ...(value && { value: typing(value) }),
      ...(gap && { gapSeconds: secondsOf(gap) }),
    },
  };
}

const isRow = (alias: string | undefined): boolean => alias === "previous" || alias === "next";

/** As the event's own typing, for SQL that may speak of the event's time and of other rows, and then says so. */
export function typingAfterTime(planning: Planning, event: ProjectEvent, typing: Typing): Typing {
  if (!sequenceOf(event)) return typingBesideEvents(planning, event, typing);
  const { project, dialect } = planning;
  const names = namesOf(event, project);
  const timeToo = aliasesOf(event, project).some(({ alias }) => alias.toLowerCase() === "event")
    ? names
    : [...names, "event"];
  return (sql, declared) => {
    const typed = typing(sql, declared);
    if (!speaks(sql.text, dialect, timeToo)) return typed;
    const type = typed.type ?? neighbourType(planning, event, typing, sql.text);
    return { ...typed, ...(type && { type }), virtual: [], neighbours: true };
  };
}

/** Beside joined events SQL may speak of the event's own time. */
function typingBesideEvents({ project, dialect }: Planning, event: ProjectEvent, typing: Typing): Typing {
  if (eventJoinsOf(event.document).length === 0) return typing;
  const { file, document } = event;
  const virtual = virtualAt({ role: "property", file, event, document }, project);
  return (sql, declared) => {
    const typed = typing(sql, declared);
    return speaks(sql.text, dialect, virtual) ? { ...typed, virtual } : typed;
  };
}

/** The type of `previous.total` and its like; `undefined` for any other text. */
function neighbourType(
  { dialect }: Planning,
  event: ProjectEvent,
  typing: Typing,
  text: string,
): LogicalType | undefined {
  const [alias = "", column = ""] = (plainColumn(text, dialect) ?? []).map((part) => part.toLowerCase());
  if (column === "at" || (alias === "sequence" && column === "session_at")) return { kind: "instant" };
  if (alias === "sequence") return { kind: "integer" };
  if (!isRow(alias)) return undefined;
  const value = sequenceOf(event)?.value;
  if (column === "value" && value) return typing(value).type;
  const property = event.properties.find(({ name }) => name.value.toLowerCase() === column);
  if (!property) return undefined;
  const own: TypedSql = property.sql ? typing(property.sql) : { sql: "null" };
  return propertyColumnType({
    value: property.constant ? { constant: property.constant.value, text: property.constant.text } : own,
    ...(property.type && { declared: property.type.value }),
  });
}

/** What is wrong with an expression that speaks of other rows. */
interface Fault {
  readonly message: string;
  readonly hint: string;
  /** Whether it is a name that its place does not have. */
  readonly unknown?: true;
}

export interface NeighbourFault extends Fault {
  readonly expression: UserSql;
}

/** In: an event. Out: what keeps its SQL from speaking of other rows; each expression once. */
export function neighbourFaults(
  event: ProjectEvent,
  project: Project,
  dialect: DialectName,
): NeighbourFault[] {
  const written = sqlOf(project, event).filter(
    ({ role, lookup, sql }) => comesAfterTime(role) && !lookup && mayMention.test(sql.text),
  );
  if (written.length === 0) return [];
  const names = namesOf(event, project);
  const speaking = written.filter(({ sql }) => speaks(sql.text, dialect, names));
  return speaking.flatMap((expression) => {
    const fault = faultOf(expression, event, { project, dialect, names });
    return fault ? [{ ...fault, expression }] : [];
  });
}

interface Scope {
  readonly project: Project;
  readonly dialect: DialectName;
  readonly names: readonly NeighbourName[];
}

function faultOf(expression: UserSql, event: ProjectEvent, scope: Scope): Fault | undefined {
  const { sql } = expression;
  const { dialect, names } = scope;
  if (!sequenceOf(event))
    return {
      message: `It speaks of other rows, and event "${event.name}" has no sequence.`,
      hint: "Say whose rows follow each other with `sequence: {per: …}` on the event or its document.",
      unknown: true,
    };
  if (event.key.length === 0)
    return {
      message: `The rows of event "${event.name}" have no \`key\`, so their order is not certain.`,
      hint: "Give the event or its document a `key` that identifies a row.",
    };
  const structure = structureOf(sql.text, dialect);
  if ([...structure.partners.keys()].some((bracket) => holdsQuery(structure, bracket)))
    return {
      message: "A sub-query can't speak of the event's other rows.",
      hint: "Take what you need of the row before into a property of its own, without a sub-query, or join the table.",
    };
  for (const { parts } of columnPlaces(sql.text, dialect)) {
    const [alias = "", column = ""] = parts.map(({ name }) => name.toLowerCase());
    const name = names.find((one) => one === alias);
    const fault = name && parts.length > 1 && columnFault(event, scope, { alias: name, column });
    if (fault) return fault;
  }
  return undefined;
}

function columnFault(
  event: ProjectEvent,
  { dialect, names }: Scope,
  { alias, column }: { readonly alias: NeighbourName; readonly column: string },
): Fault | undefined {
  const known = neighboursAt({ event }).find(({ name }) => name === alias)?.columns ?? [];
  if (!known.some(({ name }) => name.toLowerCase() === column))
    return {
      message: `There is no column "${column}" in "${alias}".`,
      hint:
        alias === "sequence"
          ? "`session`, `session_at` and `number_in_session` need `gap` in `sequence`."
          : "It has `at`, the event's properties, and with `changes` also `value`.",
      unknown: true,
    };
  const property = event.properties.find(({ name }) => name.value.toLowerCase() === column);
  if (alias === "sequence" || !property?.sql || !speaks(property.sql.text, dialect, names)) return undefined;
  return {
    message: `"${property.name.value}" speaks of other rows itself, so \`${alias}.${column}\` would have no end.`,
    hint: "Speak of properties that come from the row alone.",
  };
}

/** The same as findings about an event that has no SQL because of them. */
export function neighbourFindings(event: ProjectEvent, project: Project, dialect: DialectName): Finding[] {
  return neighbourFaults(event, project, dialect).map(
    ({ expression: { file, sql, path }, message, hint }) => ({
      file,
      rule: "broken-sequence",
      severity: "error",
      message,
      hint,
      span: sql.span,
      event: event.name,
      path,
    }),
  );
}
