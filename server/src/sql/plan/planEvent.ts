/** One event of a project as it stands in the plan. */

import { currencyColumn } from "../../project/eventColumns.ts";
import type { UsedLookup } from "../../project/lookupsUsed.ts";
import type { ProjectEvent } from "../../project/types.ts";
import type { LocatedLiteral } from "../../spec/literals.ts";
import type { Currency, EventDefinition, Ordering, SqlText } from "../../spec/types.ts";
import { declaredType } from "../logicalType.ts";
import { qualifiersIn } from "../reader/namesUsed.ts";
import { type Planning, type Typing, typingOf } from "./expressionTypes.ts";
import { lookupParameters } from "./lookupParameters.ts";
import { planSequence, typingAfterTime } from "./neighbours.ts";
import type { ChangesPlan, EventPlan, LiteralPlan, TypedSql, ValuePlan, VariantsPlan } from "./plan.ts";
import { planHistory } from "./planHistory.ts";
import { virtualAt } from "./virtualAliases.ts";

/** In: the names asked for, where that is not all of them. Out: `undefined` where its time or its key is missing. */
export function planEvent(
  planning: Planning,
  event: ProjectEvent,
  only?: readonly string[],
): EventPlan | undefined {
  const { definition, document } = event;
  const typing = typingOf(planning, event);
  const later = typingAfterTime(planning, event, typing);
  const all = (list: readonly SqlText[], typed = typing): TypedSql[] => list.map((sql) => typed(sql));
  const { at, changes, variants, oncePer } = definition;
  if (!at?.sql || (event.key.length === 0 && !oncePer)) return undefined;
  const nullValues = [...(at.nullValues ?? []), ...(document.nullValues ?? [])].map(({ text }) => text);
  const entities = planEntities(planning, event, typing);
  const carried = {
    properties: planProperties(planning, event, later),
    ...(definition.revenue && { revenue: later(definition.revenue) }),
    ...(definition.currency && { currency: planCurrency(definition.currency, event, later) }),
    ...(definition.link && { link: later(definition.link) }),
  };
  const made = {
    ...carried,
    ...(variants && { variants: planVariants(variants, later) }),
    ...(oncePer && { oncePer: planOncePer(oncePer, later, saidBy({ ...carried, entities })) }),
  };
  return {
    ...made,
    name: event.name,
    ...(variants && only && { only }),
    ...planRenamed(definition),
    version: event.version,
    at: { expression: typing(at.sql), timezone: at.timezone?.value ?? event.timezone, nullValues },
    scheduled: definition.scheduled?.value ?? false,
    where: definition.where ? [definition.where.text] : [],
    key: all(event.key),
    orderBy: orderings(definition.orderBy ?? document.orderBy, typing),
    entities,
    ...planSequence(planning, event, typing, made),
    ...(changes && { changes: planChanges(changes, typing) }),
    ...(event.lookback && { lookback: event.lookback }),
    ...planHistory(event),
    ...(event.also !== undefined && { also: `${event.file} ${event.also}` }),
    off: !event.enabled,
  };
}

function planRenamed({ name, formerly, variants }: EventDefinition): Pick<EventPlan, "renamed"> {
  const all = variants
    ? variants.names.map(({ event, formerly = [] }) => ({ name: event.value, formerly }))
    : [{ name: name.value, formerly: formerly ?? [] }];
  const renamed = all.flatMap(({ name, formerly }) =>
    formerly.length === 0 ? [] : [{ name, former: formerly.map(({ value }) => value) }],
  );
  return renamed.length > 0 ? { renamed } : {};
}

function planEntities({ project }: Planning, event: ProjectEvent, typing: Typing): ValuePlan[] {
  const declared = new Map(project.file.entities.map((entity) => [entity.name.value, entity.type?.value]));
  return event.entities.map(({ name, sql }) => ({
    name: name.value,
    value: typing(sql, declaredType(declared.get(name.value))),
    ...sentinelsOf(event),
  }));
}

function planProperties(planning: Planning, event: ProjectEvent, typing: Typing): ValuePlan[] {
  return event.properties.flatMap((property): ValuePlan[] => {
    const declared = property.type?.value;
    const rest = { ...sentinelsOf(event), ...(declared && { declared }) };
    const name = property.name.value;
    if (property.sql) {
      const { lookup, sql } = property;
      return [{ name, value: lookup ? ofLookup(planning, event, lookup, sql) : typing(sql), ...rest }];
    }
    if (!property.constant) return [];
    return [{ name, value: { constant: property.constant.value, text: property.constant.text }, ...rest }];
  });
}

function ofLookup(planning: Planning, event: ProjectEvent, use: UsedLookup, sql: SqlText): TypedSql {
  const { project, dialect } = planning;
  const lookup = use.declared;
  const virtual = virtualAt({ role: "property", file: project.file.file, lookup }, project);
  const parameters = lookupParameters(planning, event).byLookup.get(use.use.name.value);
  const speaks = parameters && virtual.includes("param") && qualifiersIn(sql.text, dialect).has("param");
  return { ...typingOf(planning, event, use)(sql), virtual, ...(speaks && { parameters }) };
}

function planCurrency(currency: Currency, event: ProjectEvent, typing: Typing): ValuePlan {
  const value =
    currency.kind === "sql"
      ? typing(currency.sql)
      : { constant: currency.code.value, text: currency.code.value };
  return { name: currencyColumn, value, declared: { kind: "string" }, ...sentinelsOf(event) };
}

function sentinelsOf(event: ProjectEvent) {
  return {
    nullValues: (event.document.nullValues ?? []).map(({ text }) => text),
    timezone: event.timezone,
  };
}

function planChanges(
  { value, per, from, to }: NonNullable<ProjectEvent["definition"]["changes"]>,
  typing: Typing,
): ChangesPlan {
  return {
    value: typing(value),
    per: per.map((sql) => typing(sql)),
    ...(from && { from: from.map(literalOf) }),
    ...(to && { to: to.map(literalOf) }),
  };
}

function planOncePer(
  { key, by, keep }: NonNullable<ProjectEvent["definition"]["oncePer"]>,
  typing: Typing,
  said: readonly ValuePlan[],
): NonNullable<EventPlan["oncePer"]> {
  return {
    key: key.map((sql) => typing(sql)),
    by: orderings(by, typing),
    keep,
    said: keep === "only" ? said : [],
  };
}

function orderings(list: readonly Ordering[], typing: Typing): EventPlan["orderBy"] {
  return list.map(({ sql, descending }) => ({ value: typing(sql), descending }));
}

/** What a row says by itself: what it says of the rows before and after is never the same. */
function saidBy(
  event: Pick<EventPlan, "entities" | "properties" | "revenue" | "currency" | "link">,
): ValuePlan[] {
  const { entities, properties, revenue, currency, link } = event;
  const plain = Object.entries({ revenue, link }).flatMap(([name, value]): ValuePlan[] =>
    value ? [{ name, value, nullValues: [], timezone: "UTC" }] : [],
  );
  return [...entities, ...properties, ...(currency ? [currency] : []), ...plain].filter(
    ({ value }) => "sql" in value && !value.neighbours,
  );
}

function planVariants(
  { by, names, otherwise }: NonNullable<ProjectEvent["definition"]["variants"]>,
  typing: Typing,
): VariantsPlan {
  return {
    by: typing(by),
    names: names.map(({ value, event }) => ({ value: literalOf(value), event: event.value })),
    otherwise: typeof otherwise === "object" ? { name: typing(otherwise.name) } : otherwise,
  };
}

function literalOf({ value, text }: LocatedLiteral): LiteralPlan {
  return { value, text };
}
