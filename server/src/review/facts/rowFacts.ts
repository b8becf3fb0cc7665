/** What decides an event's rows and values beside its SQL. */
import { calledAlias } from "../../project/defaultAlias.ts";
import { destinationsOf } from "../../project/destinationsOf.ts";
import { lookupsUsed } from "../../project/lookupsUsed.ts";
import type { Project, ProjectEvent } from "../../project/types.ts";
import type { Join, Ordering, Source } from "../../spec/types.ts";
import type { RenameAliases } from "../aliases.ts";
import { canonical } from "../canonical.ts";
import type { Place } from "../types.ts";
import type { Fact, FactKind } from "./types.ts";

type Said = Pick<Fact, "id" | "kind" | "what" | "path" | "says"> &
  Pick<Partial<Fact>, "idle" | "partOf"> &
  Place;

export function rowFacts(project: Project, event: ProjectEvent, rename: RenameAliases): Fact[] {
  return [
    ...sourceFacts(project, event, rename),
    ...timeFacts(event),
    ...choiceFacts(event),
    ...nameFacts(event),
    ...destinationFacts(event),
  ].map((said) => ({ ...said, sql: [], as: "value" }));
}

function sourceFacts(project: Project, event: ProjectEvent, rename: RenameAliases): Said[] {
  const { document, definition, file } = event;
  const { source } = document;
  const lists = definition.forEach ?? document.forEach;
  return [
    ...(source
      ? [
          said(
            "source",
            "source",
            "The source",
            { file, span: source.span, path: "from" },
            sourceSays(source),
          ),
        ]
      : []),
    ...document.joins.map((join) =>
      joinFact(join, `join:${rename.alias(calledAlias(join) ?? "")}`, file, undefined),
    ),
    ...lists.map(({ item: _, position: __, span, ...list }, at) =>
      said(
        `list:${at}`,
        "list",
        "The list that makes rows",
        { file, span, path: `for_each.${at}` },
        canonical(list),
      ),
    ),
    ...lookupsUsed(document, project.lookups).flatMap(({ use, declared, joins }): Said[] => {
      const name = use.name.value;
      const place = { file, span: use.span };
      const id = `lookup:${name}`;
      const own = said(
        id,
        "lookup",
        `The lookup \`${name}\``,
        { ...place, path: `lookups.${name}` },
        declared.name.value,
      );
      return [
        { ...own, idle: true },
        ...joins.map((join) =>
          joinFact(join, `${id}:join:${calledAlias(join)}`, project.file.file, declared.name.value),
        ),
      ];
    }),
  ];
}

/** A table by its parts, as it is resolved; all else as it is written. */
function sourceSays(source: Source): string {
  return canonical(source.kind === "table" ? { ...source.table, sql: undefined } : withoutSql(source));
}

/** The names of tables are written as SQL, yet say more than that there is some. */
function withoutSql(source: Source): unknown {
  return source.kind === "query" ? { ...source, sql: undefined } : source;
}

function joinFact(join: Join, id: string, file: string, lookup: string | undefined): Said {
  const { source, event, type, asOf, fields } = join;
  const kind = type?.value ?? "left";
  const says = canonical({
    kind,
    source: source && sourceSays(source),
    event,
    asOf: asOf && { ends: asOf.end !== undefined, at: asOf.at !== undefined, timezone: asOf.timezone },
    fields: fields?.picks,
  });
  const path = lookup === undefined ? "join" : `lookups.${lookup}.join`;
  const what = `The ${kind} join of \`${calledAlias(join)}\``;
  return {
    ...said(id, "join", what, { file, span: join.span, path: path }, says),
    idle: kind === "left" || undefined,
  };
}

