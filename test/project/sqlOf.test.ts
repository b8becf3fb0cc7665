import assert from "node:assert/strict";
import type { YamlNode } from "../../server/src/document/types.ts";
import { sqlOf, sqlOfFile, sqlOfProject } from "../../server/src/project/sqlOf.ts";
import { roleAt, sqlRoles } from "../../server/src/project/sqlRoles.ts";
import type { Project } from "../../server/src/project/types.ts";
import { alternativesOf, type FileKind, schemas, sqlKindOf } from "../../server/src/spec/schema.ts";
import type { SchemaNode } from "../../server/src/spec/schemaNode.ts";
import { fullJoinSpec, fullProject, fullSpec } from "../support/fullFiles.ts";
import { projectOf } from "../support/memoryProject.ts";

const files: readonly { readonly kind: FileKind; readonly name: string; readonly text: string }[] = [
  { kind: "project", name: "eventspec.yml", text: fullProject },
  { kind: "spec", name: "a.events.yml", text: `${fullSpec}---\n${fullJoinSpec}` },
];
const opened = () => projectOf(Object.fromEntries(files.map(({ name, text }) => [name, text])));

/** Keys that lead to SQL in a schema, `*` for names and nothing for list positions: `events.*.at.sql`. Tables are no SQL here. */
function sqlPlaces(node: SchemaNode, path: readonly string[] = []): string[] {
  return alternativesOf(node).flatMap((form) => {
    const own = form["x-sql"] && form["x-sql"] !== "table" ? [path.join(".")] : [];
    const { properties = {}, additionalProperties, items } = form;
    const named = typeof additionalProperties === "object" ? { "*": additionalProperties } : {};
    return [
      ...own,
      ...Object.entries({ ...properties, ...named }).flatMap(([key, child]) =>
        sqlPlaces(child, [...path, key]),
      ),
      ...(items ? sqlPlaces(items, path) : []),
    ];
  });
}

interface Written {
  readonly place: string;
  readonly start: number;
}

/** Every SQL text of a file as YAML and schema have it: nothing of the reader, nothing of the walk under test. */
function sqlInTree(
  node: YamlNode | undefined,
  schema: readonly SchemaNode[],
  path: readonly string[],
): Written[] {
  if (!node) return [];
  if (node.kind === "scalar") {
    const kind = node.value === null ? undefined : sqlKindOf(schema);
    return kind && kind !== "table" ? [{ place: path.join("."), start: node.span.start }] : [];
  }
  if (node.kind === "list")
    return node.items.flatMap((item) => sqlInTree(item, schema.flatMap(itemsOf), path));
  return node.pairs.flatMap(({ key, value }) => {
    const [step, child] = stepInto(schema, key.text);
    return sqlInTree(value, child, [...path, step]);
  });
}

function itemsOf({ items }: SchemaNode): readonly SchemaNode[] {
  return items ? alternativesOf(items) : [];
}

function stepInto(schema: readonly SchemaNode[], key: string): [string, readonly SchemaNode[]] {
  const fixed = schema.flatMap(({ properties }) =>
    properties && Object.hasOwn(properties, key) ? [properties[key] ?? {}] : [],
  );
  if (fixed.length > 0) return [key, fixed.flatMap(alternativesOf)];
  const named = schema.flatMap(({ additionalProperties }) =>
    typeof additionalProperties === "object" ? [additionalProperties] : [],
  );
  return ["*", named.flatMap(alternativesOf)];
}

function writtenIn(project: Project, { kind, name }: (typeof files)[number]): Written[] {
  const documents = project.documents.get(name)?.documents ?? [];
  return documents.flatMap(({ root }) => sqlInTree(root, alternativesOf(schemas[kind]), []));
}

describe("all SQL of a project", () => {
  for (const file of files) {
    it(`is written at every place of the language that holds SQL, in the full ${file.kind} file`, async () => {
      const project = await opened();
      const written = new Set(writtenIn(project, file).map(({ place }) => place));
      const missing = [...new Set(sqlPlaces(schemas[file.kind]))].filter((place) => !written.has(place));
      assert.deepEqual(missing, [], "places of the schema that test/support/fullFiles.ts does not write");
    });

    it(`is found by the walk, every text of the full ${file.kind} file once`, async () => {
      const project = await opened();
      const expected = writtenIn(project, file).map(
        ({ place, start }) => `${start} ${roleAt(file.kind, place.split("."))?.role}`,
      );
      const found = sqlOfFile(project, file.name).map(({ sql, role }) => `${sql.span.start} ${role}`);
      assert.deepEqual(found.toSorted(), expected.toSorted(), "written places and those of project/sqlOf.ts");
    });

    it(`has a role at every place of the ${file.kind} schema`, () => {
      const without = sqlPlaces(schemas[file.kind]).filter((place) => !roleAt(file.kind, place.split(".")));
      assert.deepEqual(without, [], "places of the schema that project/sqlRoles.ts does not know");
    });

    it(`has the same role by its path as by the walk in the full ${file.kind} file`, async () => {
      const project = await opened();
      for (const { path, role, index } of sqlOfFile(project, file.name)) {
        const steps = path.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
        assert.deepEqual(roleAt(file.kind, steps), index === undefined ? { role } : { role, index }, path);
      }
    });
  }

  it("has every role there is", async () => {
    const found = new Set([...sqlOfProject(await opened())].map(({ role }) => role));
    assert.deepEqual(
      sqlRoles.filter((role) => !found.has(role)),
      [],
    );
  });
});

describe("the SQL that counts for an event", () => {
  const projectFile = `eventspec: 1
lookups:
  plan:
    parameters: [account]
    join: {from: shop.plans, as: p, on: p.account_id = param.account}
    properties: {plan_name: p.name, seats: p.seats}
`;
  const spec = `from: shop.orders
as: o
key: o.id
where: not o.is_test
order_by: o.id
entities: {customer: o.customer_id, visitor: o.visitor_id}
properties: {coupon: o.coupon, total: o.total}
lookups: {plan: {account: o.account_id}}
events:
  placed:
    key: o.number
    at: o.placed_at
    order_by: o.placed_at
    entities: {visitor: ~}
    properties: {total: o.total_cents / 100, seats: o.seats}
    where: o.total > 0
  paid:
    at: o.paid_at
`;
  const textsOf = async (name: string) => {
    const project = await projectOf({ "eventspec.yml": projectFile, "a.events.yml": spec });
    const event = project.events.find((each) => each.name === name);
    assert.ok(event);
    return sqlOf(project, event).map(({ role, sql }) => `${role}: ${sql.text}`);
  };

  it("is its own, and its document's and lookups' as far as nothing overrides it, in the order of evaluation", async () => {
    assert.deepEqual(await textsOf("placed"), [
      "on: p.account_id = param.account",
      "parameter: o.account_id",
      "where: not o.is_test",
      "where: o.total > 0",
      "key: o.number",
      "at: o.placed_at",
      "order_by: o.placed_at",
      "entity: o.customer_id",
      "property: o.coupon",
      "property: p.name",
      "property: o.total_cents / 100",
      "property: o.seats",
    ]);
  });

  it("is its document's where it says nothing itself", async () => {
    assert.deepEqual(await textsOf("paid"), [
      "on: p.account_id = param.account",
      "parameter: o.account_id",
      "where: not o.is_test",
      "key: o.id",
      "at: o.paid_at",
      "order_by: o.id",
      "entity: o.customer_id",
      "entity: o.visitor_id",
      "property: o.coupon",
      "property: o.total",
      "property: p.name",
      "property: p.seats",
    ]);
  });
});
