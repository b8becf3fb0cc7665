/** Projects made by chance, with what their specs say of events, to be compared with what other formats make of it. */
import fc from "fast-check";
import type { Catalog, Project } from "../../server/src/project/types.ts";
import { withCatalog } from "../../server/src/project/updateFile.ts";
import { loadSqlParser } from "../../server/src/sql/reader/parser.ts";
import { projectOf } from "./memoryProject.ts";

export interface SpecProperty {
  readonly name: string;
  readonly type: string;
  readonly description?: string;
  readonly privacy?: string;
  readonly unit?: string;
  readonly required?: boolean;
  readonly values?: readonly string[];
}

export interface SpecEvent {
  readonly name: string;
  readonly description?: string;
  readonly version: number;
  readonly owner?: "growth" | "support";
  readonly tags: readonly string[];
  readonly tier: "core" | "standard" | "experimental";
  readonly deprecated: boolean;
  readonly properties: readonly SpecProperty[];
  /** As YAML has them. */
  readonly variants?: Readonly<Record<string, unknown>>;
}

/** What YAML can hold and people write: line breaks, quotes, colons, letters of everywhere. */
const words = fc.oneof(
  fc.constantFrom(
    "Paid.",
    'it\'s: "done" # really',
    "Zwei\nZeilen",
    "日本 🎉",
    "- no list",
    "null",
    `$\{object}`,
    "{{ x }}",
  ),
  fc
    .string({ minLength: 1, maxLength: 20 })
    .map((text) => text.trim())
    .filter((text) => text !== ""),
);
const plainNames = fc.constantFrom(
  "total",
  "coupon",
  "Placed At",
  "select",
  "ünï",
  "a.b",
  "e-mail",
  "x'y",
  "Order Id",
  "type",
);
const property: fc.Arbitrary<SpecProperty> = fc.record(
  {
    name: plainNames,
    type: fc.constantFrom(
      "string",
      "integer",
      "float",
      "boolean",
      "date",
      "timestamp",
      "json",
      "decimal(12, 2)",
    ),
    description: words,
    privacy: fc.constantFrom("public", "internal", "personal", "sensitive"),
    unit: fc.constantFrom("EUR", "ms"),
    required: fc.boolean(),
    values: fc.uniqueArray(fc.constantFrom("a", "b c", "it's", "1", "null"), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ["name", "type"] },
);
const event: fc.Arbitrary<SpecEvent> = fc.record(
  {
    name: fc.constantFrom("order_placed", "order_shipped", "ticket_opened"),
    description: words,
    version: fc.integer({ min: 1, max: 9 }),
    owner: fc.constantFrom<"growth" | "support">("growth", "support"),
    tags: fc.uniqueArray(fc.constantFrom("checkout", "a b", "ünï"), { maxLength: 2 }),
    tier: fc.constantFrom<SpecEvent["tier"]>("core", "standard", "experimental"),
    deprecated: fc.boolean(),
    properties: fc
      .uniqueArray(property, { maxLength: 5, selector: ({ name }) => name })
      .map((all) =>
        all.map((one) => (one.values && one.type !== "string" ? { ...one, values: undefined } : one)),
      )
      .map((all) => JSON.parse(JSON.stringify(all)) as SpecProperty[]),
  },
  { requiredKeys: ["name", "version", "tags", "tier", "deprecated", "properties"] },
);

export const describedEvents = fc.uniqueArray(event, {
  minLength: 1,
  maxLength: 3,
  selector: ({ name }) => name,
});

const types: Readonly<Record<string, string>> = { string: "varchar", integer: "bigint", float: "double" };
const typed = ["string", "integer", "float", "boolean", "date", "timestamp", "json", "decimal(12, 2)"].map(
  (type) => [columnOf(type), types[type] ?? type] as const,
);
const columns = { id: "integer", at: "timestamp", customer: "varchar", ...Object.fromEntries(typed) };

function columnOf(type: string): string {
  return `v_${type.replace(/\W.*/, "")}`;
}

const catalog: Catalog = {
  known: true,
  tables: [
    {
      parts: ["shop", "rows"],
      origin: "test",
      columns: Object.entries(columns).map(([name, type]) => ({ name, type, dialect: "duckdb" })),
    },
  ],
};

/** JSON is YAML: no text is written in a way of this test's own. */
export async function describedProject(events: readonly SpecEvent[]): Promise<Project> {
  const settings = {
    eventspec: 1,
    name: "p: q",
    entities: { customer: { type: "string" } },
    destinations: { mixpanel: { type: "mixpanel" }, amplitude: { type: "amplitude" } },
    teams: { growth: { email: "growth@shop.example", slack: "#growth" }, support: {} },
  };
  const spec = {
    from: "shop.rows",
    as: "r",
    key: "r.id",
    entities: { customer: "r.customer" },
    send_to: ["mixpanel", "amplitude"],
    events: Object.fromEntries(
      events.map(({ name, properties, deprecated, ...rest }) => [
        name,
        {
          at: "r.at",
          ...rest,
          ...(deprecated && { deprecated: { since: "2026-01-01", reason: "Old" } }),
          properties: Object.fromEntries(
            properties.map(({ name: own, ...more }) => [own, { sql: `r.${columnOf(more.type)}`, ...more }]),
          ),
        },
      ]),
    ),
  };
  const files = { "eventspec.yml": JSON.stringify(settings), "a.events.yml": JSON.stringify(spec) };
  return withCatalog(await projectOf(files), catalog);
}

/** What exports read SQL with. */
export async function duckDbReading() {
  return { dialect: "duckdb" as const, parser: await loadSqlParser() };
}
