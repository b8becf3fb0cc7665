import assert from "node:assert/strict";
import { problemsIn } from "../support/inProject.ts";
import { overFiles } from "../support/previews.ts";

const data = { "data/v.csv": "id,visitor,customer,at\n1,a,c,2026-01-01 10:00:00\n" };

const problems = (text: string, project = "") =>
  problemsIn({
    "eventspec.yml": overFiles(`entities:\n  customer: {type: string}\n${project}`),
    "a.events.yml": text,
    ...data,
  });

const spec = (more = "", event = "") => `from: v
as: v
key: v.id
entities: {customer: v.customer}
${more}events:
  page_viewed:
    at: v.at
${event}`;

describe("a history that ends before it begins", () => {
  const found = ["invalid-value: This history ends before it begins, so there is no event."];
  const backwards = [
    "{from: 2026-01-02, until: 2026-01-01}",
    "{from: 2026-01-02, until: 2026-01-02}",
    "{from: today, until: yesterday}",
    "{from: 2026-01-02 10:00, until: 2026-01-02 09:59:59}",
    "{from: 2026-01-04 10:00+02, until: 2026-01-02}",
  ];
  for (const history of backwards)
    it(`is found: ${history}`, async () => {
      assert.deepEqual(await problems(spec(`history: ${history}\n`)), found);
      assert.deepEqual(await problems(spec("", `    history: ${history}\n`)), found);
      assert.deepEqual(await problems(spec(), `history: ${history}\n`), found);
    });

  const right = [
    "{from: 2026-01-01, until: 2026-01-02}",
    "{from: yesterday, until: today}",
    "{from: 2026-01-01, until: today}",
    "{from: 2026-01-02 01:00+14, until: 2026-01-02}",
    "{last: 3 months, until: 2026-01-02}",
  ];
  for (const history of right)
    it(`is not found: ${history}`, async () =>
      assert.deepEqual(await problems(spec(`history: ${history}\n`)), []));
});

describe("a property called like the column of an identity", () => {
  const identity = `streams: {all: {layout: LAYOUT, entity: customer, anonymous: visitor}}
`;
  const project = (layout: string) =>
    `  visitor: {type: string, anonymous: true, resolves_to: {entity: customer, by: [signed_in]}}\n${identity.replace("LAYOUT", layout)}`;
  const text = spec("", "    properties: {resolved: v.id}\n")
    .replace("{customer: v.customer}", "{customer: v.customer, visitor: v.visitor}")
    .concat("  signed_in: {at: v.at}\n");

  it("is found where a wide stream has that column", async () => {
    const found = await problems(text, project("wide"));
    assert.ok(
      found.some((one) => one.startsWith('reserved-property-name: "resolved" is a column')),
      found.join("\n"),
    );
  });

  it("is right where none has", async () => assert.deepEqual(await problems(text, project("narrow")), []));
});
