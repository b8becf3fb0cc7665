/** All that is proved of an event: what is checked without being asked, and what its spec declares. Needs no warehouse. */

import type { Span } from "../document/types.ts";
import { isFiltering } from "../project/aliases.ts";
import { sourceNames } from "../project/defaultAlias.ts";
import { entityColumn, eventColumns } from "../project/eventColumns.ts";
import { labelInFile } from "../project/givenTogether.ts";
import { lookupsUsed } from "../project/lookupsUsed.ts";
import { openName } from "../project/openNames.ts";
import type { EventProperty, Project, ProjectEvent } from "../project/types.ts";
import type { Example } from "../spec/exampleTypes.ts";
import type {
  EventDefinition,
  EventTest,
  Join,
  OncePer,
  Reconciliation,
  SpecDocument,
  TrackedAs,
} from "../spec/types.ts";
import { many } from "./words.ts";

/** What a run can be narrowed to. `checks` are those that nobody has to ask for. */
export const parts = ["checks", "tests", "examples", "reconcile", "tracked_as"] as const;
export type Part = (typeof parts)[number];

type Test<K extends EventTest["kind"]> = Extract<EventTest, { readonly kind: K }>;

/** What is to be proved. */
type Subject =
  | {
      readonly kind:
        | "unique_id"
        | "no_future"
        | "variant_without_name"
        | "unknown_name"
        | "once_per_null"
        | "once_per_only";
    }
  | { readonly kind: "one_row_per_join"; readonly alias: string }
  | { readonly kind: "required" | "values"; readonly property: EventProperty }
  | { readonly kind: "not_null" | "unique"; readonly columns: readonly string[] }
  | { readonly kind: "volume"; readonly test: Test<"volume">; readonly unusual?: number }
  | { readonly kind: "fresh"; readonly test: Test<"fresh"> }
  | { readonly kind: "follows"; readonly test: Test<"follows"> }
  | { readonly kind: "rows"; readonly test: Test<"rows"> }
  | { readonly kind: "example"; readonly example: Example }
  | { readonly kind: "reconcile"; readonly reconciliation: Reconciliation }
  | { readonly kind: "tracked_as"; readonly tracked: TrackedAs };

export interface Check {
  /** The same in every run and after edits of other lines: event, kind, name. */
  readonly id: string;
  readonly event: ProjectEvent;
  readonly part: Part;
  /** What is proved, in a few words; unique among those of its kind. */
  readonly name: string;
  /** Where it is declared: path as in the project's documents. */
  readonly file: string;
  readonly span: Span;
  readonly subject: Subject;
}

type Unnamed = Pick<Check, "part" | "name" | "span" | "subject"> & { readonly file?: string };

/** Every check of an event, in the order in which they are told. None for one that is only proposed or switched off. */
export function checksOf(project: Project, event: ProjectEvent): Check[] {
  if (event.definition.proposed || !event.enabled) return [];
  const all: Unnamed[] = [
    ...builtIn(project, event),
    ...declaredTests(event),
    ...event.definition.examples.map(
      (example, at): Unnamed => ({
        part: "examples",
        name: example.name?.value ?? `example ${at + 1}`,
        span: example.name?.span ?? example.span,
        subject: { kind: "example", example },
      }),
    ),
    ...event.definition.reconcile.map(
      (reconciliation, at): Unnamed => ({
        part: "reconcile",
        name: reconciliation.name?.value ?? `reconciliation ${at + 1}`,
        span: reconciliation.name?.span ?? reconciliation.span,
        subject: { kind: "reconcile", reconciliation },
      }),
    ),
    ...trackedTwin(event),
  ];
  return named(labelInFile(event, project), event, all);
}

