import assert from "node:assert/strict";
import { hiddenColumns } from "../../../server/src/editor/session/personal.ts";
import { createTestMemory } from "../../../server/src/editor/session/testMemory.ts";
import { createCheckCache } from "../../../server/src/rules/checkCache.ts";
import { check } from "../../rules/findingsOf.ts";
import { shopWith } from "../../rules/shop.ts";

describe("columns that the editor hides", () => {
  it("are those that any rule takes for personal, entities included, while nobody has said more", async () => {
    const file = "a.events.yml";
    const project = await shopWith({
      [file]: `from: shop.contacts
as: c
key: c.customer_id
join: [{from: shop.customers, as: p, on: p.customer_id = c.customer_id}]
entities: {customer: p.email}
events:
  customer_registered:
    at: c.signed_up_at
    properties:
      reached: c.contact_code
      first_name: p.first_name
      words: c.delivery_note
      country: p.country
`,
    });
    const found = await check(project);
    const [event] = project.events;
    assert.ok(event);
    const hidden = hiddenColumns(
      {
        root: "/",
        isProject: true,
        project,
        revision: 0,
        facts: new Map(),
        rows: new Map(),
        tests: createTestMemory(),
        tablesRevision: 0,
        before: new Map(),
        checks: createCheckCache(),
        findings: new Map([[file, found.filter((finding) => finding.file === file)]]),
      },
      event,
    );
    assert.deepEqual([...hidden].sort(), ["customer_id", "first_name", "reached", "words"]);
  });
});