function timeFacts(event: ProjectEvent): Said[] {
  const { document, definition, file, timezone, history } = event;
  const { at, scheduled, name } = definition;
  const zone = document.timezone?.span ?? name.span;
  const nulls = document.nullValues?.[0]?.span ?? name.span;
  return [
    said(
      "zone",
      "zone",
      "The time zone",
      { file, span: at?.timezone?.span ?? zone, path: "timezone" },
      at?.timezone?.value ?? timezone,
    ),
    ...optional(document.nullValues, () =>
      said(
        "null_values",
        "null-values",
        "What stands for no value",
        { file, span: nulls, path: "null_values" },
        canonical(document.nullValues),
      ),
    ),
    ...optional(at?.nullValues, (values) =>
      said(
        "at:null_values",
        "null-values",
        "What stands for no time",
        { file, span: at?.span ?? nulls, path: "at.null_values" },
        canonical(values),
      ),
    ),
    ...optional(scheduled?.value || undefined, () =>
      said(
        "scheduled",
        "scheduled",
        "Being scheduled",
        { file, span: scheduled?.span ?? name.span, path: "scheduled" },
        "true",
      ),
    ),
    ...optional(history, (kept) =>
      said("history", "history", "The history", { file, span: kept.span, path: "history" }, canonical(kept)),
    ),
    said(
      "origin",
      "origin",
      "The origin",
      { file, span: document.origin?.span ?? name.span, path: "origin" },
      event.origin,
    ),
  ];
}

function choiceFacts({ document, definition, file }: ProjectEvent): Said[] {
  const { changes, oncePer, name } = definition;
  const orderBy = definition.orderBy ?? document.orderBy;
  const sequence = definition.sequence ?? document.sequence;
  const directions = (list: readonly Ordering[]) => list.map(({ descending }) => descending);
  return [
    ...optional(orderBy.length > 0 ? orderBy : undefined, (order) => {
      const place = { file, span: order[0]?.sql.span ?? name.span };
      const what = "The order of rows of one moment";
      return said(
        "order_by:direction",
        "order",
        what,
        { ...place, path: "order_by" },
        canonical(directions(order)),
      );
    }),
    ...optional(sequence, ({ span, gap }) => {
      const place = { file, span, path: "sequence" };
      // It gives names to other SQL, and changes nothing where none uses them.
      return { ...said("sequence", "sequence", "The sequence", place, canonical(gap)), idle: true };
    }),
    ...optional(changes, ({ span, from, to }) =>
      said(
        "changes",
        "changes",
        "Which changes count",
        { file, span, path: "changes" },
        canonical({ from, to }),
      ),
    ),
    ...optional(oncePer, ({ span, keep, by }) => {
      const says = canonical({ keep, by: directions(by) });
      return said(
        "once_per",
        "once-per",
        "Which one of several rows counts",
        { file, span, path: "once_per" },
        says,
      );
    }),
  ];
}

function nameFacts({ definition: { variants, currency }, file }: ProjectEvent): Said[] {
  return [
    ...optional(variants, ({ span, otherwise }) => {
      const says = canonical(typeof otherwise === "string" ? otherwise : "name");
      return said(
        "variants",
        "variants",
        "What becomes of other names",
        { file, span, path: "variants" },
        says,
      );
    }),
    ...(variants?.names ?? []).map(({ event, value, span }) => {
      const what = `The value of \`${event.value}\``;
      return said(
        `variant:${event.value}`,
        "variants",
        what,
        { file, span, path: "variants.names" },
        canonical(value),
      );
    }),
    ...(currency?.kind === "code"
      ? [
          said(
            "currency:code",
            "currency",
            "The currency",
            { file, span: currency.code.span, path: "revenue.currency" },
            currency.code.value,
          ),
        ]
      : []),
  ];
}

function destinationFacts(event: ProjectEvent): Said[] {
  const { file, definition } = event;
  return [...destinationsOf(event)].map(([name, called]) =>
    said(
      `send_to:${name}`,
      "destination",
      `The destination \`${name}\``,
      { file, span: definition.name.span, path: "send_to" },
      called ?? "",
    ),
  );
}

function optional<T>(value: T | undefined, fact: (value: T) => Said): Said[] {
  return value === undefined ? [] : [fact(value)];
}

function said(
  id: string,
  kind: FactKind,
  what: string,
  { path, file, span }: Place & Pick<Fact, "path">,
  says: string,
): Said {
  return { id, kind, what, path, says, file, span };
}
