/** The reference page of the language, docs/language.md, out of the schemas: no key is explained twice. */
import { stringify } from "yaml";
import { alternativesOf, isRequirement, schemas } from "../server/src/spec/schema.ts";
import type { SchemaNode } from "../server/src/spec/schemaNode.ts";

interface Section {
  readonly title: string;
  readonly node: SchemaNode;
}

const introduction = `<!-- From schemas/ by scripts/generate.ts: change the descriptions there. -->

# The event-spec language

Two kinds of files make up a project. \`eventspec.yml\` marks its root; every \`*.events.yml\` below it declares events. Both are
YAML 1.2. SQL stands in them as plain text, in the warehouse's own dialect; EventSpec writes the query around it.

| in SQL | what it stands for |
|---|---|
| \`event.at\` | the event's own time, in joins \`as_of\`, lookups and beside joined events |
| \`asked.occurred_at\` | a column of a joined event's own relation; \`asked\` is what its join calls it |
| \`param.name\` | a parameter of a lookup |

Defaults of a document reach its events: maps merge by key (\`~\` removes one), lists and single values replace, each \`where\` is added with \`and\`.
A comment \`# eventspec-ignore: rule-name — reason\` on or above a line silences one rule there.
`;

const example = `
\`\`\`yaml
from: shop.orders
as: o
key: o.order_id
timezone: Europe/Brussels
where: not o.is_test
owner: growth
entities:
  customer: o.customer_id

events:
  order_placed:
    description: The customer confirmed the checkout; payment may still fail.
    at: o.ordered_at
    properties:
      total:
        sql: o.total_cents / 100.0
        type: decimal(12,2)
        unit: EUR
        description: Order value with tax, before refunds.
      coupon: o.coupon_code
      channel: {value: web}
    tests:
      - volume: {per: day, min: 1}
\`\`\`
`;

const formatNames: Record<string, string> = {
  bytes: "amount of data",
  date: "date",
  duration: "length of time",
  moment: "date or time",
  timezone: "time zone",
  share: "share",
  tolerance: "share or amount",
  "value-type": "type",
};

const projectExample = `
\`\`\`yaml
eventspec: 1
name: shop
timezone: UTC
connection: dev
connections:
  dev:
    type: duckdb
    files:
      shop.orders: data/orders.csv
      raw.*: data/raw/*.parquet
  warehouse:
    type: postgres
    host: {env: PGHOST}
    database: shop
    user: {env: PGUSER}
    password: {env: PGPASSWORD}
entities:
  customer: {description: A person who can buy., type: integer}
teams:
  growth: {email: growth@shop.example}
goals:
  conversion: {description: Share of visits that end in an order., owner: growth}
rules:
  extends: recommended
\`\`\`
`;

/** The whole page. */
export function languageReference(): string {
  const known = new Set<string>();
  const spec = sections({ title: "Event-spec file", node: schemas.spec }, known);
  const project = sections({ title: "Project file", node: schemas.project }, known);
  const titles = new Set([...spec, ...project].map(({ title }) => title));
  return [
    introduction,
    ...spec.map(
      (section, index) => page(section, index === 0 ? 2 : 3, titles) + (index === 0 ? example : ""),
    ),
    ...project.map(
      (section, index) => page(section, index === 0 ? 2 : 3, titles) + (index === 0 ? projectExample : ""),
    ),
  ].join("\n");
}

/** The section of a map and those of all maps below it, each once. */
function sections(top: Section, known: Set<string>): Section[] {
  if (known.has(top.title)) return [];
  known.add(top.title);
  const below = Object.values(top.node.properties ?? {}).flatMap((child) => objectsIn(child, undefined));
  return [top, ...below.flatMap((section) => sections(section, known))];
}

