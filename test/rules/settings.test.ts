import assert from "node:assert/strict";
import type { Finding } from "../../server/src/document/types.ts";
import { check } from "./findingsOf.ts";
import { shopProjectFile, shopWith } from "./shop.ts";

const spec = (tier: string) => `from: shop.orders
as: o
key: o.order_id
entities: {customer: o.customer_id}
tier: ${tier}
events:
  placeOrder:
    at: o.ordered_at
`;

/** The rules below speak of one event; a project without goals and with a zone is asked for neither. */
const projectFileOf = shopProjectFile
  .replace(/goals:\n.*\n/, "")
  .replace("name: shop\n", "name: shop\ntimezone: UTC\n");

async function findings(rules: string, files: Record<string, string>): Promise<Finding[]> {
  const projectFile = projectFileOf.replace(/rules:.*\n$/, rules ? `rules:\n${rules}` : "");
  return check(await shopWith({ "eventspec.yml": projectFile, ...files }));
}

async function levels(rules: string, file = "shop.events.yml", tier = "standard"): Promise<string[]> {
  const found = await findings(rules, { [file]: spec(tier) });
  return found.map(({ rule, severity }) => `${rule} ${severity}`).sort();
}

const recommended = [
  "event-name-style error",
  "event-without-description warning",
  "event-without-owner warning",
  "event-without-tests warning",
];

describe("rule settings", () => {
  it("are the recommended preset when nothing is said", async () =>
    assert.deepEqual(await levels(""), recommended));

  it("take another preset", async () => assert.deepEqual(await levels("  extends: minimal\n"), []));

  it("change one rule, or switch it off or on", async () => {
    const rules =
      "  event-name-style: 'off'\n  event-without-owner: info\n  event-without-tests: {severity: error}\n";
    assert.deepEqual(await levels(rules), [
      "event-without-description warning",
      "event-without-owner info",
      "event-without-tests error",
    ]);
    assert.deepEqual(await levels("  extends: minimal\n  event-without-owner: error\n"), [
      "event-without-owner error",
    ]);
  });

  it("pass options", async () => {
    const rules = "  event-name-style: {severity: info, case: camelCase, order: action_object, tense: any}\n";
    assert.deepEqual(await levels(rules), recommended.slice(1));
  });

  it("are overridden by files, tier and event, the later override winning", async () => {
    const overrides = `  overrides:
    - {tier: experimental, extends: minimal}
    - {files: 'legacy/**', event-name-style: 'off'}
    - {files: 'legacy/**', tier: experimental, event-without-owner: error}
    - {event: 'place*', event-without-tests: info}
`;
    assert.deepEqual(await levels(overrides), recommended.toSpliced(3, 1, "event-without-tests info"));
    assert.deepEqual(await levels(overrides, "shop.events.yml", "experimental"), [
      "event-without-tests info",
    ]);
    assert.deepEqual(await levels(overrides, "legacy/a/shop.events.yml"), [
      "event-without-description warning",
      "event-without-owner warning",
      "event-without-tests info",
    ]);
    assert.deepEqual(await levels(overrides, "legacy/shop.events.yml", "experimental"), [
      "event-without-owner error",
      "event-without-tests info",
    ]);
  });

  it("change what the readers find, too", async () => {
    const rules = "  extends: minimal\n  unknown-key: warning\n";
    const found = await findings(rules, { "a.events.yml": `${spec("core")}    descripton: x\n` });
    assert.deepEqual(
      found.map(({ rule, severity }) => `${rule} ${severity}`),
      ["unknown-key warning"],
    );
  });

  const mistakes: [rules: string, message: RegExp, hint: RegExp][] = [
    [
      "  event-without-ownr: error\n",
      /No rule is called "event-without-ownr"/,
      /Did you mean "event-without-owner"/,
    ],
    ["  overrides: [{tier: core, nonsense-of-mine: error}]\n", /No rule is called/, /eventspec rules/],
    ["  event-name-style: {severity: error, cas: x}\n", /has no option "cas"/, /case, order, tense, verbs/],
    ["  event-name-style: {severity: error, case: loud}\n", /"case" of "event-name-style"/, /snake_case/],
    ["  event-name-style: {severity: error, verbs: x}\n", /"verbs"/, /list of texts/],
    ["  event-without-owner: {severity: error, __proto__: x}\n", /has no option "__proto__"/, /none/],
  ];
  for (const [rules, message, hint] of mistakes) {
    it(`name a mistake in ${rules.trim()}`, async () => {
      const found = (await findings(rules, {})).filter(({ rule }) => rule === "unknown-rule");
      assert.equal(found.length, 1);
      assert.match(found[0]?.message ?? "", message);
      assert.match(found[0]?.hint ?? "", hint);
      assert.equal(found[0]?.file, "eventspec.yml");
    });
  }
});
