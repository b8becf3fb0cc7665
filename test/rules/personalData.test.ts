import assert from "node:assert/strict";
import { withCatalog } from "../../server/src/project/updateFile.ts";
import { projectOf } from "../support/memoryProject.ts";
import { check, findingsOf } from "./findingsOf.ts";
import { shopWith } from "./shop.ts";

const rule = "unclassified-personal-data";
const head = "from: shop.customers\nas: u\nkey: u.customer_id\n";

async function messages(text: string, name = rule): Promise<string[]> {
  return (await findingsOf(text)).filter((each) => each.rule === name).map(({ message }) => message);
}

const event = (lines: string) => `${head}events:\n  customer_registered:\n    at: u.signed_up_at\n${lines}`;
const property = (sql: string, more = "") =>
  event(`    properties:\n      contact: {sql: ${JSON.stringify(sql)}${more}}\n`);

describe("personal data that nobody has classified", () => {
  const shown = [
    "u.email",
    "lower(u.email)",
    "u.first_name || ' ' || u.last_name",
    "concat_ws(' ', u.first_name, 'x')",
    "cast(trim(u.email) as varchar)",
    "(u.email)::text",
    "coalesce(u.country, lower(u.email), '')",
    "case when u.country = 'BE' then u.email end",
    "case when u.country = 'BE' then 'x' else upper(u.email) end",
    '"email"',
  ];
  for (const sql of shown)
    it(`is found in ${sql}`, async () => {
      const because = sql.includes("first_name") ? "first name" : "email";
      assert.deepEqual(await messages(property(sql)), [
        `Property "contact" looks like personal data (${because}) and has no \`privacy\`.`,
      ]);
      assert.deepEqual(await messages(property(sql, ", privacy: personal")), []);
    });

  const hidden = [
    "u.email is not null",
    "lower(u.email) like '%@shop.example'",
    "(u.email) is null",
    "md5(lower(u.email))",
    "length(u.email)",
    "split_part(u.email, '@', 2)",
    "case when u.email is null then 'no' else 'yes' end",
    "case when lower(u.email) = 'x' then u.country end",
    "coalesce(u.email, '') <> ''",
    "(select max(email) from shop.customers)",
    "'email'",
  ];
  for (const sql of hidden)
    it(`is not found in ${sql}`, async () => assert.deepEqual(await messages(property(sql)), []));

  it("is found in entities, of documents and of events, but not where an id tells devices apart", async () => {
    const entity = "personal-data-as-entity";
    const found = ['The id of entity "customer" looks like personal data (email).'];
    const document = `${head}entities: {customer: u.email}\nevents:\n  a_b: {at: u.signed_up_at}\n`;
    assert.deepEqual(await messages(document, entity), found);
    assert.deepEqual(await messages(event("    entities: {customer: lower(u.email)}\n"), entity), found);
    for (const sql of ["u.device_id", "md5(u.email)", "u.customer_id"])
      assert.deepEqual(await messages(event(`    entities: {customer: ${sql}}\n`), entity), [], sql);
  });

  it("is found in links", async () => {
    const link = (sql: string) => event(`    link: ${JSON.stringify(sql)}\n`);
    assert.deepEqual(await messages(link("'https://shop.example/?q=' || u.email")), [
      "The link holds what looks like personal data (email).",
    ]);
    assert.deepEqual(await messages(link("'https://shop.example/email/' || u.customer_id")), []);
  });

  it("is what dbt's mark of a table says of its properties, where no column bears one", async () => {
    const found = async (columns: object, more = "") => {
      const node = { resource_type: "model", package_name: "wh", name: "customers", schema: "shop", columns };
      const project = await projectOf({
        "eventspec.yml": "eventspec: 1\nname: p\ndbt: {project: wh}\nentities: {person: {}}\n",
        "wh/target/manifest.json": JSON.stringify({
          metadata: { project_name: "wh" },
          nodes: { m: { ...node, config: { tags: ["pii"] } } },
        }),
        "a.events.yml": `from: ref('customers')\nas: u\nkey: u.id\nentities: {person: u.id}\nevents:\n  seen:\n    at: u.at\n    properties:\n      word: {sql: u.word${more}}\n`,
      });
      return (await check(project)).filter((each) => each.rule === rule).map(({ message }) => message);
    };
    const plain = { id: { name: "id" }, word: { name: "word" }, at: { name: "at" } };
    assert.deepEqual(await found(plain), [
      'Property "word" looks like personal data (the table of "word" is tagged "pii" in dbt, and none of its columns) and has no `privacy`.',
    ]);
    assert.deepEqual(await found(plain, ", privacy: internal"), []);
    assert.deepEqual(await found({ ...plain, mail: { name: "mail", tags: ["pii"] } }), []);
  });

  it("is an error where dbt's tags of a column say so, unless they deny it or the property says as much", async () => {
    const tagged = async (tags: string[], more = "", sql = "upper(u.country)") => {
      const project = await shopWith({ "shop.events.yml": property(sql, more) });
      const tables = project.catalog.tables.map((table) => ({
        ...table,
        columns: table.columns.map((column) => (column.name === "country" ? { ...column, tags } : column)),
      }));
      const found = await check(withCatalog(project, { ...project.catalog, tables }));
      return found
        .filter((each) => each.file === "shop.events.yml" && /privacy|personal/.test(each.rule))
        .map(({ message, severity, fixes }) => `${severity}: ${message} ${fixes?.[0]?.title}`);
    };
    const because = (tag: string) => `"country" is tagged "${tag}" in dbt`;
    for (const tag of ["pii", "contains_pii", "gdpr:personal"])
      assert.deepEqual(await tagged(["finance", tag]), [
        `error: Property "contact" has no \`privacy\`, but ${because(tag)}. Mark as personal`,
      ]);
    assert.deepEqual(await tagged(["Sensitive"], ", privacy: personal"), [
      `error: Property "contact" is personal, but ${because("Sensitive")}. Mark as sensitive`,
    ]);
    assert.deepEqual(await tagged(["pii"], ", privacy: public"), [
      `error: Property "contact" is public, but ${because("pii")}. Mark as personal`,
    ]);
    assert.deepEqual(await tagged(["pii"], ", privacy: sensitive"), []);
    assert.deepEqual(await tagged(["finance", "non_pii"]), []);
    assert.deepEqual(await tagged(["pii"], "", "u.country is not null"), []);
  });
});
