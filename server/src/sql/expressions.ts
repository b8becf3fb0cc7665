/** Every piece of SQL that an event's rows depend on, with its place in the files. */
import type { Project, ProjectEvent } from "../project/types.ts";
import type { Join, SqlText } from "../spec/types.ts";

type ExpressionKind =
  | "source"
  | "list"
  | "join_source"
  | "on"
  | "start"
  | "end"
  | "as_of_at"
  | "parameter"
  | "where"
  | "key"
  | "at"
  | "order_by"
  | "changes_value"
  | "changes_per"
  | "variants_by"
  | "once_per"
  | "entity"
  | "property"
  | "revenue"
  | "link"
  | "loaded_at"
  | "partition";

export interface EventExpression {
  readonly kind: ExpressionKind;
  readonly sql: SqlText;
  /** Dotted path of keys in its document, for instance `events.order_placed.at`. */
  readonly path: string;
  /** Path of the file that `sql.span` points into. */
  readonly file: string;
  /** The entity's, property's, join's or parameter's name. */
  readonly name?: string;
  /** The lookup that it belongs to. */
  readonly lookup?: string;
}

/** In the order of evaluation. Tables' names are not among them; queries are. */
export function expressionsOf(project: Project, event: ProjectEvent): EventExpression[] {
  return [...sourceExpressions(event), ...joinExpressions(project, event), ...ownExpressions(event)];
}

type Add = (
  kind: ExpressionKind,
  sql: SqlText | undefined,
  path: string,
  more?: { name?: string; file?: string; lookup?: string },
) => EventExpression[];

function adding(defaultFile: string): Add {
  return (kind, sql, path, more) => (sql ? [{ kind, sql, path, file: defaultFile, ...more }] : []);
}

function sourceExpressions(event: ProjectEvent): EventExpression[] {
  const { document, definition } = event;
  const add = adding(event.file);
  const lists = definition.forEach ?? document.forEach;
  const base = definition.forEach ? `events.${event.name}.for_each` : "for_each";
  return [
    ...(document.source?.kind === "query" ? add("source", document.source.sql, "from.sql") : []),
    ...lists.flatMap((one, at) => add("list", one.in, `${base}.${at}.in`, { name: one.item.value })),
  ];
}

function joinExpressions(project: Project, event: ProjectEvent): EventExpression[] {
  const { document, file } = event;
  const add = adding(file);
  return [
    ...document.joins.flatMap((join, at) => oneJoin(join, `join.${at}`, file)),
    ...document.lookups.flatMap((use) => [
      ...use.parameters.flatMap(({ name, sql }) =>
        add("parameter", sql, `lookups.${use.name.value}.${name.value}`, { name: name.value }),
      ),
      ...(project.lookups.get(use.name.value)?.joins ?? []).flatMap((join, at) =>
        oneJoin(join, `lookups.${use.name.value}.join.${at}`, project.file.file).map((one) => ({
          ...one,
          lookup: use.name.value,
        })),
      ),
    ]),
  ];
}

function oneJoin(join: Join, path: string, file: string): EventExpression[] {
  const add = adding(file);
  const name = join.alias?.value;
  const more = name === undefined ? {} : { name };
  return [
    ...(join.source?.kind === "query" ? add("join_source", join.source.sql, `${path}.from.sql`, more) : []),
    ...add("on", join.on, `${path}.on`, more),
    ...add("start", join.asOf?.start, `${path}.as_of.start`, more),
    ...add("end", join.asOf?.end, `${path}.as_of.end`, more),
    ...add("as_of_at", join.asOf?.at, `${path}.as_of.at`, more),
  ];
}

function ownExpressions(event: ProjectEvent): EventExpression[] {
  const { document, definition, file } = event;
  const add = adding(file);
  const own = `events.${event.name}`;
  const list = (kind: ExpressionKind, sqls: readonly SqlText[] | undefined, path: string) =>
    (sqls ?? []).flatMap((sql, at) => add(kind, sql, `${path}.${at}`));
  const { changes, variants, oncePer } = definition;
  return [
    ...add("where", document.where, "where"),
    ...add("where", definition.where, `${own}.where`),
    ...list("key", event.key, definition.key ? `${own}.key` : "key"),
    ...add("at", definition.at?.sql, `${own}.at`),
    ...list(
      "order_by",
      definition.orderBy ?? document.orderBy,
      definition.orderBy ? `${own}.order_by` : "order_by",
    ),
    ...add("changes_value", changes?.value, `${own}.changes.value`),
    ...list("changes_per", changes?.per, `${own}.changes.per`),
    ...add("variants_by", variants?.by, `${own}.variants.by`),
    ...list("once_per", oncePer?.key, `${own}.once_per`),
    ...event.entities.flatMap(({ name, sql }) =>
      add("entity", sql, entityPath(event, name.value), { name: name.value }),
    ),
    ...event.properties.flatMap((property) => {
      const { name, lookup } = property;
      const more = { name: name.value, file: property.file, ...(lookup !== undefined && { lookup }) };
      return add("property", property.sql, propertyPath(event, property), more);
    }),
    ...add("revenue", definition.revenue, `${own}.revenue`),
    ...add("link", definition.link, `${own}.link`),
    ...add("loaded_at", document.loadedAt, "loaded_at"),
    ...add("partition", document.partition?.column, "partition.column"),
  ];
}

function entityPath({ name, definition }: ProjectEvent, entity: string): string {
  const isOwn = definition.entities.some((one) => one.name.value === entity);
  return isOwn ? `events.${name}.entities.${entity}` : `entities.${entity}`;
}

function propertyPath(event: ProjectEvent, property: ProjectEvent["properties"][number]): string {
  const suffix = property.short ? "" : ".sql";
  const path = `properties.${property.name.value}${suffix}`;
  if (property.from === "event") return `events.${event.name}.${path}`;
  return property.from === "lookup" ? `lookups.${property.lookup}.${path}` : path;
}