/** The maps with keys of their own that a value holds, however deep. */
function objectsIn(node: SchemaNode, title: string | undefined): Section[] {
  const own = node.title ?? title;
  return alternativesOf(node).flatMap((form) => {
    const name = form.title ?? own;
    if (form.properties && name) return [{ title: name, node: form }];
    const inner = typeof form.additionalProperties === "object" ? form.additionalProperties : form.items;
    return inner ? objectsIn(inner, name) : [];
  });
}

function page({ title, node }: Section, level: number, titles: ReadonlySet<string>): string {
  const rows = Object.entries(node.properties ?? {}).map(([key, child]) => row(key, child, node, titles));
  const others =
    typeof node.additionalProperties === "object" ? [row("…", node.additionalProperties, node, titles)] : [];
  return [
    `${"#".repeat(level)} ${title}`,
    "",
    node.description ?? "",
    "",
    "| key | value | meaning |",
    "|---|---|---|",
    ...rows,
    ...others,
    ...examplesOf(node),
    "",
  ].join("\n");
}

function row(key: string, node: SchemaNode, parent: SchemaNode, titles: ReadonlySet<string>): string {
  const cells = [
    `${key === "…" ? "any other" : `\`${key}\``}${mark(key, parent)}`,
    valueForm(node, titles),
    meaningOf(node),
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function mark(key: string, parent: SchemaNode): string {
  if (parent.required?.includes(key)) return " (required)";
  const either =
    parent.anyOf && isRequirement(parent.anyOf) ? parent.anyOf.flatMap((form) => form.required ?? []) : [];
  const others = either.filter((name) => name !== key).map((name) => `\`${name}\``);
  return either.includes(key) ? ` (this or ${others.join(" or ")})` : "";
}

/** What kind of value is asked for, with a link to the section that lists its keys. */
function valueForm(node: SchemaNode, titles: ReadonlySet<string>): string {
  const forms = alternativesOf(node).flatMap((form) => formOf(form, titles) ?? []);
  return [...new Set(forms)].join(", or ");
}

function formOf(node: SchemaNode, titles: ReadonlySet<string>): string | undefined {
  if (node.type === "null") return undefined;
  if (node["x-sql"]) return node["x-sql"] === "table" ? "table" : `SQL ${node["x-sql"]}`;
  if (node.type === "array") return `list of ${node.items ? valueForm(node.items, titles) : "values"}`;
  if (node.type === "object") return mapForm(node, titles);
  if (node.enum) return "one of the words";
  if (node.format) return formatNames[node.format] ?? node.format;
  if (node["x-ref"])
    return `name of ${article(node["x-ref"].replace("follow-key", "key").replace(/^(union|full)-/, ""))}`;
  return [node.type].flat().join(" or ").replace("string", "text");
}

function mapForm(node: SchemaNode, titles: ReadonlySet<string>): string {
  const title = node.title ?? "";
  if (node.properties && titles.has(title))
    return `[${title.toLowerCase()}](#${title.toLowerCase().replaceAll(/[^a-z]+/g, "-")})`;
  const inner =
    typeof node.additionalProperties === "object" ? valueForm(node.additionalProperties, titles) : "value";
  return `map: name → ${inner}`;
}

function article(word: string): string {
  return `${/^[aeiou]/.test(word) ? "an" : "a"} ${word}`;
}

function meaningOf(node: SchemaNode): string {
  const words = alternativesOf(node).flatMap((form) =>
    (form.enum ?? []).map((value, index) => {
      const meaning = form.enumDescriptions?.[index];
      return meaning ? `\`${value}\`: ${meaning}` : `\`${value}\``;
    }),
  );
  return [node.description ?? "", ...words].join("<br>");
}

function examplesOf(node: SchemaNode): string[] {
  return (node.examples ?? []).flatMap((value) =>
    typeof value === "object"
      ? [
          "",
          "```yaml",
          stringify(value, { flowCollectionPadding: false, collectionStyle: "any" }).trimEnd(),
          "```",
        ]
      : [],
  );
}