/** Gives each its id; of those that are called alike, later ones get a number. */
function named(label: string, event: ProjectEvent, checks: readonly Unnamed[]): Check[] {
  const seen = new Map<string, number>();
  return checks.map(({ file = event.file, ...check }) => {
    const key = `${check.subject.kind}:${check.name}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const name = count === 1 ? check.name : `${check.name} (${count})`;
    return { ...check, name, file, event, id: `${label}:${check.subject.kind}:${name}` };
  });
}

function builtIn(project: Project, event: ProjectEvent): Unnamed[] {
  const { definition, document, properties } = event;
  const own = definition.name.span;
  const part = "checks";
  const { scheduled, oncePer } = definition;
  const joins = [
    ...document.joins.map((join) => ({ join, file: event.file })),
    ...lookupsUsed(document, project.lookups).flatMap((lookup) =>
      lookup.joins.map((join) => ({ join, file: project.file.file })),
    ),
  ];
  return [
    { part, name: "event_id is unique and not null", span: own, subject: { kind: "unique_id" } },
    ...sideChecks(document),
    ...joins.flatMap(({ join, file }) => joinCheck(join, file)),
    ...(scheduled?.value
      ? []
      : [
          {
            part,
            name: "no time lies in the future",
            span: definition.at?.sql?.span ?? own,
            subject: { kind: "no_future" },
          } as const,
        ]),
    ...properties.flatMap(propertyChecks),
    ...variantChecks(definition),
    ...onceChecks(oncePer),
  ];
}

/** What is left out is told. */
function onceChecks(oncePer: OncePer | undefined): Unnamed[] {
  if (!oncePer) return [];
  const { span, keep } = oncePer;
  const told = (name: string, kind: "once_per_null" | "once_per_only"): Unnamed[] => [
    { part: "checks", name, span, subject: { kind } },
  ];
  return [
    ...told("rows without a once_per key", "once_per_null"),
    ...(keep === "only" ? told("once_per keys whose rows disagree", "once_per_only") : []),
  ];
}

/** Names that come from data should be there, and be known. */
function variantChecks({ variants }: EventDefinition): Unnamed[] {
  if (!variants || variants.otherwise === "skip") return [];
  const open = openName({ variants });
  const part = "checks";
  return [
    {
      part,
      name: open ? "every row has a name" : "every value has a variant",
      span: open?.span ?? variants.by.span,
      subject: { kind: "variant_without_name" },
    },
    ...(open
      ? [{ part, name: "every name is known", span: open.span, subject: { kind: "unknown_name" } } as const]
      : []),
  ];
}

/** Of two rows with one key each makes a row of its own. */
function sideChecks({ source }: SpecDocument): Unnamed[] {
  if (source?.kind !== "full") return [];
  return sourceNames({ source }).map(({ alias, span }) => ({
    part: "checks",
    name: `full join ${alias} has each key at most once`,
    span,
    subject: { kind: "one_row_per_join", alias },
  }));
}

/** A join to the latest row that started finds one by itself; one that only asks whether there is a row adds none. */
function joinCheck(join: Join, file: string): Unnamed[] {
  const { alias, source, on, asOf, span } = join;
  const table = source?.kind === "table" ? source.table.sql.text : undefined;
  const name = alias?.value ?? table;
  if (name === undefined || !source || (asOf && !asOf.end) || isFiltering(join)) return [];
  return [
    {
      part: "checks",
      name: `join ${name} finds at most one row`,
      span: on?.span ?? span,
      file,
      subject: { kind: "one_row_per_join", alias: name },
    },
  ];
}

function propertyChecks(property: EventProperty): Unnamed[] {
  const { name, required, values, file } = property;
  const declared = { part: "checks", file } as const;
  return [
    ...(required?.value
      ? [
          {
            ...declared,
            name: `${name.value} is never null`,
            span: required.span,
            subject: { kind: "required", property },
          } as const,
        ]
      : []),
    ...(values && values.length > 0
      ? [
          {
            ...declared,
            name: `${name.value} is one of ${many(values.length, "value")}`,
            span: spanOf(values.map(({ span }) => span)) ?? name.span,
            subject: { kind: "values", property },
          } as const,
        ]
      : []),
  ];
}

function spanOf(spans: readonly Span[]): Span | undefined {
  const [first] = spans;
  return first && { start: first.start, end: spans.at(-1)?.end ?? first.end };
}

function declaredTests(event: ProjectEvent): Unnamed[] {
  const ofProperties = event.properties.flatMap(({ tests, file }) => tests.map((test) => ({ test, file })));
  const all = [...event.definition.tests.map((test) => ({ test, file: event.file })), ...ofProperties];
  return all.flatMap(({ test, file }) =>
    subjectsOf(event, test).map((subject) => ({
      part: "tests",
      file,
      name: testName(test, subject),
      span: test.span,
      subject,
    })),
  );
}

function testName(test: EventTest, subject: Subject): string {
  switch (test.kind) {
    case "not_null":
    case "unique":
      return test.columns.map(({ value }) => value).join(", ");
    case "volume":
      return `per ${test.per.value}${subject.kind === "volume" && subject.unusual !== undefined ? ", unusual" : ""}`;
    case "fresh":
      return `within ${many(test.within.value.amount, test.within.value.unit)}`;
    case "follows":
      return test.event.value;
    case "rows":
      return test.name?.value ?? `no rows where ${test.where.text.trim().replace(/\s+/g, " ")}`;
  }
}

/** An entity's name is as good as its column's. Bounds and what is unusual have a verdict each: one may hold where the other can't tell. */
function subjectsOf(event: ProjectEvent, test: EventTest): Subject[] {
  switch (test.kind) {
    case "not_null":
    case "unique":
      return [{ kind: test.kind, columns: test.columns.map(({ value }) => columnCalled(event, value)) }];
    case "volume": {
      const { min, max, unusual } = test;
      const hasBounds = min !== undefined || max !== undefined || unusual === undefined;
      return [
        ...(hasBounds ? [{ kind: "volume", test } as const] : []),
        ...(unusual === undefined ? [] : [{ kind: "volume", test, unusual } as const]),
      ];
    }
    default:
      return [{ kind: test.kind, test } as Subject];
  }
}

/** The column of an event's relation that tests call so, whatever its case: an entity's name is as good as its column's. */
export function columnCalled(event: ProjectEvent, name: string): string {
  const isCalled = (known: string): boolean => known.toLowerCase() === name.toLowerCase();
  const property = event.properties.find((one) => isCalled(one.name.value));
  if (property) return property.name.value;
  const entity = event.entities.find((one) => isCalled(one.name.value));
  if (entity) return entityColumn(entity.name.value);
  return eventColumns(event).find((column) => isCalled(column.name))?.name ?? name;
}

function trackedTwin({ definition: { trackedAs } }: ProjectEvent): Unnamed[] {
  if (!trackedAs) return [];
  return [
    {
      part: "tracked_as",
      name: trackedAs.event.value,
      span: trackedAs.event.span,
      subject: { kind: "tracked_as", tracked: trackedAs },
    },
  ];
}
